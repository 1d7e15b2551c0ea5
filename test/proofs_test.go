package test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// provingPool is a user pool for the checks of prove. The SDK creates it.
type provingPool struct {
	env  *target.Target
	api  *cognitoidentityprovider.Client
	pool declarations.Environment
}

// newProving creates a pool with a domain and a resource server.
func newProving(t *testing.T, in *cognitoidentityprovider.CreateUserPoolInput) *provingPool {
	t.Helper()
	target.EmulatorOnly(t, "the clock cannot be advanced")
	env := target.New(t)
	p := &provingPool{env: env, api: cognitoidentityprovider.NewFromConfig(env.AWS)}
	in.PoolName = aws.String("proving")
	created, err := p.api.CreateUserPool(t.Context(), in)
	require.NoError(t, err)
	id := created.UserPool.Id
	_, err = p.api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("proving")})
	require.NoError(t, err)
	_, err = p.api.CreateResourceServer(t.Context(), &cognitoidentityprovider.CreateResourceServerInput{
		UserPoolId: id, Identifier: aws.String("orders"), Name: aws.String("orders"), Scopes: []types.ResourceServerScopeType{
			{ScopeName: aws.String("read"), ScopeDescription: aws.String("read")}, {ScopeName: aws.String("write"), ScopeDescription: aws.String("write")},
		},
	})
	require.NoError(t, err)
	p.pool = declarations.Environment{Name: "proving", Region: env.Region, UserPoolID: *id}
	return p
}

// add creates a client, and declares its deployed settings.
func (p *provingPool) add(t *testing.T, key string, change func(*cognitoidentityprovider.CreateUserPoolClientInput)) {
	t.Helper()
	in := &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &p.pool.UserPoolID, ClientName: &key, SupportedIdentityProviders: []string{"COGNITO"}, CallbackURLs: []string{deploy.CallbackURL},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
		ExplicitAuthFlows:   []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
		AccessTokenValidity: aws.Int32(30), IdTokenValidity: aws.Int32(2), RefreshTokenValidity: 5,
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "hours", RefreshToken: "days"}, PreventUserExistenceErrors: "ENABLED",
	}
	if change != nil {
		change(in)
	}
	created, err := p.api.CreateUserPoolClient(t.Context(), in)
	require.NoError(t, err, key)
	p.pool.Clients = append(p.pool.Clients, declarations.Client{Key: key, ID: *created.UserPoolClient.ClientId})
	e, err := check.Snapshot(t.Context(), check.Connection{API: check.NewAPI(p.api), HTTP: p.env.HTTP}, p.pool)
	require.NoError(t, err)
	p.pool.Clients = e.Clients
}

// prove runs the checks as the command does.
func (p *provingPool) prove(t *testing.T, checks ...check.Check) report.Environment {
	t.Helper()
	advance := func(_ context.Context, d time.Duration) error {
		p.env.MoveClock(d)
		return nil
	}
	r := check.Run(t.Context(), []declarations.Environment{p.pool}, check.Options{
		Checks: checks, Connect: check.Connector(p.env.AWS, p.env.HTTP), Now: p.env.Now,
		Live: &session.Options{Now: p.env.Now, Sleep: advance, Advance: advance, Codes: p.lastCode, OpenBrowser: session.OpenForms},
	})
	require.Len(t, r.Environments, 1)
	assert.Empty(t, r.Environments[0].Left)
	return r.Environments[0]
}

// lastCode returns the last code that the emulator sent.
func (p *provingPool) lastCode(context.Context, string) (string, error) {
	sent := p.env.Outbox()
	return sent[len(sent)-1].Code, nil
}

// rotating turns rotation on for a client.
func rotating(grace int32) func(*cognitoidentityprovider.CreateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
	}
}

// withoutOAuth turns the login pages off for a client.
func withoutOAuth(in *cognitoidentityprovider.CreateUserPoolClientInput) {
	in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows, in.AllowedOAuthScopes, in.CallbackURLs, in.SupportedIdentityProviders = false, nil, nil, nil, nil
}

// clientsToProve contains a client of every type.
var clientsToProve = map[string]func(*cognitoidentityprovider.CreateUserPoolClientInput){
	"web":    func(in *cognitoidentityprovider.CreateUserPoolClientInput) { in.GenerateSecret = true },
	"spa":    rotating(10),
	"strict": rotating(0),
	"api": func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		withoutOAuth(in)
		in.GenerateSecret = true
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
	},
	"api-rotating": func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		withoutOAuth(in)
		rotating(30)(in)
	},
	"machine": func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		withoutOAuth(in)
		in.GenerateSecret, in.AllowedOAuthFlowsUserPoolClient = true, true
		in.AllowedOAuthFlows, in.AllowedOAuthScopes = []types.OAuthFlowType{"client_credentials"}, []string{"orders/read", "orders/write"}
	},
}

// provedClients maps each check of prove to the clients that it applies to.
var provedClients = map[string][]string{
	"id-token-end":           {"api", "api-rotating", "spa", "strict", "web"},
	"access-token-end":       {"api", "api-rotating", "spa", "strict", "web"},
	"authorization-code-end": {"spa", "strict", "web"},
	"grace-period-end":       {"api-rotating", "spa", "strict"},
	"refresh-token-end":      {"api", "api-rotating", "spa", "strict", "web"},
	"disabled-user":          {"api", "api-rotating", "spa", "strict", "web"},
	"signed-out-user":        {"api", "api-rotating", "spa", "strict", "web"},
	"foreign-token":          {"api", "api-rotating", "spa", "strict", "web"},
	"api-sign-in":            {"api", "api-rotating", "spa", "strict", "web"},
	"machine-token":          {"machine"},
}

// TestProofs runs the checks of prove on clients whose settings equal their declaration. The checks must pass for exactly the
// clients of provedClients. The test then changes one declaration at a time, and the affected check must fail.
func TestProofs(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"}})
	for key, change := range clientsToProve {
		p.add(t, key, change)
	}
	seen := map[string][]string{}
	for _, c := range p.prove(t, slices.Concat(catalog.All, catalog.Proofs)...).Clients {
		assert.Empty(t, failures(t, c.Results), c.Key)
		for _, result := range c.Results {
			if _, proof := provedClients[result.Check]; proof && result.Outcome == report.Passed {
				seen[result.Check] = append(seen[result.Check], c.Key)
			}
		}
	}
	for check := range seen {
		slices.Sort(seen[check])
	}
	assert.Equal(t, provedClients, seen)

	for _, tt := range []struct {
		check, client string
		declare       func(*declarations.AppClient)
	}{
		{"id-token-end", "web", func(c *declarations.AppClient) { c.IDToken = c.AccessToken }},
		{"id-token-end", "api", func(c *declarations.AppClient) { c.IDToken = c.AccessToken }},
		{"access-token-end", "web", func(c *declarations.AppClient) { c.AccessToken = new(*c.AccessToken - time.Minute) }},
		{"access-token-end", "api", func(c *declarations.AppClient) { c.AccessToken = new(*c.AccessToken + time.Minute) }},
		{"grace-period-end", "spa", func(c *declarations.AppClient) { c.RetryGracePeriod = new(13 * time.Second) }},
		{"grace-period-end", "strict", func(c *declarations.AppClient) { c.RetryGracePeriod = new(3 * time.Second) }},
		{"grace-period-end", "api-rotating", func(c *declarations.AppClient) { c.RetryGracePeriod = new(27 * time.Second) }},
		{"refresh-token-end", "web", func(c *declarations.AppClient) { c.RefreshToken = new(*c.RefreshToken + 3*time.Second) }},
		{"refresh-token-end", "spa", func(c *declarations.AppClient) { c.RefreshToken = new(*c.RefreshToken - 3*time.Second) }},
		{"refresh-token-end", "api-rotating", func(c *declarations.AppClient) { c.RefreshToken = new(*c.RefreshToken - 3*time.Second) }},
		{"api-sign-in", "api", func(c *declarations.AppClient) {
			c.ExplicitAuthFlows = []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
		}},
		{"api-sign-in", "web", func(c *declarations.AppClient) {
			c.ExplicitAuthFlows = []string{"ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
		}},
		{"machine-token", "machine", func(c *declarations.AppClient) { c.AllowedOAuthScopes = []string{"orders/read"} }},
		{"machine-token", "machine", func(c *declarations.AppClient) { c.AccessToken = new(time.Hour) }},
	} {
		one := *p
		one.pool.Clients = slices.DeleteFunc(slices.Clone(p.pool.Clients), func(c declarations.Client) bool { return c.Key != tt.client })
		tt.declare(&one.pool.Clients[0].Declared)
		assert.Equal(t, []string{tt.check}, failures(t, one.prove(t, proof(t, tt.check)).Clients[0].Results), tt.client)
	}
}

// proof returns the check of prove with a name.
func proof(t *testing.T, name string) check.Check {
	t.Helper()
	i := slices.IndexFunc(catalog.Proofs, func(c check.Check) bool { return c.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	return catalog.Proofs[i]
}

// TestProofOfIdentityProviders compares the providers of the plan with the providers of the pool.
func TestProofOfIdentityProviders(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{})
	_, err := p.api.CreateIdentityProvider(t.Context(), &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &p.pool.UserPoolID, ProviderName: aws.String("Google"), ProviderType: types.IdentityProviderTypeTypeGoogle,
		ProviderDetails: map[string]string{"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid"},
	})
	require.NoError(t, err)
	p.pool.IdentityProviders = []declarations.IdentityProvider{{Name: "Google", Type: "Google"}}
	check := proof(t, "declared-identity-providers")
	assert.Empty(t, failures(t, p.prove(t, check).Results))
	p.pool.IdentityProviders[0].Name = "Okta"
	assert.Equal(t, []string{check.Name}, failures(t, p.prove(t, check).Results))
}

// TestProofsOfPasskeys registers a passkey and signs in with it, for the relying party of a setting and for the domain of
// the pool.
func TestProofsOfPasskeys(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{
		UsernameAttributes: []types.UsernameAttributeType{"email"},
		Policies:           &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}},
	})
	for key, change := range map[string]func(*cognitoidentityprovider.CreateUserPoolClientInput){
		"choice": func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
			in.GenerateSecret = true
			in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
		},
		"password": nil,
	} {
		p.add(t, key, change)
	}
	outcomes := func() map[string]report.Outcome {
		found := map[string]report.Outcome{}
		for _, c := range p.prove(t, proof(t, "passkey-sign-in")).Clients {
			found[c.Key] = c.Results[0].Outcome
		}
		return found
	}
	assert.Equal(t, map[string]report.Outcome{"choice": report.Passed, "password": report.NotApplicable}, outcomes(), "for the domain of the pool")

	relyingParty := func(id string) {
		t.Helper()
		_, err := p.api.SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
			UserPoolId: &p.pool.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOff,
			WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: &id},
		})
		require.NoError(t, err)
	}
	relyingParty("example.com")
	assert.Equal(t, map[string]report.Outcome{"choice": report.Passed, "password": report.NotApplicable}, outcomes(), "for a setting")
}

// TestProofsOfPoolsOfEveryKind signs a temporary user in as each kind of pool requires.
func TestProofsOfPoolsOfEveryKind(t *testing.T) {
	t.Parallel()
	required := func(names ...string) (schema []types.SchemaAttributeType) {
		for _, name := range names {
			schema = append(schema, types.SchemaAttributeType{Name: aws.String(name), AttributeDataType: types.AttributeDataTypeString, Required: aws.Bool(true), Mutable: aws.Bool(true)})
		}
		return schema
	}
	sms := &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms"), ExternalId: aws.String("sms")}
	for _, tt := range []struct {
		name string
		pool cognitoidentityprovider.CreateUserPoolInput
		mfa  *cognitoidentityprovider.SetUserPoolMfaConfigInput
	}{
		{"by name, with aliases", cognitoidentityprovider.CreateUserPoolInput{AliasAttributes: []types.AliasAttributeType{"email", "preferred_username"}}, nil},
		{"by phone number", cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"phone_number"}, SmsConfiguration: sms}, nil},
		{"with required attributes", cognitoidentityprovider.CreateUserPoolInput{
			Schema: required("given_name", "family_name", "birthdate", "address", "gender", "phone_number", "email", "website", "zoneinfo", "locale"),
		}, nil},
		{"with long passwords", cognitoidentityprovider.CreateUserPoolInput{Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
			MinimumLength: aws.Int32(60), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true,
		}}}, nil},
		{"with an authenticator app", cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"}}, &cognitoidentityprovider.SetUserPoolMfaConfigInput{
			MfaConfiguration: types.UserPoolMfaTypeOn, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
		}},
		{"with codes by SMS", cognitoidentityprovider.CreateUserPoolInput{SmsConfiguration: sms}, &cognitoidentityprovider.SetUserPoolMfaConfigInput{
			MfaConfiguration: types.UserPoolMfaTypeOn, SmsMfaConfiguration: &types.SmsMfaConfigType{SmsConfiguration: sms},
		}},
		{"with codes by email", cognitoidentityprovider.CreateUserPoolInput{
			EmailConfiguration:     &types.EmailConfigurationType{EmailSendingAccount: types.EmailSendingAccountTypeDeveloper, SourceArn: aws.String("arn:aws:ses:us-east-1:123456789012:identity/example.com")},
			AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{{Name: types.RecoveryOptionNameTypeAdminOnly, Priority: aws.Int32(1)}}},
		}, &cognitoidentityprovider.SetUserPoolMfaConfigInput{
			MfaConfiguration: types.UserPoolMfaTypeOn, EmailMfaConfiguration: &types.EmailMfaConfigType{},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProving(t, &tt.pool)
			if tt.mfa != nil {
				tt.mfa.UserPoolId = &p.pool.UserPoolID
				_, err := p.api.SetUserPoolMfaConfig(t.Context(), tt.mfa)
				require.NoError(t, err)
			}
			p.add(t, "spa", clientsToProve["spa"])
			if tt.mfa != nil { // the API uses another challenge
				p.add(t, "api", clientsToProve["api"])
			}
			for _, c := range p.prove(t, slices.Concat(catalog.All, catalog.Proofs)...).Clients {
				assert.Empty(t, failures(t, c.Results), c.Key)
				for _, result := range c.Results {
					if result.Check == "refresh-token-end" || result.Check == "api-sign-in" {
						assert.Equal(t, report.Passed, result.Outcome, "%s: %s: %s", c.Key, result.Check, result.Reason)
					}
				}
			}
		})
	}
}

// TestProofsOfManagedLogin signs in with forms, because managed login on the emulator requires no real browser.
func TestProofsOfManagedLogin(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"}})
	_, err := p.api.UpdateUserPoolDomain(t.Context(), &cognitoidentityprovider.UpdateUserPoolDomainInput{
		UserPoolId: &p.pool.UserPoolID, Domain: aws.String("proving"), ManagedLoginVersion: aws.Int32(2),
	})
	require.NoError(t, err)
	p.add(t, "spa", clientsToProve["spa"])
	_, err = p.api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
		UserPoolId: &p.pool.UserPoolID, ClientId: &p.pool.Clients[0].ID, UseCognitoProvidedValues: true,
	})
	require.NoError(t, err)
	results := p.prove(t, slices.Concat(catalog.All, catalog.Proofs)...).Clients[0].Results
	assert.Empty(t, failures(t, results))
	for _, result := range results {
		if result.Check == "authorization-code-end" || result.Check == "sign-in" {
			assert.Equal(t, report.Passed, result.Outcome, "%s: %s", result.Check, result.Reason)
		}
	}
}
