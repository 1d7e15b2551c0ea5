package cognitoidp

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// TestAPIRequiresAdminScope: the API rejects an access token without the scope
// aws.cognito.signin.user.admin (observed). A refresh after a sign-in without the openid scope returns no
// ID token.
func TestAPIRequiresAdminScope(t *testing.T) {
	store := userpool.NewStore("123456789012")
	api := &API{Store: store, Issuer: &token.Issuer{Store: store}}
	pool, err := store.CreatePool("us-east-1", userpool.Pool{PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy}})
	require.NoError(t, err)
	client, err := store.CreateClient(pool.ID, userpool.ClientSettings{Name: "c", EnableTokenRevocation: true}, "", false)
	require.NoError(t, err)
	user, err := store.CreateUser(pool.ID, "ada", nil, "")
	require.NoError(t, err)
	set, err := api.Issuer.SignIn(token.SignIn{Client: client, User: user, Scopes: []string{"phone"}, AuthTime: store.Clock.Now()})
	require.NoError(t, err)

	post := func(action, body string) string {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		request.Header.Set("X-Amz-Target", targetPrefix+action)
		request.Header.Set("Content-Type", contentType)
		w := httptest.NewRecorder()
		api.Handle(w, request, "us-east-1", "")
		return strings.TrimSpace(w.Body.String())
	}
	const scopes = `{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}`
	assert.Equal(t, scopes, post("GetUser", `{"AccessToken":"`+set.Access+`"}`))
	assert.Equal(t, scopes, post("GlobalSignOut", `{"AccessToken":"`+set.Access+`"}`))
	assert.Equal(t, scopes, post("AssociateSoftwareToken", `{"AccessToken":"`+set.Access+`"}`))
	refreshed := post("GetTokensFromRefreshToken", `{"ClientId":"`+client.ID+`","RefreshToken":"`+set.Refresh+`"}`)
	assert.Contains(t, refreshed, `"AccessToken":"`)
	assert.NotContains(t, refreshed, "IdToken")
	assert.NotContains(t, refreshed, "RefreshToken")
}
