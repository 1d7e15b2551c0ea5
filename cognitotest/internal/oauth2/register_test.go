package oauth2_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const registerScope = "aws.cognito/dcr/register"

// configure sets the pool's dynamic client registration.
func (s *fixture) configure(r userpool.ClientRegistration) {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) { p.Registration = &r })
	require.NoError(s.t, err)
}

// register sends metadata, with an access token unless the token is empty.
func (s *fixture) register(access, metadata string) response {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodPost, domain+"/oauth2/register", strings.NewReader(metadata))
	r.Header.Set("Content-Type", "application/json")
	if access != "" {
		r.Header.Set("Authorization", "Bearer "+access)
	}
	return s.send(r)
}

// registrar returns a client that can get access tokens for registrations.
func (s *fixture) registrar() userpool.Client {
	s.t.Helper()
	return s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.AllowedOAuthScopes = []string{"client_credentials"}, []string{registerScope, "https://orders.example.com/read"}
	})
}

func (s *fixture) machineToken(c userpool.Client, scope string) string {
	s.t.Helper()
	got := s.post("/oauth2/token", c, url.Values{"grant_type": {"client_credentials"}, "scope": {scope}})
	require.Equal(s.t, http.StatusOK, got.status, got.body)
	return got.member(s.t, "access_token")
}

// registered decodes the response of a registration, and reads its client in the store.
func (s *fixture) registered(got response) (body map[string]any, c userpool.Client) {
	s.t.Helper()
	require.Equal(s.t, http.StatusCreated, got.status, got.body)
	require.NoError(s.t, json.Unmarshal([]byte(got.body), &body))
	c, err := s.store.Client(s.pool.ID, body["client_id"].(string))
	require.NoError(s.t, err)
	return body, c
}

func TestRegisterOpen(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true, AllowedScopes: []string{"https://orders.example.com/read"}})
	now := float64(s.store.Clock.Now().Unix())
	tests := []struct {
		name, metadata string
		want           map[string]any // in addition to the members of every response
		secret         bool
	}{
		{
			"only what is required", `{"redirect_uris":["https://app.example.com/callback"]}`,
			map[string]any{
				"grant_types": []any{"authorization_code", "refresh_token"}, "response_types": []any{"code"}, "token_endpoint_auth_method": "client_secret_basic",
				"scope": "openid email phone profile", "redirect_uris": []any{"https://app.example.com/callback"},
			},
			true,
		},
		{
			"a public client", `{"client_name":"Agent 7","redirect_uris":["http://localhost:33418/","app://cb"],"token_endpoint_auth_method":"none",
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],"scope":"openid https://orders.example.com/read"}`,
			map[string]any{
				"client_name": "Agent 7", "grant_types": []any{"authorization_code", "refresh_token"}, "response_types": []any{"code"},
				"token_endpoint_auth_method": "none", "scope": "openid https://orders.example.com/read", "redirect_uris": []any{"http://localhost:33418/", "app://cb"},
			},
			false,
		},
		{
			"members that the endpoint ignores", `{"client_name":null,"redirect_uris":["https://a.example/"],"token_endpoint_auth_method":"client_secret_post","scope":"email",
				"Scope":"admin","client_uri":"https://a.example","logo_uri":7,"contacts":"ops","software_id":"x","jwks_uri":"https://a.example/jwks","application_type":"native"}`,
			map[string]any{
				"grant_types": []any{"authorization_code", "refresh_token"}, "response_types": []any{"code"}, "token_endpoint_auth_method": "client_secret_post",
				"scope": "email", "redirect_uris": []any{"https://a.example/"},
			},
			true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.register("", tt.metadata)
			assert.Equal(t, "application/json;charset=UTF-8", got.header.Get("Content-Type"))
			assert.Contains(t, got.header.Get("Cache-Control"), "no-store")
			body, c := s.registered(got)
			assert.Regexp(t, `^[a-z0-9]{26}$`, c.ID)
			want := map[string]any{"client_id": c.ID, "client_id_issued_at": now, "client_name": c.ID}
			if tt.secret {
				want["client_secret"], want["client_secret_expires_at"] = c.Secret(), float64(0)
				assert.Len(t, c.Secret(), 51)
			}
			maps.Copy(want, tt.want)
			assert.Equal(t, want, body)
			assert.Equal(t, tt.secret, c.Confidential())
			assert.True(t, c.Registered)
			assert.Equal(t, time.Hour, c.AccessTokenLifetime())
			assert.Equal(t, 30*24*time.Hour, c.RefreshTokenLifetime())
			assert.False(t, c.Rotates())
			assert.True(t, c.EnableTokenRevocation)
		})
	}
}

// TestRegisteredClientSignsIn: a public client signs in with PKCE and refreshes, and its tokens have its scopes.
func TestRegisteredClientSignsIn(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true})
	for _, method := range []string{"none", "client_secret_basic"} {
		_, c := s.registered(s.register("", `{"redirect_uris":["`+callback+`"],"token_endpoint_auth_method":"`+method+`","scope":"openid email"}`))
		tokens := s.exchange(c, s.code(c, nil))
		require.Equal(t, http.StatusOK, tokens.status, tokens.body)
		assert.Equal(t, "openid email", claims(t, tokens.member(t, "access_token"))["scope"])
		assert.Equal(t, c.ID, claims(t, tokens.member(t, "id_token"))["aud"])
		refreshed := s.refresh(c, tokens.member(t, "refresh_token"))
		require.Equal(t, http.StatusOK, refreshed.status, refreshed.body)
		assert.Equal(t, s.user.Sub(), claims(t, refreshed.member(t, "access_token"))["sub"])
		machine := s.post("/oauth2/token", c, url.Values{"grant_type": {"client_credentials"}})
		assert.Equal(t, `{"error":"unauthorized_client"}`+"\n", machine.body)
	}
}

// TestRegisterWithAnAccessToken: a token with the scope registers the client of a machine, which then gets tokens.
func TestRegisterWithAnAccessToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, AllowedScopes: []string{"https://orders.example.com/read"}})
	access := s.machineToken(s.registrar(), registerScope)
	body, c := s.registered(s.register(access, `{"client_name":"jobs","grant_types":["client_credentials"],"scope":"https://orders.example.com/read"}`))
	assert.Equal(t, map[string]any{
		"client_id": c.ID, "client_secret": c.Secret(), "client_secret_expires_at": float64(0), "client_id_issued_at": float64(c.Created.Unix()), "client_name": "jobs",
		"grant_types": []any{"client_credentials"}, "response_types": []any{}, "token_endpoint_auth_method": "client_secret_basic", "scope": "https://orders.example.com/read",
	}, body)
	assert.Equal(t, "https://orders.example.com/read", claims(t, s.machineToken(c, ""))["scope"])

	// The token of a user works, too.
	app := s.addPublicClient(func(c *userpool.ClientSettings) { c.AllowedOAuthScopes = []string{"openid", registerScope} })
	_, ofUser := s.signIn(app)
	s.registered(s.register(ofUser, `{"redirect_uris":["https://app.example.com/"]}`))
}

// TestRegisterFollowsTheConfiguration: the two kinds of registration have grant types of their own, and a list that is empty
// permits none.
func TestRegisterFollowsTheConfiguration(t *testing.T) {
	t.Parallel()
	const (
		user    = `{"redirect_uris":["https://app.example.com/"]}`
		machine = `{"grant_types":["client_credentials"],"scope":"https://orders.example.com/read"}`
	)
	scopes := []string{"https://orders.example.com/read"}
	tests := []struct {
		name                               string
		configured                         userpool.ClientRegistration
		openUser, openMachine, user, agent int // the statuses
	}{
		{"defaults", userpool.ClientRegistration{Enabled: true, AllowedScopes: scopes}, 401, 401, 201, 201},
		{"open", userpool.ClientRegistration{Enabled: true, Open: true, AllowedScopes: scopes}, 201, 400, 201, 201},
		{"empty lists", userpool.ClientRegistration{Enabled: true, Open: true, OpenFlows: []string{}, AuthenticatedFlows: []string{}, AllowedScopes: scopes}, 400, 400, 400, 400},
		{"implicit has no effect", userpool.ClientRegistration{Enabled: true, Open: true, OpenFlows: []string{"implicit"}, AuthenticatedFlows: []string{"implicit", "code"}, AllowedScopes: scopes}, 400, 400, 201, 400},
		{"open to machines", userpool.ClientRegistration{Enabled: true, Open: true, OpenFlows: []string{"client_credentials"}, AllowedScopes: scopes}, 400, 201, 201, 201},
		{"only machines with a token", userpool.ClientRegistration{Enabled: true, Open: true, AuthenticatedFlows: []string{"client_credentials"}, AllowedScopes: scopes}, 201, 400, 400, 201},
		{"no scopes", userpool.ClientRegistration{Enabled: true, Open: true}, 201, 400, 201, 400},
		{"off", userpool.ClientRegistration{Open: true, AllowedScopes: scopes}, 404, 404, 404, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.configure(tt.configured)
			access := s.machineToken(s.registrar(), registerScope)
			got := []int{s.register("", user).status, s.register("", machine).status, s.register(access, user).status, s.register(access, machine).status}
			assert.Equal(t, []int{tt.openUser, tt.openMachine, tt.user, tt.agent}, got)
		})
	}
	s := newFixture(t)
	got := s.register("", user)
	assert.Equal(t, http.StatusNotFound, got.status, "a pool that was never configured")
	assert.JSONEq(t, `{"message":"Not Found"}`, got.body)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true, OpenFlows: []string{}})
	assert.Equal(t, "The user pool does not permit this grant type for this kind of registration.", s.register("", user).member(t, "error_description"))
}

func TestRegisterMethodsAndOrigins(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true})
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
		got := s.send(httptest.NewRequest(method, domain+"/oauth2/register", nil))
		assert.Equal(t, http.StatusMethodNotAllowed, got.status, method)
		assert.Equal(t, "POST, OPTIONS", got.header.Get("Allow"))
		assert.Empty(t, got.body)
	}
	r := httptest.NewRequest(http.MethodOptions, domain+"/oauth2/register", nil)
	r.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
	preflight := s.send(r)
	assert.Equal(t, http.StatusOK, preflight.status)
	assert.Equal(t, "authorization,content-type", preflight.header.Get("Access-Control-Allow-Headers"))
	assert.Contains(t, preflight.header.Get("Access-Control-Allow-Methods"), "POST")
	for _, body := range []string{`{"redirect_uris":["https://app.example.com/"]}`, `{}`} {
		assert.Equal(t, "*", s.register("", body).header.Get("Access-Control-Allow-Origin"))
	}
	assert.Equal(t, "*", s.register("nonsense", `{}`).header.Get("Access-Control-Allow-Origin"))
}

// TestRegisterCountsTowardTheQuota: registered clients and other clients have one quota of 1000.
func TestRegisterCountsTowardTheQuota(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true})
	const metadata = `{"redirect_uris":["https://app.example.com/"],"token_endpoint_auth_method":"none"}`
	s.addPublicClient(nil)
	for range 999 {
		got := s.register("", metadata)
		require.Equal(t, http.StatusCreated, got.status, got.body)
	}
	got := s.register("", metadata)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, `{"error":"invalid_request","error_description":"A user pool can have at most 1000 app clients."}`+"\n", got.body)
	_, err := s.store.CreateClient(s.pool.ID, userpool.ClientSettings{Name: "web"}, "", false)
	require.Error(t, err, "CreateUserPoolClient has the same quota")
}

func TestDiscoveryOfRegistration(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	endpoint := func() string {
		return s.get("/"+s.pool.ID+"/.well-known/openid-configuration", nil).member(t, "registration_endpoint")
	}
	s.configure(userpool.ClientRegistration{Enabled: true})
	assert.Empty(t, endpoint(), "the pool has no domain")
	_, err := s.store.CreateDomain(userpool.Domain{Name: "orders", PoolID: s.pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	assert.Equal(t, domain+"/oauth2/register", endpoint())
	s.configure(userpool.ClientRegistration{Open: true})
	assert.Empty(t, endpoint(), "registration is off")
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true})
	_, err = s.store.CreateDomain(userpool.Domain{Name: "login.example.com", PoolID: s.pool.ID, ManagedLoginVersion: 1, CertificateARN: "arn:aws:acm:us-east-1:123456789012:certificate/1"})
	require.NoError(t, err)
	assert.Equal(t, "https://login.example.com/oauth2/register", endpoint())
}
