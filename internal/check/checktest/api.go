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
	Err        error                        // the error of every call
	Fault      func(operation string) error // the error of a call, if it is not nil
	HTTP       *http.Client
	DomainName string // the only known domain; empty: any domain

	mu    sync.Mutex
	calls []string
}

// called records a call, and returns its error.
func (f *API) called(operation string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, operation)
	if f.Fault != nil {
		if err := f.Fault(operation); err != nil {
			return err
		}
	}
	return f.Err
}

// DescribeUserPool returns Pool.
func (f *API) DescribeUserPool(context.Context, *cognitoidentityprovider.DescribeUserPoolInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	err := f.called("DescribeUserPool")
	out := &cognitoidentityprovider.DescribeUserPoolOutput{UserPool: f.Pool}
	check.SetBody(&out.ResultMetadata, []byte(cmp.Or(f.PoolBody, "{}")))
	return out, err
}

// DescribeUserPoolClient returns AppClient.
func (f *API) DescribeUserPoolClient(context.Context, *cognitoidentityprovider.DescribeUserPoolClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	err := f.called("DescribeUserPoolClient")
	out := &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: f.AppClient}
	check.SetBody(&out.ResultMetadata, []byte(cmp.Or(f.ClientBody, "{}")))
	return out, err
}

// DescribeUserPoolDomain returns Domain, if it is the requested one.
func (f *API) DescribeUserPoolDomain(_ context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	err := f.called("DescribeUserPoolDomain")
	if f.DomainName != "" && *in.Domain != f.DomainName {
		return nil, fmt.Errorf("unexpected domain %s", *in.Domain)
	}
	return &cognitoidentityprovider.DescribeUserPoolDomainOutput{DomainDescription: f.Domain}, err
}

// DescribeManagedLoginBrandingByClient returns Branding, or a ResourceNotFoundException.
func (f *API) DescribeManagedLoginBrandingByClient(context.Context, *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error) {
	err := f.called("DescribeManagedLoginBrandingByClient")
	if err == nil && f.Branding == nil {
		return nil, &types.ResourceNotFoundException{}
	}
	return &cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput{ManagedLoginBranding: f.Branding}, err
}

// ListUserPoolClientSecrets returns Secrets.
func (f *API) ListUserPoolClientSecrets(context.Context, *cognitoidentityprovider.ListUserPoolClientSecretsInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListUserPoolClientSecretsOutput, error) {
	err := f.called("ListUserPoolClientSecrets")
	return &cognitoidentityprovider.ListUserPoolClientSecretsOutput{ClientSecrets: f.Secrets}, err
}

// GetUserPoolSessionConfiguration returns Tracking.
func (f *API) GetUserPoolSessionConfiguration(context.Context, string) (check.SessionConfiguration, error) {
	err := f.called("GetUserPoolSessionConfiguration")
	return f.Tracking, err
}

// GetUserPoolClientSessionConfiguration returns Sessions.
func (f *API) GetUserPoolClientSessionConfiguration(context.Context, string, string) (check.ClientSessionConfiguration, error) {
	err := f.called("GetUserPoolClientSessionConfiguration")
	return f.Sessions, err
}

// GetUserPoolMfaConfig returns MFA.
func (f *API) GetUserPoolMfaConfig(context.Context, *cognitoidentityprovider.GetUserPoolMfaConfigInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	err := f.called("GetUserPoolMfaConfig")
	return f.MFA, err
}
