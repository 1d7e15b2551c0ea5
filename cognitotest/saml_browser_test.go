package cognitotest_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A user follows the link of managed login to a SAML provider of another implementation, signs in there, and
// returns to the app. A logout ends both sessions. The browser applies its rules for cookies: the provider is
// another site, which posts its responses.
func TestSAMLInABrowser(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	idp, aim := newForeignIDP(t, false), api(f.server, "us-east-1")
	idp.register(t, aim, f.poolID, f.base, map[string]string{"RequestSigningAlgorithm": "rsa-sha256", "EncryptedResponses": "true", "IDPSignout": "true"})
	_, err := aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientId: &f.clientID, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{f.callback}, LogoutURLs: []string{f.callback}, SupportedIdentityProviders: []string{"COGNITO", "Corp"},
	})
	require.NoError(t, err)
	welcome := func() { b.t.Helper(); b.do(chromedp.WaitVisible(`//h1[text()="Welcome"]`, chromedp.BySearch)) } // a script posts the response

	b.open(f.authorize(""))
	b.follow("Continue with Corp")
	b.fill("user", "jo")
	b.fill("password", "Passw0rd!")
	b.click(`//input[@type="submit"]`)
	welcome()
	f.redeem(t)
	b.open(f.authorize("&identity_provider=Corp")) // the session of the pool is enough
	welcome()
	f.redeem(t)

	b.open(f.base + "/logout?client_id=" + f.clientID + "&logout_uri=" + url.QueryEscape(f.callback))
	welcome()
	select {
	case back := <-f.called:
		assert.Empty(t, back)
	case <-time.After(30 * time.Second):
		require.Fail(t, "the logout does not return to the app")
	}
	b.open(f.authorize("&identity_provider=Corp"))
	b.fill("user", "jo") // the provider asks again
	users, err := aim.ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.poolID})
	require.NoError(t, err)
	assert.Len(t, users.Users, 2, "eve and jo")
	assert.Empty(t, f.server.RefusedHosts())
}
