package check

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Snapshot returns the environment with its deployed settings as the declared settings. A
// check of the result reports only later changes.
//
// It returns the errors of the Describe calls.
func Snapshot(ctx context.Context, c Connection, e environment.Environment) (environment.Environment, error) {
	e.Clients = slices.Clone(e.Clients)
	t := NewTarget(&e, c)
	pool, err := t.Pool(ctx)
	if err != nil {
		return e, err
	}
	e.Declared = environment.Pool{DeletionProtection: new(string(pool.DeletionProtection)), MFAConfiguration: new(string(pool.MfaConfiguration))}
	if pool.UserPoolTier != "" {
		e.Declared.Tier = new(string(pool.UserPoolTier))
	}
	registration, err := t.Registration(ctx)
	if err != nil {
		return e, err
	}
	if registration.Open() {
		e.Declared.OpenRegistration = new(true)
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
		access, id, refresh := DeployedLifetimes(client)
		on, grace := DeployedRotation(client)
		e.Clients[i].Declared = environment.AppClient{
			AccessToken: &access, IDToken: &id, RefreshToken: &refresh,
			Rotation: &on, RetryGracePeriod: &grace, Revocation: new(aws.ToBool(client.EnableTokenRevocation)),
			Confidential:               new(Confidential(client)),
			ExplicitAuthFlows:          sortedTexts(client.ExplicitAuthFlows),
			AllowedOAuthFlows:          sortedTexts(client.AllowedOAuthFlows),
			AllowedOAuthScopes:         sortedTexts(client.AllowedOAuthScopes),
			CallbackURLs:               sortedTexts(client.CallbackURLs),
			LogoutURLs:                 sortedTexts(client.LogoutURLs),
			PreventUserExistenceErrors: nilIfEmpty(string(client.PreventUserExistenceErrors)),
		}
	}
	return e, nil
}

// sortedTexts returns a sorted list, because the service does not keep the order. The result
// of nil is an empty list.
func sortedTexts[T ~string](values []T) []string {
	sorted := make([]string, len(values))
	for i, v := range values {
		sorted[i] = string(v)
	}
	slices.Sort(sorted)
	return sorted
}

// nilIfEmpty returns nil for "". The service returns no value for a client that was created before
// the setting existed.
func nilIfEmpty(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}
