package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestRegisterRejectsAccessTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{Enabled: true, Open: true})
	const (
		metadata     = `{"redirect_uris":["https://app.example.com/"]}`
		invalid      = `error="invalid_token", error_description="The access token is not valid in this user pool, has expired or is revoked."`
		insufficient = `error="insufficient_scope", error_description="The access token requires the scope aws.cognito/dcr/register."`
		scheme       = `error="invalid_request", error_description="Send the access token as a bearer token, or no Authorization header for open registration."`
	)
	registrar := s.registrar()
	access := s.machineToken(registrar, registerScope)
	app := s.addPublicClient(func(c *userpool.ClientSettings) { c.AllowedOAuthScopes = []string{"openid", registerScope} })
	signedIn := s.exchange(app, s.code(app, nil))
	elsewhere := newFixture(t)
	anotherPool, err := s.store.CreatePool("us-east-1", userpool.Pool{Name: "another", PoolSettings: s.pool.PoolSettings})
	require.NoError(t, err)
	machine := registrar.ClientSettings
	machine.AllowedOAuthScopes = []string{registerScope}
	ofAnotherPool, err := s.store.CreateClient(anotherPool.ID, machine, "", true)
	require.NoError(t, err)
	foreign, err := s.issuer.ClientCredentials(ofAnotherPool, []string{registerScope}, nil)
	require.NoError(t, err)
	deleted := s.registrar()
	ofDeleted := s.machineToken(deleted, registerScope)
	require.NoError(t, s.store.DeleteClient(s.pool.ID, deleted.ID))
	demoted := s.registrar()
	ofDemoted := s.machineToken(demoted, registerScope)
	settings := demoted.ClientSettings
	settings.AllowedOAuthScopes = []string{"https://orders.example.com/read"}
	_, err = s.store.UpdateClient(s.pool.ID, demoted.ID, settings)
	require.NoError(t, err)

	tests := []struct {
		name, authorization string
		status              int
		want                string
	}{
		{"not a token", "Bearer nonsense", 401, invalid},
		{"no token", "Bearer ", 401, invalid},
		{"signature changed", "Bearer " + access[:len(access)-8] + "AAAAAAAA", 401, invalid},
		{"ID token", "Bearer " + signedIn.member(t, "id_token"), 401, invalid},
		{"refresh token", "Bearer " + signedIn.member(t, "refresh_token"), 401, invalid},
		{"token of another emulator", "Bearer " + elsewhere.machineToken(elsewhere.registrar(), registerScope), 401, invalid},
		{"token of another pool", "Bearer " + foreign.Access, 401, invalid},
		{"token of a deleted client", "Bearer " + ofDeleted, 401, invalid},
		{"token of a client that lost the scope", "Bearer " + ofDemoted, 403, insufficient},
		{"another scope", "Bearer " + s.machineToken(registrar, "https://orders.example.com/read"), 403, insufficient},
		{"another scheme", "Basic " + access, 400, scheme},
		{"only the token", access, 400, scheme},
		{"only the scheme", "Bearer", 400, scheme},
	}
	have, err := s.store.Clients(s.pool.ID)
	require.NoError(t, err)
	send := func(authorization string) response {
		r := httptest.NewRequest(http.MethodPost, domain+"/oauth2/register", strings.NewReader(metadata))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", authorization)
		return s.send(r)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := send(tt.authorization)
			assert.Equal(t, tt.status, got.status, got.body)
			assert.Equal(t, tt.want, got.header.Get("WWW-Authenticate"))
			assert.Equal(t, got.header.Get("WWW-Authenticate"), `error="`+got.member(t, "error")+`", error_description="`+got.member(t, "error_description")+`"`)
		})
	}
	after, err := s.store.Clients(s.pool.ID)
	require.NoError(t, err)
	assert.Equal(t, have, after, "a rejected request registers nothing")

	assert.Equal(t, http.StatusCreated, send("bearer "+access).status, "a scheme is not case-sensitive")
	s.store.Clock.Advance(time.Hour)
	assert.Equal(t, http.StatusUnauthorized, send("Bearer "+access).status, "expired")

	s.configure(userpool.ClientRegistration{Enabled: true})
	got := s.register("", metadata)
	assert.Equal(t, http.StatusUnauthorized, got.status)
	assert.Equal(t, `error="invalid_token", error_description="Registration requires an access token with the scope aws.cognito/dcr/register."`, got.header.Get("WWW-Authenticate"))
}

// A user whose client has the scope can register a client, until the access token ends.
func TestRegisterRejectsAnEndedToken(t *testing.T) {
	t.Parallel()
	for _, tt := range tokenEndings {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.configure(userpool.ClientRegistration{Enabled: true})
			app := s.addPublicClient(func(c *userpool.ClientSettings) {
				c.AllowedOAuthScopes = []string{"openid", registerScope}
				if tt.change != nil {
					tt.change(c)
				}
			})
			_, access := s.signIn(app)
			const metadata = `{"redirect_uris":["https://app.example.com/"]}`
			require.Equal(t, http.StatusCreated, s.register(access, metadata).status)
			require.NoError(t, tt.end(s, app))
			got := s.register(access, metadata)
			assert.Equal(t, http.StatusUnauthorized, got.status)
			assert.Equal(t, "invalid_token", got.member(t, "error"))
		})
	}
}
