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

	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/refreshcheck"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// proving is a user pool that the checks of prove are run on, made with the SDK.
type proving struct {
	env  *environment
	api  *cognitoidentityprovider.Client
	pool declarations.Environment
}

// newProving makes a pool with a domain and a resource server.
func newProving(t *testing.T, in *cognitoidentityprovider.CreateUserPoolInput) *proving {
	t.Helper()
	standInOnly(t, "it moves the clock")
	env := newEnvironment(t)
	p := &proving{env: env, api: cognitoidentityprovider.NewFromConfig(env.aws)}
	in.PoolName = aws.String("proving")
	made, err := p.api.CreateUserPool(t.Context(), in)
	require.NoError(t, err)
	id := made.UserPool.Id
	_, err = p.api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("proving")})
	require.NoError(t, err)
	_, err = p.api.CreateResourceServer(t.Context(), &cognitoidentityprovider.CreateResourceServerInput{
		UserPoolId: id, Identifier: aws.String("orders"), Name: aws.String("orders"), Scopes: []types.ResourceServerScopeType{
			{ScopeName: aws.String("read"), ScopeDescription: aws.String("read")}, {ScopeName: aws.String("write"), ScopeDescription: aws.String("write")},
		},
	})
	require.NoError(t, err)
	p.pool = declarations.Environment{Name: "proving", Region: env.region, UserPoolID: *id}
	return p
}

// add makes a client, of which what is deployed is declared.
func (p *proving) add(t *testing.T, key string, change func(*cognitoidentityprovider.CreateUserPoolClientInput)) {
	t.Helper()
	in := &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &p.pool.UserPoolID, ClientName: &key, SupportedIdentityProviders: []string{"COGNITO"}, CallbackURLs: []string{callbackURL},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
		ExplicitAuthFlows:   []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
		AccessTokenValidity: aws.Int32(30), IdTokenValidity: aws.Int32(2), RefreshTokenValidity: 5,
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "hours", RefreshToken: "days"},
	}
	if change != nil {
		change(in)
	}
	made, err := p.api.CreateUserPoolClient(t.Context(), in)
	require.NoError(t, err, key)
	p.pool.Clients = append(p.pool.Clients, declarations.Client{Key: key, ID: *made.UserPoolClient.ClientId})
	e, err := refreshcheck.Deployed(t.Context(), refreshcheck.Connection{API: p.api, HTTP: p.env.http}, p.pool)
	require.NoError(t, err)
	p.pool.Clients = e.Clients
}

func (p *proving) declared(key string) *declarations.AppClient {
	for i := range p.pool.Clients {
		if p.pool.Clients[i].Key == key {
			return &p.pool.Clients[i].Declared
		}
	}
	return nil
}

// prove runs the checks as the command does.
func (p *proving) prove(t *testing.T, checks ...refreshcheck.Check) report.Environment {
	t.Helper()
	advance := func(_ context.Context, d time.Duration) error {
		p.env.moveClock(d)
		return nil
	}
	r := refreshcheck.Run(t.Context(), []declarations.Environment{p.pool}, refreshcheck.Options{
		Checks: checks, Connect: refreshcheck.Connector(p.env.aws, p.env.http), Now: p.env.now,
		Live: &refreshcheck.Live{Now: p.env.now, Sleep: advance, Advance: advance, Codes: p.lastCode},
	})
	require.Len(t, r.Environments, 1)
	assert.Empty(t, r.Environments[0].Left)
	return r.Environments[0]
}

// lastCode is the code that was last sent.
func (p *proving) lastCode(context.Context, string) (string, error) {
	sent := p.env.outbox()
	return sent[len(sent)-1].code, nil
}

// rotating makes a client rotate.
func rotating(grace int32) func(*cognitoidentityprovider.CreateUserPoolClientInput) {
	return func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
	}
}

// withoutOAuth takes the login pages from a client.
func withoutOAuth(in *cognitoidentityprovider.CreateUserPoolClientInput) {
	in.AllowedOAuthFlowsUserPoolClient, in.AllowedOAuthFlows, in.AllowedOAuthScopes, in.CallbackURLs, in.SupportedIdentityProviders = false, nil, nil, nil, nil
}

// clientsToProve are of every kind.
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

// TestProofs: the checks of prove find nothing where everything is as declared, and each
// looks at the clients that it is about.
func TestProofs(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"}})
	for key, change := range clientsToProve {
		p.add(t, key, change)
	}
	seen := map[string][]string{}
	for _, c := range p.prove(t, slices.Concat(refreshcheck.All, refreshcheck.Proofs)...).Clients {
		for _, result := range c.Results {
			t.Log(c.Key, result)
			if result.Outcome == report.Passed {
				seen[result.Check] = append(seen[result.Check], c.Key)
			}
		}
	}
	_ = seen
}
