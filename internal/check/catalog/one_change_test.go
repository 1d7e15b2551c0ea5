package catalog_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/settings"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestOneChangeFailsOneCheck checks that one change in the console fails exactly one check, so that
// its page and its fix are sufficient.
func TestOneChangeFailsOneCheck(t *testing.T) {
	t.Parallel()
	spa := func() types.UserPoolClientType { // as application_type = "single-page" creates it
		return types.UserPoolClientType{
			AccessTokenValidity: new(int32(60)), IdTokenValidity: new(int32(60)), RefreshTokenValidity: 1,
			TokenValidityUnits:    &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days"},
			RefreshTokenRotation:  &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: new(int32(10))},
			EnableTokenRevocation: new(true), PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
			ExplicitAuthFlows:               []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"},
			AllowedOAuthFlowsUserPoolClient: new(true), AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
			CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{"https://app.example.com/"},
			SupportedIdentityProviders: []string{"COGNITO"},
		}
	}
	web := func() types.UserPoolClientType { // as application_type = "web" creates it
		c := spa()
		c.ClientSecret = new("hush")
		c.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled, RetryGracePeriodSeconds: new(int32(0))}
		c.ExplicitAuthFlows = append(c.ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH")
		return c
	}
	for _, tt := range []struct {
		name    string
		created func() types.UserPoolClientType
		change  func(*types.UserPoolClientType)
		fails   []string
	}{
		{"no change, single-page", spa, func(*types.UserPoolClientType) {}, nil},
		{"no change, web", web, func(*types.UserPoolClientType) {}, nil},
		{"an access token of a day", web, func(c *types.UserPoolClientType) {
			c.AccessTokenValidity, c.TokenValidityUnits.AccessToken = new(int32(1)), "days"
		}, []string{"token-validity"}},
		{"rotation off", spa, func(c *types.UserPoolClientType) { c.RefreshTokenRotation.Feature = "DISABLED" }, []string{"refresh-token-rotation"}},
		{"rotation on, as the console turns it on", web, func(c *types.UserPoolClientType) {
			c.RefreshTokenRotation.Feature = "ENABLED"
			c.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}
		}, []string{"refresh-token-rotation"}},
		{"a grace period of a minute", spa, func(c *types.UserPoolClientType) { c.RefreshTokenRotation.RetryGracePeriodSeconds = new(int32(60)) }, []string{"refresh-token-rotation"}},
		{"no revocation", spa, func(c *types.UserPoolClientType) { c.EnableTokenRevocation = new(false) }, []string{"token-revocation"}},
		{"no refresh with InitiateAuth", web, withFlows("ALLOW_USER_SRP_AUTH"), []string{"refresh-flow"}},
		{"an additional flow", web, withFlows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"), []string{"auth-flows"}},
		{"passwords from a server", web, withFlows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"), []string{"auth-flows"}},
		{"passwords", spa, withFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"), []string{"password-flow"}},
		{"errors reveal unknown users", spa, func(c *types.UserPoolClientType) { c.PreventUserExistenceErrors = "LEGACY" }, []string{"user-existence-errors"}},
		{"the grants turned off", web, func(c *types.UserPoolClientType) { c.AllowedOAuthFlowsUserPoolClient = new(false) }, []string{"oauth-flows"}},
		{"no grant", web, func(c *types.UserPoolClientType) { c.AllowedOAuthFlows = nil }, []string{"oauth-flows"}},
		{"the implicit grant", spa, withGrants("code", "implicit"), []string{"implicit-grant"}},
		{"an additional scope", web, func(c *types.UserPoolClientType) { c.AllowedOAuthScopes = []string{"openid", "email", "profile"} }, []string{"oauth-scopes"}},
		{"no openid", web, func(c *types.UserPoolClientType) { c.AllowedOAuthScopes = []string{"email"} }, []string{"oauth-scopes"}},
		{"only email is readable", web, func(c *types.UserPoolClientType) { c.ReadAttributes = []string{"email"} }, []string{"readable-attributes"}},
		{"localhost in production", web, withCallbacks("https://app.example.com/callback", "http://localhost:3000/callback"), []string{"callback-urls"}},
		{"no logout URL", web, func(c *types.UserPoolClientType) { c.LogoutURLs = nil }, []string{"logout-urls"}},
		{"no provider", web, func(c *types.UserPoolClientType) { c.SupportedIdentityProviders = nil }, []string{"identity-providers"}},
		{"recreated without its secret", web, func(c *types.UserPoolClientType) { c.ClientSecret = nil }, []string{"client-secret"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			created := tt.created()
			declared := checktest.Environment(declarationOf(&created))
			declared.Production = true
			deployed := tt.created()
			tt.change(&deployed)
			f := &checktest.API{AppClient: &deployed, Pool: &types.UserPoolType{}} // no domain

			var fails []string
			for _, c := range catalog.All {
				if c.Of != check.OfClient || c.Live {
					continue
				}
				got := checktest.Run(t, f, nil, c, declared)
				assert.NotEqual(t, report.Unchecked, got.Outcome, "%s: %s", c.Name, got.Reason)
				if got.Outcome == report.Failed {
					fails = append(fails, c.Name)
					assert.Len(t, got.Findings, 1)
				}
			}
			assert.Equal(t, tt.fails, fails)
		})
	}
}

// declarationOf returns what the modules declare for a client.
func declarationOf(c *types.UserPoolClientType) environment.AppClient {
	access, id, refresh := check.DeployedLifetimes(c)
	rotates, grace := check.DeployedRotation(c)
	return environment.AppClient{
		AccessToken: &access, IDToken: &id, RefreshToken: &refresh,
		Rotation: &rotates, RetryGracePeriod: &grace, Revocation: c.EnableTokenRevocation,
		Confidential: new(check.Confidential(c)), ExplicitAuthFlows: check.Sorted(c.ExplicitAuthFlows),
		AllowedOAuthFlows: check.Sorted(c.AllowedOAuthFlows), AllowedOAuthScopes: check.Sorted(c.AllowedOAuthScopes),
		CallbackURLs: check.Sorted(c.CallbackURLs), LogoutURLs: check.Sorted(c.LogoutURLs),
		PreventUserExistenceErrors: new(string(c.PreventUserExistenceErrors)),
	}
}

func TestChecksOfAnUnreadableClientAreUnchecked(t *testing.T) {
	t.Parallel()
	everything := environment.AppClient{
		Confidential: new(true), ExplicitAuthFlows: []string{}, AllowedOAuthFlows: []string{}, AllowedOAuthScopes: []string{},
		CallbackURLs: []string{}, LogoutURLs: []string{}, PreventUserExistenceErrors: new("ENABLED"),
	}
	for _, c := range catalog.All {
		if c.Of != check.OfClient || c.Live || c.Name == settings.ManagedLoginBranding.Name {
			continue // the check reads the domain before the client
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			got := checktest.Run(t, &checktest.API{Err: errors.New("no permission for this")}, nil, c, checktest.Environment(everything))
			assert.Equal(t, report.Result{Check: c.Name, Outcome: report.Unchecked, Reason: "no permission for this"}, got)
		})
	}
}

func withFlows(flows ...types.ExplicitAuthFlowsType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.ExplicitAuthFlows = flows }
}

func withGrants(flows ...types.OAuthFlowType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.AllowedOAuthFlows = flows }
}

func withCallbacks(urls ...string) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.CallbackURLs = urls }
}
