package check

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Target is what a check looks at: a pool, and for a check of a client that client.
// What it describes is asked for once, by the first check that needs it.
type Target struct {
	Environment *environment.Environment
	Client      *environment.Client // nil for a check of the pool
	Clients     []*Target           // those of the environment's clients, in their order; each shares the pool's answers
	HTTP        *http.Client
	Session     Session  // nil unless the check is live, and of a client
	Prove       ProveAPI // nil unless one of Proofs runs

	// Others are the targets of the other clients of the environment.
	Others func() []*Target

	// Each answers from the service, or says why not.
	Pool      func(context.Context) (*types.UserPoolType, error)
	MFA       func(context.Context) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error)
	Domain    func(context.Context) (*types.DomainDescriptionType, error) // the one that the login pages are at; nil without one
	Endpoints func(context.Context) (environment.Endpoints, error)
	Discovery func(context.Context) (DiscoveryDocument, error) // the error may be a wrongAnswer
	AppClient func(context.Context) (*types.UserPoolClientType, error)
	Branding  func(context.Context) (*types.ManagedLoginBrandingType, error) // nil without one
}

// Memoize makes a question that is asked at most once, and whose answer all who ask share.
// An answer that only the end of the asker's context prevented is not kept.
func Memoize[T any](ask func(context.Context) (T, error)) func(context.Context) (T, error) {
	var (
		mu     sync.Mutex
		asked  bool
		answer T
		failed error
	)
	return func(ctx context.Context) (T, error) {
		mu.Lock()
		defer mu.Unlock()
		if !asked {
			answer, failed = ask(ctx)
			asked = ctx.Err() == nil
		}
		return answer, failed
	}
}

// Session is the session of the live checks of one client. Package session implements it.
type Session interface {
	// OnWait sets the function that is called before each wait.
	OnWait(func(time.Duration))
	// MovesClock reports whether the clock of the service can be moved.
	MovesClock() bool
	// Events returns what was observed, for the report.
	Events() []report.Event
	// Close ends the sign-ins of the session.
	Close(context.Context)
}

// Sessions opens the sessions of the live checks. Package session implements it.
type Sessions interface {
	// Open sets the session of each client of a pool. The checks of the environment run
	// before cleanup, which removes the temporary user. It returns one message for each
	// user that it could not remove.
	Open(pool *Target, users UserAPI) (cleanup func(context.Context) (left []string))
}
