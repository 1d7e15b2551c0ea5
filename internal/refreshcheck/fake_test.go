package refreshcheck

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// fake answers with what a test deploys. A call that it has no answer for is refused.
type fake struct {
	API // the calls that a test does not expect; they panic

	pool      *types.UserPoolType
	appClient *types.UserPoolClientType
	domain    *types.DomainDescriptionType
	branding  *types.ManagedLoginBrandingType
	mfa       *cognitoidentityprovider.GetUserPoolMfaConfigOutput
	err       error // of every call
	http      *http.Client
	describes string // the one domain that is described; empty: whatever is asked for

	mu    sync.Mutex
	calls []string
}

func (f *fake) called(operation string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, operation)
}

func (f *fake) DescribeUserPool(context.Context, *cognitoidentityprovider.DescribeUserPoolInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	f.called("DescribeUserPool")
	return &cognitoidentityprovider.DescribeUserPoolOutput{UserPool: f.pool}, f.err
}

func (f *fake) DescribeUserPoolClient(context.Context, *cognitoidentityprovider.DescribeUserPoolClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	f.called("DescribeUserPoolClient")
	return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: f.appClient}, f.err
}

func (f *fake) DescribeUserPoolDomain(_ context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	f.called("DescribeUserPoolDomain")
	if f.describes != "" && *in.Domain != f.describes {
		return nil, fmt.Errorf("the domain %s was asked for", *in.Domain)
	}
	return &cognitoidentityprovider.DescribeUserPoolDomainOutput{DomainDescription: f.domain}, f.err
}

func (f *fake) DescribeManagedLoginBrandingByClient(context.Context, *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error) {
	f.called("DescribeManagedLoginBrandingByClient")
	if f.err == nil && f.branding == nil {
		return nil, &types.ResourceNotFoundException{}
	}
	return &cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput{ManagedLoginBranding: f.branding}, f.err
}

func (f *fake) GetUserPoolMfaConfig(context.Context, *cognitoidentityprovider.GetUserPoolMfaConfigInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	f.called("GetUserPoolMfaConfig")
	return f.mfa, f.err
}

// check runs one check on what is deployed, and returns how it ended.
func (f *fake) check(t *testing.T, c Check, declared environment.Environment) report.Result {
	t.Helper()
	require.NotEmpty(t, declared.Clients, "a check of a client needs one, and a check of a pool does not mind it")
	if declared.UserPoolID == "" {
		declared.Region, declared.UserPoolID = "eu-west-1", "eu-west-1_Ab12Cd34E"
	}
	target := newTarget(&declared, Connection{API: f, HTTP: f.http})
	if c.Of == OfClient {
		target = target.Clients[0]
	}
	findings, err := c.Run(t.Context(), target)
	return outcome(c.Name, findings, err)
}

// declaring is an environment with one client of which this is declared.
func declaring(client environment.AppClient) environment.Environment {
	return environment.Environment{Name: "staging", Clients: []environment.Client{{Key: "web", ID: "1example23456789", Declared: client}}}
}
