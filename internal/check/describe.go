package check

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// NewTarget returns the target of the checks of a pool. It sends no request yet. now returns the
// time of the service.
func NewTarget(e *environment.Environment, c Connection, now func() time.Time) *Target {
	t := &Target{Environment: e, HTTP: c.HTTP, Prove: c.Prove, Now: now}
	describe := Memoize(func(ctx context.Context) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
		out, err := c.API.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
		if err == nil && out.UserPool == nil {
			err = errors.New("DescribeUserPool returned no user pool")
		}
		return out, err
	})
	t.Pool = func(ctx context.Context) (*types.UserPoolType, error) {
		out, err := describe(ctx)
		if err != nil {
			return nil, err
		}
		return out.UserPool, nil
	}
	t.Registration = func(ctx context.Context) (*Registration, error) {
		out, err := describe(ctx)
		if err != nil {
			return nil, err
		}
		return registrationOf(bodyOf(out.ResultMetadata))
	}
	t.MFA = Memoize(func(ctx context.Context) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
		return c.API.GetUserPoolMfaConfig(ctx, &cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: &e.UserPoolID})
	})
	t.Tracking = Memoize(func(ctx context.Context) (SessionConfiguration, error) {
		return c.API.GetUserPoolSessionConfiguration(ctx, e.UserPoolID)
	})
	t.WebACL = Memoize(func(ctx context.Context) (string, error) {
		if c.WAF == nil {
			return "", errors.New("AWS WAF cannot be reached from here")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return "", err
		}
		out, err := c.WAF.GetWebACLForResource(ctx, &wafv2.GetWebACLForResourceInput{ResourceArn: pool.Arn})
		if err != nil || out.WebACL == nil {
			return "", err
		}
		return aws.ToString(out.WebACL.ARN), nil
	})
	t.Domain = Memoize(func(ctx context.Context) (*types.DomainDescriptionType, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		domain := loginDomain(e, pool)
		if domain == "" {
			return nil, nil //nolint:nilnil // the pool has no domain
		}
		out, err := c.API.DescribeUserPoolDomain(ctx, &cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: &domain})
		if err != nil {
			return nil, err
		}
		if out.DomainDescription == nil || aws.ToString(out.DomainDescription.Domain) == "" {
			return nil, nil //nolint:nilnil // the service describes a deleted domain as an empty object
		}
		return out.DomainDescription, nil
	})
	t.Endpoints = Memoize(func(ctx context.Context) (environment.Endpoints, error) {
		if e.Endpoints.AuthorizationEndpoint != "" {
			return e.Endpoints, nil
		}
		return t.deployedEndpoints(ctx)
	})
	t.Discovery = Memoize(func(ctx context.Context) (document DiscoveryDocument, err error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return DiscoveryDocument{}, err
		}
		err = FetchJSON(ctx, c.HTTP, EndpointsOf(e, pool, nil).OpenIDConfigurationURI, &document)
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

// deployedEndpoints returns the endpoints that follow from the deployed pool and its domain.
func (t *Target) deployedEndpoints(ctx context.Context) (environment.Endpoints, error) {
	pool, err := t.Pool(ctx)
	if err != nil {
		return environment.Endpoints{}, err
	}
	domain, err := t.Domain(ctx)
	if err != nil {
		return environment.Endpoints{}, err
	}
	return EndpointsOf(t.Environment, pool, domain), nil
}

// ofClient returns the target of the checks of a client. It shares the responses of the pool.
func (t *Target) ofClient(client *environment.Client, c Connection) *Target {
	of := *t
	of.Client, of.Clients = client, nil
	describe := Memoize(func(ctx context.Context) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
		out, err := c.API.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{
			UserPoolId: &t.Environment.UserPoolID, ClientId: &client.ID,
		})
		if err == nil && out.UserPoolClient == nil {
			err = errors.New("DescribeUserPoolClient returned no client")
		}
		return out, err
	})
	of.AppClient = func(ctx context.Context) (*types.UserPoolClientType, error) {
		out, err := describe(ctx)
		if err != nil {
			return nil, err
		}
		return out.UserPoolClient, nil
	}
	of.Registered = func(ctx context.Context) (bool, error) {
		out, err := describe(ctx)
		if err != nil {
			return false, err
		}
		return isRegistered(bodyOf(out.ResultMetadata))
	}
	of.Branding = Memoize(func(ctx context.Context) (*types.ManagedLoginBrandingType, error) {
		out, err := c.API.DescribeManagedLoginBrandingByClient(ctx, &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{
			UserPoolId: &t.Environment.UserPoolID, ClientId: &client.ID,
		})
		if missing := (*types.ResourceNotFoundException)(nil); errors.As(err, &missing) {
			return nil, nil //nolint:nilnil // the client has no branding style
		}
		if err != nil {
			return nil, err
		}
		return out.ManagedLoginBranding, nil
	})
	of.Sessions = Memoize(func(ctx context.Context) (ClientSessionConfiguration, error) {
		return c.API.GetUserPoolClientSessionConfiguration(ctx, t.Environment.UserPoolID, client.ID)
	})
	of.Secrets = Memoize(func(ctx context.Context) ([]types.ClientSecretDescriptorType, error) {
		in := &cognitoidentityprovider.ListUserPoolClientSecretsInput{UserPoolId: &t.Environment.UserPoolID, ClientId: &client.ID}
		for secrets := []types.ClientSecretDescriptorType(nil); ; {
			out, err := c.API.ListUserPoolClientSecrets(ctx, in)
			if err != nil {
				return nil, err
			}
			secrets = append(secrets, out.ClientSecrets...)
			if in.NextToken = out.NextToken; in.NextToken == nil {
				return secrets, nil
			}
		}
	})
	return &of
}
