package clients

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/require"
)

// TestUserSessions signs one person in to several apps with openid-client, and manages the sessions with the AWS SDK.
func TestUserSessions(t *testing.T) {
	t.Parallel()
	s, e, api := newPool(t)
	useManagedLogin(t, api, e.PoolID)
	runScript(t, "user-sessions.mjs", s, e)
}

// useManagedLogin gives the domain of a pool the pages of managed login.
func useManagedLogin(t *testing.T, api *idp.Client, poolID string) {
	t.Helper()
	_, err := api.UpdateUserPoolDomain(t.Context(), &idp.UpdateUserPoolDomainInput{UserPoolId: &poolID, Domain: aws.String("orders"), ManagedLoginVersion: aws.Int32(2)})
	require.NoError(t, err)
}

// TestUserSessionsInABrowser signs one person in to two apps of a pool that allows one session. The second app and the return to the
// first need no form.
func TestUserSessionsInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPoolWithKeys(t, "user-sessions.page.mjs", map[string]string{keyID: keySecret})
	a.environment.AccessKey = accessKey{keyID, keySecret}
	runPage(t, s, a, signInOnClassicPage(a.environment.User)...)
}
