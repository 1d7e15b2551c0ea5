package checktest

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// API returns the resources that a test deploys.
type API struct {
	check.API // an unexpected call panics

	Pool       *types.UserPoolType
	PoolBody   string // the JSON of DescribeUserPool, for what the SDK does not decode
	ClientBody string // the JSON of DescribeUserPoolClient
	AppClient  *types.UserPoolClientType
	Domain     *types.DomainDescriptionType
	Branding   *types.ManagedLoginBrandingType
	MFA        *cognitoidentityprovider.GetUserPoolMfaConfigOutput
	Secrets    []types.ClientSecretDescriptorType
	Tracking   check.SessionConfiguration
	Sessions   check.ClientSessionConfiguration
	Err        error // the error of every call
	HTTP       *http.Client
	DomainName string // the only known domain; empty: any domain

	mu    sync.Mutex
	calls []string
}

func (f *API) called(operation string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, operation)
}

// DescribeUserPool returns Pool.
func (f *API) DescribeUserPool(context.Context, *cognitoidentityprovider.DescribeUserPoolInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	f.called("DescribeUserPool")
	out := &cognitoidentityprovider.DescribeUserPoolOutput{UserPool: f.Pool}
	check.SetBody(&out.ResultMetadata, []byte(cmp.Or(f.PoolBody, "{}")))
	return out, f.Err
}

// DescribeUserPoolClient returns AppClient.
func (f *API) DescribeUserPoolClient(context.Context, *cognitoidentityprovider.DescribeUserPoolClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	f.called("DescribeUserPoolClient")
	out := &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: f.AppClient}
	check.SetBody(&out.ResultMetadata, []byte(cmp.Or(f.ClientBody, "{}")))
	return out, f.Err
}

// DescribeUserPoolDomain returns Domain, if it is the requested one.
func (f *API) DescribeUserPoolDomain(_ context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	f.called("DescribeUserPoolDomain")
	if f.DomainName != "" && *in.Domain != f.DomainName {
		return nil, fmt.Errorf("unexpected domain %s", *in.Domain)
	}
	return &cognitoidentityprovider.DescribeUserPoolDomainOutput{DomainDescription: f.Domain}, f.Err
}

// DescribeManagedLoginBrandingByClient returns Branding, or a ResourceNotFoundException.
func (f *API) DescribeManagedLoginBrandingByClient(context.Context, *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error) {
	f.called("DescribeManagedLoginBrandingByClient")
	if f.Err == nil && f.Branding == nil {
		return nil, &types.ResourceNotFoundException{}
	}
	return &cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput{ManagedLoginBranding: f.Branding}, f.Err
}

// ListUserPoolClientSecrets returns Secrets.
func (f *API) ListUserPoolClientSecrets(context.Context, *cognitoidentityprovider.ListUserPoolClientSecretsInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListUserPoolClientSecretsOutput, error) {
	f.called("ListUserPoolClientSecrets")
	return &cognitoidentityprovider.ListUserPoolClientSecretsOutput{ClientSecrets: f.Secrets}, f.Err
}

// GetUserPoolSessionConfiguration returns Tracking.
func (f *API) GetUserPoolSessionConfiguration(context.Context, string) (check.SessionConfiguration, error) {
	f.called("GetUserPoolSessionConfiguration")
	return f.Tracking, f.Err
}

// GetUserPoolClientSessionConfiguration returns Sessions.
func (f *API) GetUserPoolClientSessionConfiguration(context.Context, string, string) (check.ClientSessionConfiguration, error) {
	f.called("GetUserPoolClientSessionConfiguration")
	return f.Sessions, f.Err
}

// GetUserPoolMfaConfig returns MFA.
func (f *API) GetUserPoolMfaConfig(context.Context, *cognitoidentityprovider.GetUserPoolMfaConfigInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	f.called("GetUserPoolMfaConfig")
	return f.MFA, f.Err
}
