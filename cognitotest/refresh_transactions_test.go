package cognitotest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// transactions returns how many transactions the store has run. The count has no accessor,
// because only this test needs it.
func transactions(s *Server) int {
	return int(reflect.ValueOf(s.store).Elem().FieldByName("db").Elem().FieldByName("count").Int())
}

// Each transaction of a refresh locks the store. On a pool's domain the transactions are the
// lookup of the domain, the read of all records that the refresh needs, and the rotation.
func TestRefreshNeedsAtMostThreeTransactions(t *testing.T) {
	t.Parallel()
	getTokens := func(c userpool.Client, refreshToken string) *http.Request {
		return actionRequest(t, "GetTokensFromRefreshToken", map[string]any{"ClientId": c.ID, "ClientSecret": c.Secret(), "RefreshToken": refreshToken})
	}
	initiateAuth := func(c userpool.Client, refreshToken string) *http.Request {
		parameters := map[string]string{"REFRESH_TOKEN": refreshToken}
		return actionRequest(t, "InitiateAuth", map[string]any{"ClientId": c.ID, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": parameters})
	}
	for _, tt := range []struct {
		name    string
		rotates bool
		request func(c userpool.Client, refreshToken string) *http.Request
		want    int
	}{
		{"POST /oauth2/token with rotation", true, refreshGrantRequest, 3},
		{"POST /oauth2/token without rotation", false, refreshGrantRequest, 2},
		{"GetTokensFromRefreshToken with rotation", true, getTokens, 3},
		{"REFRESH_TOKEN_AUTH", false, initiateAuth, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := NewServer()
			defer s.Close()
			client, first := signedIn(t, s, tt.rotates)
			refresh := func(refreshToken string) (next string) {
				w := httptest.NewRecorder()
				s.handler.ServeHTTP(w, tt.request(client, refreshToken))
				require.Equal(t, http.StatusOK, w.Code, w.Body)
				var body struct {
					OAuth string                        `json:"refresh_token"`
					API   struct{ RefreshToken string } `json:"AuthenticationResult"`
				}
				require.NoError(t, json.Unmarshal(w.Body.Bytes(), &body))
				return body.OAuth + body.API.RefreshToken
			}
			next := refresh(first) // the first request also reads the pool's keys
			if !tt.rotates {
				next = first
			}
			before := transactions(s)
			refresh(next)
			assert.Equal(t, tt.want, transactions(s)-before)
		})
	}
}

// signedIn creates a pool with the domain orders, an app client and a user in a group. It
// returns the client and a refresh token of the user.
func signedIn(t testing.TB, s *Server, rotates bool) (client userpool.Client, refreshToken string) {
	t.Helper()
	pool, err := s.store.CreatePool("us-east-1", userpool.Pool{Name: "orders"})
	require.NoError(t, err)
	_, err = s.store.CreateDomain(userpool.Domain{Name: "orders", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	settings := userpool.ClientSettings{
		Name: "web", OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{"https://app.example.com/callback"}, SupportedIdentityProviders: []string{"COGNITO"},
		Rotation: &userpool.Rotation{Enabled: rotates, Grace: time.Minute}, ExplicitAuthFlows: []string{"ALLOW_REFRESH_TOKEN_AUTH"},
	}
	if rotates { // the flow and rotation are mutually exclusive
		settings.ExplicitAuthFlows = []string{"ALLOW_USER_SRP_AUTH"}
	}
	client, err = s.store.CreateClient(pool.ID, settings, "", rotates)
	require.NoError(t, err)
	user, err := s.store.CreateUser(pool.ID, "jo", nil, "")
	require.NoError(t, err)
	_, err = s.store.CreateGroup(pool.ID, userpool.Group{Name: "staff"})
	require.NoError(t, err)
	require.NoError(t, s.store.SetMembership(pool.ID, "jo", "staff", true))
	return client, signIn(t, s, client, user)
}

// signIn signs a user in and returns the refresh token.
func signIn(t testing.TB, s *Server, client userpool.Client, user userpool.User) (refreshToken string) {
	t.Helper()
	issuer := &token.Issuer{Store: s.store}
	set, err := issuer.SignIn(token.SignIn{Client: client, User: user, Scopes: []string{"openid"}, AuthTime: s.Now()})
	require.NoError(t, err)
	return set.Refresh
}

func refreshGrantRequest(c userpool.Client, refreshToken string) *http.Request {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {c.ID}}
	if c.Confidential() {
		form.Set("client_secret", c.Secret())
	}
	r := httptest.NewRequest(http.MethodPost, "https://orders.auth.us-east-1.amazoncognito.com/oauth2/token", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func actionRequest(t *testing.T, action string, in any) *http.Request {
	t.Helper()
	body, err := json.Marshal(in)
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	return r
}
