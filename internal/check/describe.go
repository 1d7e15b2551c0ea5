package check

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// NewTarget is the target of the checks of a pool. Nothing is asked yet.
func NewTarget(e *environment.Environment, c Connection) *Target {
	t := &Target{Environment: e, HTTP: c.HTTP, Prove: c.Prove}
	t.Pool = Memoize(func(ctx context.Context) (*types.UserPoolType, error) {
		out, err := c.API.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
		if err != nil {
			return nil, err
		}
		if out.UserPool == nil {
			return nil, errors.New("DescribeUserPool answered without a user pool")
		}
		return out.UserPool, nil
	})
	t.MFA = Memoize(func(ctx context.Context) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
		return c.API.GetUserPoolMfaConfig(ctx, &cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: &e.UserPoolID})
	})
	t.Domain = Memoize(func(ctx context.Context) (*types.DomainDescriptionType, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		domain := loginDomain(e, pool)
		if domain == "" {
			return nil, nil //nolint:nilnil // a pool without a domain has no description of one
		}
		out, err := c.API.DescribeUserPoolDomain(ctx, &cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: &domain})
		if err != nil {
			return nil, err
		}
		if out.DomainDescription == nil || aws.ToString(out.DomainDescription.Domain) == "" {
			return nil, nil //nolint:nilnil // of a domain that is gone the service describes nothing
		}
		return out.DomainDescription, nil
	})
	t.Endpoints = Memoize(func(ctx context.Context) (environment.Endpoints, error) {
		if e.Endpoints.AuthorizationEndpoint != "" {
			return e.Endpoints, nil
		}
		domain, err := t.Domain(ctx)
		if err != nil {
			return environment.Endpoints{}, err
		}
		return EndpointsOf(e, domain), nil
	})
	t.Discovery = Memoize(func(ctx context.Context) (document DiscoveryDocument, err error) {
		err = FetchJSON(ctx, c.HTTP, EndpointsOf(e, nil).OpenIDConfigurationURI, &document)
		return document, err
	})
	for i := range e.Clients {
		of := t.ofClient(&e.Clients[i], c)
		of.Others = func() []*Target {
			return slices.DeleteFunc(slices.Clone(t.Clients), func(o *Target) bool { return o == of })
		}
		t.Clients = append(t.Clients, of)
	}
	return t
}

// ofClient is the target of the checks of a client. It shares the pool's answers.
func (t *Target) ofClient(client *environment.Client, c Connection) *Target {
	of := *t
	of.Client, of.Clients = client, nil
	of.AppClient = Memoize(func(ctx context.Context) (*types.UserPoolClientType, error) {
		out, err := c.API.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{
			UserPoolId: &t.Environment.UserPoolID, ClientId: &client.ID,
		})
		if err != nil {
			return nil, err
		}
		if out.UserPoolClient == nil {
			return nil, errors.New("DescribeUserPoolClient answered without a client")
		}
		return out.UserPoolClient, nil
	})
	of.Branding = Memoize(func(ctx context.Context) (*types.ManagedLoginBrandingType, error) {
		out, err := c.API.DescribeManagedLoginBrandingByClient(ctx, &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{
			UserPoolId: &t.Environment.UserPoolID, ClientId: &client.ID,
		})
		if missing := (*types.ResourceNotFoundException)(nil); errors.As(err, &missing) {
			return nil, nil //nolint:nilnil // a client without a style has none to describe
		}
		if err != nil {
			return nil, err
		}
		return out.ManagedLoginBranding, nil
	})
	return &of
}
