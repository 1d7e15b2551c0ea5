package refreshcheck

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Deployed declares of an environment what is deployed: a policy that is written from it
// finds nothing, until something is changed.
//
// The errors are those of the calls that describe.
func Deployed(ctx context.Context, c Connection, e environment.Environment) (environment.Environment, error) {
	e.Clients = slices.Clone(e.Clients)
	t := newTarget(&e, c)
	pool, err := t.Pool(ctx)
	if err != nil {
		return e, err
	}
	e.Declared = environment.Pool{DeletionProtection: new(string(pool.DeletionProtection)), MFAConfiguration: new(string(pool.MfaConfiguration))}
	if pool.UserPoolTier != "" {
		e.Declared.Tier = new(string(pool.UserPoolTier))
	}
	domain, err := t.Domain(ctx)
	if err != nil {
		return e, err
	}
	if domain != nil && domain.ManagedLoginVersion != nil {
		e.Declared.ManagedLoginVersion = new(int(*domain.ManagedLoginVersion))
	}
	for i := range e.Clients {
		client, err := t.Clients[i].AppClient(ctx)
		if err != nil {
			return e, err
		}
		access, id, refresh := validities(client)
		on, grace := rotation(client)
		e.Clients[i].Declared = environment.AppClient{
			AccessToken: &access, IDToken: &id, RefreshToken: &refresh,
			Rotation: &on, RetryGracePeriod: &grace, Revocation: new(aws.ToBool(client.EnableTokenRevocation)),
			Confidential:               new(confidential(client)),
			ExplicitAuthFlows:          texts(client.ExplicitAuthFlows),
			AllowedOAuthFlows:          texts(client.AllowedOAuthFlows),
			AllowedOAuthScopes:         texts(client.AllowedOAuthScopes),
			CallbackURLs:               texts(client.CallbackURLs),
			LogoutURLs:                 texts(client.LogoutURLs),
			PreventUserExistenceErrors: existenceErrors(string(client.PreventUserExistenceErrors)),
		}
	}
	return e, nil
}

// texts are sorted, since the service keeps no order; an absent list is an empty one.
func texts[T ~string](values []T) []string {
	sorted := make([]string, len(values))
	for i, v := range values {
		sorted[i] = string(v)
	}
	slices.Sort(sorted)
	return sorted
}

// existenceErrors is nil where a client answers nothing, as those made before the
// setting do.
func existenceErrors(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}
