package test

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// clientDrift is what somebody does to a client in the console.
type clientDrift struct {
	declared object // beside a callback URL
	change   func(*cognitoidentityprovider.UpdateUserPoolClientInput)
	// also are checks that cannot but find it, too. Nil asks for the check alone.
	also []string
}

// clientDrifts are by the check that is about them.
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
	"sign-out": {declared: object{"logout_urls": []string{logoutURL}}, change: func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.LogoutURLs = []string{"https://other.example.com/signed-out"}
	}, also: []string{"logout-urls"}},
}

// notOfAClientsSettings are the checks whose matter no update of a client changes, and
// where they are seen to find it.
var notOfAClientsSettings = map[string]string{
	"client-secret":          "a client has a secret from its making or never: below, with outputs of another client",
	"managed-login-branding": "TestChecksOfAPool",
	"token-signature":        "the service signs: internal/check/live, TestTokenSignature",
	"client-authentication":  "the service asks for the secret: internal/check/live, TestClientAuthentication",
}

func allow(flows ...types.ExplicitAuthFlowsType) func(*cognitoidentityprovider.UpdateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.ExplicitAuthFlows = flows }
}

// rotate turns rotation on as the console does, which takes the refresh flow away.
func rotate(grace int32) func(*cognitoidentityprovider.UpdateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
		in.ExplicitAuthFlows = slices.DeleteFunc(in.ExplicitAuthFlows, func(f types.ExplicitAuthFlowsType) bool {
			return f == types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth
		})
	}
}

// TestChecksOfClients: each check of a client finds what was changed by hand, and what its
// page says mends it. The clients are of one pool, one for each check and named after it.
func TestChecksOfClients(t *testing.T) {
	t.Parallel()
	for _, c := range catalog.All {
		_, drifted := clientDrifts[c.Name]
		_, elsewhere := notOfAClientsSettings[c.Name]
		assert.Equal(t, c.Of == check.OfClient, drifted != elsewhere, "%s has a drift, or a reason to have none", c.Name)
	}
	clients := object{"client-secret": client(object{"application_type": "single-page"})}
	for name, drift := range clientDrifts {
		clients[name] = client(drift.declared)
	}
	d := environmentWith(t, clients, object{})
	before := d.check(t, nil)
	for _, c := range before.Clients {
		assert.Empty(t, failures(t, c.Results), "%s, before anything was changed", c.Key)
	}

	for name, drift := range clientDrifts {
		d.changeClient(t, name, drift.change)
	}
	after := d.check(t, func(e *declarations.Environment) {
		for i := range e.Clients {
			if e.Clients[i].Key == "client-secret" {
				e.Clients[i].Declared.Confidential = aws.Bool(true) // as the outputs of another client say
			}
		}
	})
	for _, c := range after.Clients {
		t.Run(c.Key, func(t *testing.T) {
			found := failures(t, c.Results)
			assert.Contains(t, found, c.Key)
			for _, name := range found {
				assert.Contains(t, append(slices.Clone(clientDrifts[c.Key].also), c.Key), name, "found by another check, too")
			}
		})
	}

	fixed := maps.Clone(clients)
	for name := range clients {
		whole := maps.Clone(clients[name].(object))
		maps.Copy(whole, fixOf(t, name))
		fixed[name] = whole
	}
	// A client keeps the kind that it was made with: the page asks for another one.
	fixed["client-secret"], fixed["client-with-a-secret"] = clients["client-secret"], fixed["client-secret"]
	d.apply(t, object{"clients": fixed})
	for _, c := range d.check(t, nil).Clients {
		assert.Empty(t, failures(t, c.Results), "%s, with what its page says", c.Key)
	}
}

// TestChecksOfAPool: the same of the checks of a pool and its login pages.
func TestChecksOfAPool(t *testing.T) {
	t.Parallel()
	standInOnly(t, "its second factors and its plan cost something, and a domain takes its time")
	d := environmentWith(t, object{"web": client(nil)}, object{})
	outdated := d.declared(t)
	failing := func(r report.Environment) []string {
		found := failures(t, r.Results)
		for _, c := range r.Clients {
			found = append(found, failures(t, c.Results)...)
		}
		return found
	}
	assert.Empty(t, failing(d.check(t, nil)), "before anything was changed")

	// What another pool's outputs say, of the same environment.
	found := failing(d.check(t, func(e *declarations.Environment) {
		e.Endpoints.Issuer, e.Endpoints.JWKSURI = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other/.well-known/jwks.json"
	}))
	assert.Equal(t, []string{"issuer"}, found)

	pool := aws.String(d.outputs.UserPoolID)
	_, err := d.sdk().UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: pool, UserPoolTier: types.UserPoolTierTypePlus, DeletionProtection: types.DeletionProtectionTypeActive,
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
	})
	require.NoError(t, err)
	_, err = d.sdk().SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
		UserPoolId: pool, MfaConfiguration: types.UserPoolMfaTypeOptional, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	})
	require.NoError(t, err)
	_, err = d.sdk().UpdateUserPoolDomain(t.Context(), &cognitoidentityprovider.UpdateUserPoolDomainInput{UserPoolId: pool, Domain: &d.prefix, ManagedLoginVersion: aws.Int32(2)})
	require.NoError(t, err)
	settings := []string{"deletion-protection", "user-pool-tier", "mfa", "domain", "managed-login-branding"}
	assert.Equal(t, settings, failing(d.checkWith(t, outdated, settingsChecks())))

	inputs := object{}
	for _, check := range settings[:4] { // a style takes a provider that is newer than the oldest: the page's other way, the classic pages, is that of domain
		maps.Copy(inputs, fixOf(t, check))
	}
	protection := inputs["deletion_protection"]
	delete(inputs, "deletion_protection")
	delete(inputs, "domain_prefix") // the page's is an example of one
	d.apply(t, object{"inputs": inputs, "deletion_protection": protection})
	assert.Empty(t, failing(d.checkWith(t, d.declared(t), settingsChecks())), "with what the pages say")

	d.apply(t, object{"deletion_protection": "INACTIVE"})
}

// TestCheckOfDiscovery: somebody gave the pool a domain of its own, and discovery names it.
func TestCheckOfDiscovery(t *testing.T) {
	t.Parallel()
	standInOnly(t, "a custom domain takes a certificate")
	d := environmentWith(t, object{"web": client(nil)}, object{})
	failing := func() []string {
		return failures(t, d.checkWith(t, d.declared(t), settingsChecks()).Results)
	}
	assert.Empty(t, failing(), "before anything was changed")

	fix := fixOf(t, "discovery")
	var custom map[string]string
	require.NoError(t, json.Unmarshal(fix["custom_domain"].(json.RawMessage), &custom))
	custom["name"] = d.prefix + ".example.com" // of this test alone; the page's is an example
	_, err := d.sdk().CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{
		UserPoolId: aws.String(d.outputs.UserPoolID), Domain: aws.String(custom["name"]),
		CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: aws.String(custom["certificate_arn"])},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"discovery"}, failing())

	d.vars["inputs"] = object{"custom_domain": custom}
	writeVars(t, d.options.VarFiles[len(d.options.VarFiles)-1], d.vars)
	done := timed.spend(t, terraformTime)
	_, err = terraform.RunTerraformCommandContextE(t, t.Context(), d.options, append(terraform.FormatArgs(d.options, "import"),
		`module.cognito.module.user_pool_domain["custom"].aws_cognito_user_pool_domain.this`, custom["name"])...)
	done()
	require.NoError(t, err)
	d.apply(t)
	assert.Empty(t, failing(), "with what the page says")
}

func settingsChecks() []check.Check {
	return slices.DeleteFunc(slices.Clone(catalog.All), func(c check.Check) bool { return c.Live })
}

// declared is the deployment's environment as the command reads it.
func (d *deployment) declared(t *testing.T) declarations.Environment {
	t.Helper()
	all, err := declarations.ReadOutputs(outputsJSON(t, d.options), "staging")
	require.NoError(t, err)
	require.Len(t, all, 1)
	return all[0]
}

// check runs every check on the deployment, with a temporary user.
func (d *deployment) check(t *testing.T, edit func(*declarations.Environment)) report.Environment {
	t.Helper()
	e := d.declared(t)
	if edit != nil {
		edit(&e)
	}
	return d.checkWith(t, e, catalog.All)
}

func (d *deployment) checkWith(t *testing.T, e declarations.Environment, checks []check.Check) report.Environment {
	t.Helper()
	options := check.Options{Checks: checks, Connect: check.Connector(d.env.aws, d.env.http), Now: d.env.now}
	if slices.ContainsFunc(checks, func(c check.Check) bool { return c.Live }) {
		options.Live = &session.Options{Now: d.env.now, Sleep: func(_ context.Context, length time.Duration) error {
			d.env.wait(length)
			return nil
		}}
	}
	r := check.Run(t.Context(), []declarations.Environment{e}, options)
	require.Len(t, r.Environments, 1)
	assert.Empty(t, r.Environments[0].Left)
	return r.Environments[0]
}

// failures are the checks that found something. None of them may have been unable to look.
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

// changeClient changes a client as the console does, which sends all of it.
func (d *deployment) changeClient(t *testing.T, key string, change func(*cognitoidentityprovider.UpdateUserPoolClientInput)) {
	t.Helper()
	c := d.describeClient(t, key)
	in := &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: c.UserPoolId, ClientId: c.ClientId, ClientName: c.ClientName,
		AccessTokenValidity: c.AccessTokenValidity, IdTokenValidity: c.IdTokenValidity, RefreshTokenValidity: c.RefreshTokenValidity, TokenValidityUnits: c.TokenValidityUnits,
		RefreshTokenRotation: c.RefreshTokenRotation, EnableTokenRevocation: c.EnableTokenRevocation, AuthSessionValidity: c.AuthSessionValidity,
		ExplicitAuthFlows: c.ExplicitAuthFlows, PreventUserExistenceErrors: c.PreventUserExistenceErrors,
		AllowedOAuthFlowsUserPoolClient: aws.ToBool(c.AllowedOAuthFlowsUserPoolClient), AllowedOAuthFlows: c.AllowedOAuthFlows, AllowedOAuthScopes: c.AllowedOAuthScopes,
		CallbackURLs: c.CallbackURLs, LogoutURLs: c.LogoutURLs, DefaultRedirectURI: c.DefaultRedirectURI, SupportedIdentityProviders: c.SupportedIdentityProviders,
		ReadAttributes: c.ReadAttributes, WriteAttributes: c.WriteAttributes,
	}
	change(in)
	_, err := d.sdk().UpdateUserPoolClient(t.Context(), in)
	require.NoError(t, err, key)
}
