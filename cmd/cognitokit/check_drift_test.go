package main

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestOnlyTheAffectedCheckFails changes a deployed setting, as in the console, or a declared setting, as in
// outdated outputs. Only the checks of that setting fail.
func TestOnlyTheAffectedCheckFails(t *testing.T) {
	t.Parallel()
	type api = cognitoidentityprovider.Client
	dropDomain := func(ctx context.Context, c *api, e *declared.Environment) error {
		_, err := c.DeleteUserPoolDomain(ctx, &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &e.UserPoolID, Domain: new("tenant-0")})
		return err
	}
	managedLogin := func(ctx context.Context, c *api, e *declared.Environment) error {
		_, err := c.UpdateUserPoolDomain(ctx, &cognitoidentityprovider.UpdateUserPoolDomainInput{UserPoolId: &e.UserPoolID, Domain: new("tenant-0"), ManagedLoginVersion: new(int32(2))})
		return err
	}
	updateIssuer := func(ctx context.Context, c *api, e *declared.Environment) error {
		_, err := c.UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{
			UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional, DeletionProtection: types.DeletionProtectionTypeActive,
			IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated},
		})
		return err
	}
	for _, tt := range []struct {
		name   string
		change func(context.Context, *api, *declared.Environment) error
		failed []string
	}{
		{"no change", func(context.Context, *api, *declared.Environment) error { return nil }, nil},
		{"deletion protection off", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional, DeletionProtection: types.DeletionProtectionTypeInactive})
			return err
		}, []string{"deletion-protection"}},
		{"another tier", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{
				UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional, DeletionProtection: types.DeletionProtectionTypeActive, UserPoolTier: types.UserPoolTierTypePlus,
			})
			return err
		}, []string{"user-pool-tier", "threat-protection"}},
		{"the updated issuer", func(ctx context.Context, c *api, e *declared.Environment) error {
			e.Endpoints.Issuer = "https://cognito-idp." + e.Region + ".amazonaws.com/" + e.UserPoolID
			return updateIssuer(ctx, c, e)
		}, []string{"issuer"}},
		{"the updated issuer, as declared", func(ctx context.Context, c *api, e *declared.Environment) error {
			e.Endpoints.Issuer = "https://issuer-cognito-idp." + e.Region + ".amazonaws.com/" + e.UserPoolID
			return updateIssuer(ctx, c, e)
		}, nil},
		{"second factors", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.SetUserPoolMfaConfig(ctx, &cognitoidentityprovider.SetUserPoolMfaConfigInput{
				UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOn,
				SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
			})
			return err
		}, []string{"mfa"}},
		{"no second factors", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.SetUserPoolMfaConfig(ctx, &cognitoidentityprovider.SetUserPoolMfaConfigInput{UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOff})
			return err
		}, []string{"mfa", "mfa-required"}},
		{"undeclared self sign-up", func(_ context.Context, _ *api, e *declared.Environment) error {
			e.Declared.AllowAdminCreateUserOnly = new(true)
			return nil
		}, []string{"self-sign-up"}},
		{"a short password", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{
				UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional, DeletionProtection: types.DeletionProtectionTypeActive,
				Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
					MinimumLength: new(int32(6)), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true,
				}},
			})
			return err
		}, []string{"password-policy"}},
		{"recovery by SMS", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{
				UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional, DeletionProtection: types.DeletionProtectionTypeActive,
				AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
					{Name: types.RecoveryOptionNameTypeVerifiedPhoneNumber, Priority: new(int32(1))},
				}},
			})
			return err
		}, []string{"account-recovery"}},
		{"no domain", dropDomain, []string{"domain"}},
		{"another prefix", func(ctx context.Context, c *api, e *declared.Environment) error {
			if err := dropDomain(ctx, c, e); err != nil {
				return err
			}
			_, err := c.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &e.UserPoolID, Domain: new("another-prefix")})
			return err
		}, []string{"domain"}},
		{"a custom domain in addition to the prefix", func(ctx context.Context, c *api, e *declared.Environment) error {
			_, err := c.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{
				UserPoolId: &e.UserPoolID, Domain: new("login.example.com"),
				CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d")},
			})
			return err
		}, []string{"discovery"}},
		{"undeclared managed login", managedLogin, []string{"domain", "managed-login-branding"}},
		{"declared managed login without a style", func(ctx context.Context, c *api, e *declared.Environment) error {
			e.Declared.ManagedLoginVersion = new(2)
			return managedLogin(ctx, c, e)
		}, []string{"managed-login-branding"}},
		{"declared managed login with a style", func(ctx context.Context, c *api, e *declared.Environment) error {
			e.Declared.ManagedLoginVersion = new(2)
			if err := managedLogin(ctx, c, e); err != nil {
				return err
			}
			_, err := c.CreateManagedLoginBranding(ctx, &cognitoidentityprovider.CreateManagedLoginBrandingInput{
				UserPoolId: &e.UserPoolID, ClientId: &e.Clients[0].ID, UseCognitoProvidedValues: true,
			})
			return err
		}, nil},
		{"the issuer of another pool", func(_ context.Context, _ *api, e *declared.Environment) error {
			e.Endpoints.Issuer = "https://cognito-idp." + e.Region + ".amazonaws.com/" + e.Region + "_Zz99Zz99Z"
			return nil
		}, []string{"issuer"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			run := newSettingsRun(t, 1, 1, false)
			require.NoError(t, tt.change(t.Context(), cognitoidentityprovider.NewFromConfig(run.config), &run.environments[0]))
			assert.Equal(t, tt.failed, failedChecks(t, run.check(t.Context())))
		})
	}
}

// failedChecks returns the names of the failed checks. It fails the test if a check could not run.
func failedChecks(t *testing.T, r *report.Report) []string {
	t.Helper()
	var names []string
	add := func(results []report.Result) {
		for _, result := range results {
			assert.NotEqual(t, report.Unchecked, result.Outcome, "%+v", result)
			if result.Outcome == report.Failed {
				names = append(names, result.Check)
			}
		}
	}
	for _, e := range r.Environments {
		add(e.Results)
		for _, c := range e.Clients {
			add(c.Results)
		}
	}
	return names
}
