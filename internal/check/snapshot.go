package check

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Snapshot returns the environment with its deployed settings as the declared settings. A
// check of the result reports only later changes.
//
// It returns the errors of the Describe calls.
func Snapshot(ctx context.Context, c Connection, e environment.Environment) (environment.Environment, error) {
	e.Clients = slices.Clone(e.Clients)
	t := NewTarget(&e, c, time.Now)
	pool, err := t.Pool(ctx)
	if err != nil {
		return environment.Environment{}, err
	}
	e.Declared = snapshotOf(pool)
	registration, err := t.Registration(ctx)
	if err != nil {
		return environment.Environment{}, err
	}
	if registration.Open() {
		e.Declared.OpenRegistration = new(true)
	}
	domain, err := t.Domain(ctx)
	if err != nil {
		return environment.Environment{}, err
	}
	if domain != nil && domain.ManagedLoginVersion != nil {
		e.Declared.ManagedLoginVersion = new(int(*domain.ManagedLoginVersion))
	}
	for i := range e.Clients {
		client, err := t.Clients[i].AppClient(ctx)
		if err != nil {
			return environment.Environment{}, err
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

// snapshotOf returns the settings in the description of a pool.
func snapshotOf(pool *types.UserPoolType) environment.Pool {
	declared := environment.Pool{
		DeletionProtection: new(string(pool.DeletionProtection)), MFAConfiguration: new(string(pool.MfaConfiguration)),
		Tier: nilIfEmpty(string(pool.UserPoolTier)), PasswordPolicy: DeployedPasswordPolicy(pool), AccountRecovery: DeployedRecovery(pool),
		AllowAdminCreateUserOnly: new(pool.AdminCreateUserConfig != nil && pool.AdminCreateUserConfig.AllowAdminCreateUserOnly),
	}
	if addOns := pool.UserPoolAddOns; addOns != nil {
		declared.AdvancedSecurityMode = nilIfEmpty(string(addOns.AdvancedSecurityMode))
		if addOns.AdvancedSecurityAdditionalFlows != nil {
			declared.CustomAuthMode = nilIfEmpty(string(addOns.AdvancedSecurityAdditionalFlows.CustomAuthMode))
		}
	}
	return declared
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
