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

// Target is the pool or the client that a check examines. It describes each resource at most
// once, when the first check requires it.
type Target struct {
	Environment *environment.Environment
	Client      *environment.Client // nil for a check of the pool
	Clients     []*Target           // the clients of the environment, in their order
	HTTP        *http.Client
	Session     Session  // nil unless the check is live and examines a client
	Prove       ProveAPI // nil unless a check of package prove runs
	Now         func() time.Time

	// Others returns the targets of the other clients of the environment.
	Others func() []*Target

	// Each of these functions returns the response of the service, or the error of the request.
	Pool      func(context.Context) (*types.UserPoolType, error)
	MFA       func(context.Context) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error)
	Domain    func(context.Context) (*types.DomainDescriptionType, error) // the domain of the login pages; nil without one
	Tracking  func(context.Context) (SessionConfiguration, error)
	WebACL    func(context.Context) (string, error) // the ARN; empty without one
	Endpoints func(context.Context) (environment.Endpoints, error)
	Discovery func(context.Context) (DiscoveryDocument, error) // the error may be an InvalidResponse
	AppClient func(context.Context) (*types.UserPoolClientType, error)
	Branding  func(context.Context) (*types.ManagedLoginBrandingType, error) // nil without one
	Secrets   func(context.Context) ([]types.ClientSecretDescriptorType, error)
	Sessions  func(context.Context) (ClientSessionConfiguration, error)

	Registration func(context.Context) (*Registration, error) // nil without one
	Registered   func(context.Context) (bool, error)          // whether the client registered itself
}

// Memoize memoizes ask; concurrent callers share the result. It does not keep an error that
// the end of the context caused.
func Memoize[T any](ask func(context.Context) (T, error)) func(context.Context) (T, error) {
	var (
		mu     sync.Mutex
		done   bool
		result T
		err    error
	)
	return func(ctx context.Context) (T, error) {
		mu.Lock()
		defer mu.Unlock()
		if !done {
			result, err = ask(ctx)
			done = ctx.Err() == nil
		}
		return result, err
	}
}

// Session is the session of the live checks of one client. Package session implements it.
type Session interface {
	// OnWait sets the function that is called before each wait.
	OnWait(func(time.Duration))
	// MovesClock reports whether the clock of the service can be moved.
	MovesClock() bool
	// Events returns the observed sign-ins and refreshes, for the report.
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
