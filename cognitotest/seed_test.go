package cognitotest_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func seedFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// The server has all resources of the example's seed file.
func TestSeedCreatesTheResources(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Seed: "../examples/seed/seed.hcl"})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	pools := s.Seeded()
	require.Len(t, pools, 1)
	pool := pools[0]
	assert.True(t, pool.New)
	assert.Equal(t, "orders", pool.Name)
	assert.Equal(t, "orders.auth.us-east-1.amazoncognito.com", pool.Domain)
	require.Len(t, pool.Clients, 3)
	reports, spa, web := pool.Clients[0], pool.Clients[1], pool.Clients[2]
	assert.Equal(t, "reports", reports.Name)
	assert.Equal(t, []string{"client_credentials"}, reports.Flows)
	assert.NotEmpty(t, reports.Secret)
	assert.Equal(t, "spa", spa.Name)
	assert.Empty(t, spa.Secret)
	assert.Equal(t, []string{"http://localhost:3000/callback"}, web.CallbackURLs)
	assert.NotEmpty(t, web.Secret)

	user, err := api(s, "us-east-1").AdminGetUser(context.Background(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &pool.ID, Username: aws.String("ada@example.com")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusTypeConfirmed, user.UserStatus)
	user, err = api(s, "us-east-1").AdminGetUser(context.Background(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &pool.ID, Username: aws.String("jo@example.com")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusTypeForceChangePassword, user.UserStatus)
	assert.Empty(t, s.Outbox())
}

// A style belongs to the client that its label names.
func TestSeedCreatesTheStylesOfClients(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Seed: seedFile(t, `user_pool "orders" {
  managed_login_branding "web" { use_cognito_provided_values = true }
  managed_login_branding "spa" {
    settings = { categories = { global = { colorSchemeMode = "DARK" } } }
  }
  client "plain" {}
  client "spa" {}
  client "web" {}
}`)})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	pool := s.Seeded()[0]
	style := map[string]*types.ManagedLoginBrandingType{}
	for _, c := range pool.Clients {
		found, err := api(s, "us-east-1").DescribeManagedLoginBrandingByClient(t.Context(), &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{UserPoolId: &pool.ID, ClientId: &c.ID})
		if c.Name == "plain" {
			var missing *types.ResourceNotFoundException
			require.ErrorAs(t, err, &missing)
			continue
		}
		require.NoError(t, err)
		style[c.Name] = found.ManagedLoginBranding
	}
	assert.True(t, style["web"].UseCognitoProvidedValues)
	assert.False(t, style["spa"].UseCognitoProvidedValues)
	var settings map[string]any
	require.NoError(t, style["spa"].Settings.UnmarshalSmithyDocument(&settings))
	assert.Equal(t, map[string]any{"categories": map[string]any{"global": map[string]any{"colorSchemeMode": "DARK"}}}, settings)
}

// A user of the example signs in to its single-page app. The app has no secret and uses PKCE
// (RFC 7636, with the values of its appendix B), and each refresh rotates the refresh token.
func TestSeededSinglePageAppRotatesRefreshTokens(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Seed: "../examples/seed/seed.hcl"})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	pool := s.Seeded()[0]
	app := slices.IndexFunc(pool.Clients, func(c cognitotest.SeededClient) bool { return c.Name == "spa" })
	require.GreaterOrEqual(t, app, 0, "no client spa in the example")
	id, callback := pool.Clients[app].ID, pool.Clients[app].CallbackURLs[0]

	b := browser(t, s.Client())
	back := signInWith(t, b, "https://"+pool.Domain+"/oauth2/authorize?"+url.Values{
		"client_id": {id}, "response_type": {"code"}, "redirect_uri": {callback}, "scope": {"openid email"},
		"code_challenge_method": {"S256"}, "code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
	}.Encode(), "ada@example.com", "Passw0rd")
	var first, second struct {
		RefreshToken string `json:"refresh_token"`
	}
	exchange := func(form url.Values, into any) (status int, body string) {
		form.Set("client_id", id)
		response, body := fetch(t, b, http.MethodPost, "https://"+pool.Domain+"/oauth2/token", form)
		if response.StatusCode == http.StatusOK {
			require.NoError(t, json.Unmarshal([]byte(body), into))
		}
		return response.StatusCode, body
	}
	status, body := exchange(url.Values{
		"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback},
		"code_verifier": {"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
	}, &first)
	require.Equal(t, http.StatusOK, status, body)
	require.NotEmpty(t, first.RefreshToken)
	status, body = exchange(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {first.RefreshToken}}, &second)
	require.Equal(t, http.StatusOK, status, body)
	require.NotEmpty(t, second.RefreshToken)
	assert.NotEqual(t, first.RefreshToken, second.RefreshToken)
	status, body = exchange(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {first.RefreshToken}}, nil)
	assert.Equal(t, http.StatusBadRequest, status)
	assert.JSONEq(t, `{"error":"invalid_grant"}`, body)
}

// With a state directory the file is only the start of an environment: later changes stay.
func TestSeedDoesNotChangeExistingPools(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	start := func(file string) (*cognitotest.Server, error) {
		return cognitotest.Start(cognitotest.Config{StateDir: dir, Seed: file})
	}
	first := seedFile(t, `user_pool "orders" {
  client "web" {}
}`)
	s, err := start(first)
	require.NoError(t, err)
	created := s.Seeded()
	_, err = api(s, "us-east-1").UpdateUserPoolClient(context.Background(), &cognitoidentityprovider.UpdateUserPoolClientInput{UserPoolId: &created[0].ID, ClientId: &created[0].Clients[0].ID, ClientName: aws.String("renamed")})
	require.NoError(t, err)
	s.Close()

	// The last block of the file is invalid, so the server creates none of its pools.
	_, err = start(seedFile(t, `user_pool "more" {
  group "staff" {}
}
user_pool "bad" {
  client "web" {
    allowed_oauth_flows = ["telepathy"]
  }
}`))
	require.ErrorContains(t, err, "seed.hcl:6: CreateUserPoolClient is rejected: 1 validation error detected: ")
	require.NotContains(t, err.Error(), "\n")

	s, err = start(seedFile(t, `user_pool "orders" {
  client "another" {}
}
user_pool "billing" {}`))
	require.NoError(t, err)
	defer s.Close()
	now := s.Seeded()
	require.Len(t, now, 2)
	assert.False(t, now[0].New)
	assert.Equal(t, created[0].ID, now[0].ID)
	require.Len(t, now[0].Clients, 1)
	assert.Equal(t, "renamed", now[0].Clients[0].Name)
	assert.True(t, now[1].New)
	listed, err := api(s, "us-east-1").ListUserPools(context.Background(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	require.NoError(t, err)
	assert.Len(t, listed.UserPools, 2, "no pool of the rejected file")

	_, err = api(s, "us-east-1").DeleteUserPool(context.Background(), &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &now[1].ID})
	require.NoError(t, err)
	assert.Len(t, s.Seeded(), 1)
}
