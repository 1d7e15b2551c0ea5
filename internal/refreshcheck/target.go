package refreshcheck

import (
	"context"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// API are the calls of the checks of settings. Each only reads.
type API interface {
	DescribeUserPool(context.Context, *cognitoidentityprovider.DescribeUserPoolInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error)
	DescribeUserPoolClient(context.Context, *cognitoidentityprovider.DescribeUserPoolClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error)
	DescribeUserPoolDomain(context.Context, *cognitoidentityprovider.DescribeUserPoolDomainInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error)
	DescribeManagedLoginBrandingByClient(context.Context, *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error)
	GetUserPoolMfaConfig(context.Context, *cognitoidentityprovider.GetUserPoolMfaConfigInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error)
	ListUserPoolClients(context.Context, *cognitoidentityprovider.ListUserPoolClientsInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListUserPoolClientsOutput, error)
}

// Connection is how one environment is reached.
type Connection struct {
	API  API
	HTTP *http.Client // for discovery, the hosted pages and the OAuth endpoints
	// People makes and removes the temporary user of a live run. Nil where there is none.
	People People
	// Prove makes the calls of [Proofs]. It is nil if none of them runs.
	Prove ProveAPI
}

// Target is what a check looks at: a pool, and for a check of a client that client.
// What it describes is asked for once, by the first check that needs it.
type Target struct {
	Environment *environment.Environment
	Client      *environment.Client // nil for a check of the pool
	Clients     []*Target           // those of the environment's clients, in their order; each shares the pool's answers
	HTTP        *http.Client
	Session     *Session // nil unless the check is live, and of a client
	prove       ProveAPI // nil unless one of Proofs runs

	// others are the targets of the other clients of the environment.
	others func() []*Target

	// Each answers from the service, or says why not.
	Pool      func(context.Context) (*types.UserPoolType, error)
	MFA       func(context.Context) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error)
	Domain    func(context.Context) (*types.DomainDescriptionType, error) // the one that the login pages are at; nil without one
	Endpoints func(context.Context) (environment.Endpoints, error)
	Discovery func(context.Context) (discoveryDocument, error) // the error may be a wrongAnswer
	AppClient func(context.Context) (*types.UserPoolClientType, error)
	Branding  func(context.Context) (*types.ManagedLoginBrandingType, error) // nil without one
}

// once makes a question that is asked at most once, and whose answer all who ask share.
// An answer that only the end of the asker's context prevented is not kept.
func once[T any](ask func(context.Context) (T, error)) func(context.Context) (T, error) {
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
