package test

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// clientDrift is a change of a client in the console.
type clientDrift struct {
	declared object // the declared attributes, in addition to a callback URL
	change   func(*cognitoidentityprovider.UpdateUserPoolClientInput)
	// also lists the other checks that may fail after this change. Nil: no other check may fail.
	also []string
}

// clientDrifts contains a drift for each check of a client.
var clientDrifts = map[string]clientDrift{
	"token-validity": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.IdTokenValidity, in.TokenValidityUnits.IdToken = aws.Int32(1), types.TimeUnitsTypeDays
	}, also: []string{"token-claims"}},
	"refresh-token-rotation": {
		declared: object{"refresh": object{"rotation": true}},
		change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
			in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled}
			in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		}, also: []string{"refresh-response", "refresh-token-reuse"},
	},
	"token-revocation": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.EnableTokenRevocation = aws.Bool(false)
	}, also: []string{"origin-jti", "revoked-refresh-token"}},
	"refresh-flow": {change: allow(types.ExplicitAuthFlowsTypeAllowUserSrpAuth)},
	"auth-flows": {change: allow(types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth,
		types.ExplicitAuthFlowsTypeAllowUserAuth)},
	"password-flow": {
		declared: object{"application_type": "single-page"},
		change:   allow(types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowUserPasswordAuth),
	},
	"user-existence-errors": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.PreventUserExistenceErrors = types.PreventUserExistenceErrorTypesLegacy
	}},
	"oauth-flows": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AllowedOAuthFlowsUserPoolClient = false
	}},
	"implicit-grant": {declared: object{"application_type": "single-page"}, change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AllowedOAuthFlows = append(in.AllowedOAuthFlows, types.OAuthFlowTypeImplicit)
	}},
	"oauth-scopes": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AllowedOAuthScopes = append(in.AllowedOAuthScopes, "profile")
	}},
	"readable-attributes": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.ReadAttributes = []string{"name"} }, also: []string{"code-response"}},
	"callback-urls": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.CallbackURLs = append(in.CallbackURLs, "https://other.example.com/callback")
	}},
	"logout-urls": {declared: object{"logout_urls": []string{"https://app.example.com/"}}, change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.LogoutURLs = append(in.LogoutURLs, "https://other.example.com/")
	}},
	"identity-providers": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.SupportedIdentityProviders = nil }},

	"sign-in": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.CallbackURLs = []string{"https://other.example.com/callback"}
	}, also: []string{"callback-urls"}},
	"code-response": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AllowedOAuthScopes = []string{"phone", "profile"}
	}, also: []string{"oauth-scopes", "refresh-response"}},
	"refresh-response": {change: rotate(10), also: []string{"refresh-token-rotation", "refresh-flow", "refresh-token-reuse"}},
	"expires-in": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AccessTokenValidity, in.TokenValidityUnits.AccessToken = aws.Int32(15), types.TimeUnitsTypeMinutes
	}, also: []string{"token-validity", "token-claims"}},
	"token-claims": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.IdTokenValidity, in.TokenValidityUnits.IdToken = aws.Int32(15), types.TimeUnitsTypeMinutes
	}, also: []string{"token-validity"}},
	"origin-jti": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.EnableTokenRevocation = aws.Bool(false)
	}, also: []string{"token-revocation", "revoked-refresh-token"}},
	"refresh-token-reuse": {declared: object{"refresh": object{"rotation": true}}, change: rotate(60), also: []string{"refresh-token-rotation"}},
	"revoked-refresh-token": {change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.EnableTokenRevocation = aws.Bool(false)
	}, also: []string{"token-revocation", "origin-jti"}},
	"sign-out": {declared: object{"logout_urls": []string{deploy.LogoutURL}}, change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.LogoutURLs = []string{"https://other.example.com/signed-out"}
	}, also: []string{"logout-urls"}},
}

// withoutClientDrift contains the checks that no update of a client can fail, and the tests that cover their failures.
var withoutClientDrift = map[string]string{
	"client-secret":          "Cognito cannot add or remove a secret: TestChecksOfClients changes the declaration instead",
	"client-secret-rotation": "a second secret is not a setting of the client: TestCheckOfClientSecretRotation",
	"managed-login-branding": "TestChecksOfAPool",
	"sso-session":            "sessions are not a setting of the client: TestChecksOfSessions",
	"registered-clients":     "no update makes a client a registered one: cmd/cognitokit, TestChecksOfDynamicClientRegistration",
	"token-signature":        "no setting changes the signature: internal/check/live, TestTokenSignature",
	"client-authentication":  "no setting makes the secret optional: internal/check/live, TestClientAuthentication",
}

func allow(flows ...types.ExplicitAuthFlowsType) func(*cognitoidentityprovider.UpdateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.ExplicitAuthFlows = flows }
}

// rotate turns rotation on as the console does, which removes the refresh flow.
func rotate(grace int32) func(*cognitoidentityprovider.UpdateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
		in.ExplicitAuthFlows = slices.DeleteFunc(in.ExplicitAuthFlows, func(f types.ExplicitAuthFlowsType) bool {
			return f == types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth
		})
	}
}

// TestChecksOfClients changes one client per check, asserts that this check fails, applies the fix of its page, and
// asserts that it passes. The clients belong to one pool and are named after the checks.
func TestChecksOfClients(t *testing.T) {
	t.Parallel()
	for _, c := range catalog.All {
		_, drifted := clientDrifts[c.Name]
		_, elsewhere := withoutClientDrift[c.Name]
		assert.Equal(t, c.Of == check.OfClient, drifted != elsewhere, "%s has either a drift or a reason why it has none", c.Name)
	}
	clients := object{"client-secret": deploy.Client(object{"application_type": "single-page"})}
	for name, drift := range clientDrifts {
		clients[name] = deploy.Client(drift.declared)
	}
	d := deploy.Environment(t, clients, object{})
	before := runChecks(t, d, nil)
	for _, c := range before.Clients {
		assert.Empty(t, failures(t, c.Results), "%s, before the change", c.Key)
	}

	for name, drift := range clientDrifts {
		d.ChangeClient(t, name, drift.change)
	}
	after := runChecks(t, d, func(e *declarations.Environment) {
		for i := range e.Clients {
			if e.Clients[i].Key == "client-secret" {
				e.Clients[i].Declared.Confidential = aws.Bool(true) // as in the outputs of another client
			}
		}
	})
	for _, c := range after.Clients {
		t.Run(c.Key, func(t *testing.T) {
			found := failures(t, c.Results)
			assert.Contains(t, found, c.Key)
			for _, name := range found {
				assert.Contains(t, append(slices.Clone(clientDrifts[c.Key].also), c.Key), name, "another check fails, too")
			}
		})
	}

	fixed := maps.Clone(clients)
	for name := range clients {
		whole := maps.Clone(clients[name].(object))
		maps.Copy(whole, fixOf(t, name))
		fixed[name] = whole
	}
	// Cognito cannot add a secret to a client, so the fix on the page is another client.
	fixed["client-secret"], fixed["client-with-a-secret"] = clients["client-secret"], fixed["client-secret"]
	d.Apply(t, object{"clients": fixed})
	for _, c := range runChecks(t, d, nil).Clients {
		assert.Empty(t, failures(t, c.Results), "%s, with the fix of its page", c.Key)
	}
}

// TestChecksOfAPool is TestChecksOfClients for the checks of a pool and its login pages.
func TestChecksOfAPool(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "MFA and the feature plan have costs and a domain needs minutes")
	d := deploy.Environment(t, object{"web": deploy.Client(nil)}, object{})
	outdated := declared(t, d)
	failing := func(r report.Environment) []string {
		found := failures(t, r.Results)
		for _, c := range r.Clients {
			found = append(found, failures(t, c.Results)...)
		}
		return found
	}
	assert.Empty(t, failing(runChecks(t, d, nil)), "before the change")

	// The outputs of another pool, for the same environment.
	found := failing(runChecks(t, d, func(e *declarations.Environment) {
		e.Endpoints.Issuer, e.Endpoints.JWKSURI = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other/.well-known/jwks.json"
	}))
	assert.Equal(t, []string{"issuer"}, found)

	pool := aws.String(d.Outputs.UserPoolID)
	_, err := d.API().UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: pool, UserPoolTier: types.UserPoolTierTypePlus, DeletionProtection: types.DeletionProtectionTypeActive,
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(1)},
		}},
	})
	require.NoError(t, err)
	_, err = d.API().SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
		UserPoolId: pool, MfaConfiguration: types.UserPoolMfaTypeOptional, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	})
	require.NoError(t, err)
	_, err = d.API().UpdateUserPoolDomain(t.Context(), &cognitoidentityprovider.UpdateUserPoolDomainInput{UserPoolId: pool, Domain: &d.Prefix, ManagedLoginVersion: aws.Int32(2)})
	require.NoError(t, err)
	settings := []string{"deletion-protection", "user-pool-tier", "mfa", "domain", "managed-login-branding"}
	assert.Equal(t, settings, failing(checkWith(t, d, outdated, settingsChecks())))

	inputs := object{}
	for _, check := range settings[:4] { // a branding style requires a newer provider; the alternative of its page is the fix of domain
		maps.Copy(inputs, fixOf(t, check))
	}
	protection := inputs["deletion_protection"]
	delete(inputs, "deletion_protection")
	delete(inputs, "domain_prefix") // the page has an example value
	d.Apply(t, object{"inputs": inputs, "deletion_protection": protection})
	assert.Empty(t, failing(checkWith(t, d, declared(t, d), settingsChecks())), "with the fixes of the pages")

	d.Apply(t, object{"deletion_protection": "INACTIVE"})
}

// TestCheckOfDiscovery adds a custom domain to a pool. The discovery document then contains the custom domain.
func TestCheckOfDiscovery(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "a custom domain requires a certificate")
	d := deploy.Environment(t, object{"web": deploy.Client(nil)}, object{})
	failing := func() []string {
		return failures(t, checkWith(t, d, declared(t, d), settingsChecks()).Results)
	}
	assert.Empty(t, failing(), "before the change")

	fix := fixOf(t, "discovery")
	var custom map[string]string
	require.NoError(t, json.Unmarshal(fix["custom_domain"].(json.RawMessage), &custom))
	custom["name"] = d.Prefix + ".example.com" // unique; the page has an example value
	_, err := d.API().CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), Domain: aws.String(custom["name"]),
		CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: aws.String(custom["certificate_arn"])},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"discovery"}, failing())

	d.SetVars(t, object{"inputs": object{"custom_domain": custom}})
	done := timing.Spend(t, timing.Terraform)
	_, err = terraform.RunTerraformCommandContextE(t, t.Context(), d.Options, append(terraform.FormatArgs(d.Options, "import"),
		`module.cognito.module.user_pool_domain["custom"].aws_cognito_user_pool_domain.this`, custom["name"])...)
	done()
	require.NoError(t, err)
	d.Apply(t)
	assert.Empty(t, failing(), "with the fix of the page")
}

// settingsChecks returns the checks that do not sign in.
func settingsChecks() []check.Check {
	return slices.DeleteFunc(slices.Clone(catalog.All), func(c check.Check) bool { return c.Live })
}

// declared returns the environment as the command reads it from the outputs.
func declared(t *testing.T, d *deploy.Deployment) declarations.Environment {
	t.Helper()
	all, err := declarations.ReadOutputs(deploy.OutputsJSON(t, d.Options), "staging")
	require.NoError(t, err)
	require.Len(t, all, 1)
	return all[0]
}

// runChecks runs every check on the deployment, with a temporary user.
func runChecks(t *testing.T, d *deploy.Deployment, edit func(*declarations.Environment)) report.Environment {
	t.Helper()
	e := declared(t, d)
	if edit != nil {
		edit(&e)
	}
	return checkWith(t, d, e, catalog.All)
}

// checkWith runs some checks on the deployment.
func checkWith(t *testing.T, d *deploy.Deployment, e declarations.Environment, checks []check.Check) report.Environment {
	t.Helper()
	options := check.Options{Checks: checks, Connect: check.Connector(d.Target.AWS, d.Target.HTTP), Now: d.Target.Now}
	if slices.ContainsFunc(checks, func(c check.Check) bool { return c.Live }) {
		options.Live = &session.Options{Now: d.Target.Now, Sleep: func(_ context.Context, length time.Duration) error {
			d.Target.Wait(length)
			return nil
		}}
	}
	r := check.Run(t.Context(), []declarations.Environment{e}, options)
	require.Len(t, r.Environments, 1)
	assert.Empty(t, r.Environments[0].Left)
	return r.Environments[0]
}

// failures returns the failed checks. Each check must have run.
func failures(t *testing.T, results []report.Result) []string {
	t.Helper()
	var names []string
	for _, result := range results {
		assert.NotEqual(t, report.Unchecked, result.Outcome, "%s: %s", result.Check, result.Reason)
		if result.Outcome == report.Failed {
			names = append(names, result.Check)
		}
	}
	return names
}

// fixOf returns the arguments in the section "How to fix" of a check's page.
func fixOf(t *testing.T, check string) object {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "docs", "checks", check+".md"))
	require.NoError(t, err)
	_, fix, found := strings.Cut(string(page), "\n## How to fix\n")
	require.True(t, found)
	_, block, found := strings.Cut(fix, "```hcl\n")
	require.True(t, found)
	block, _, _ = strings.Cut(block, "```")
	file, diagnostics := hclparse.NewParser().ParseHCL([]byte(block), check+".md")
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	attributes, diagnostics := file.Body.JustAttributes()
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	arguments := object{}
	for name, attribute := range attributes {
		value, diagnostics := attribute.Expr.Value(nil)
		require.False(t, diagnostics.HasErrors(), diagnostics.Error())
		text, err := ctyjson.Marshal(value, value.Type())
		require.NoError(t, err)
		arguments[name] = json.RawMessage(text)
	}
	return arguments
}
