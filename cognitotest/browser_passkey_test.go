package cognitotest_test

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newPasskeyPool returns a pool with managed login at its production host name. Its users can sign in
// with passkeys that verify the user.
func newPasskeyPool(t *testing.T) browserPool {
	t.Helper()
	f := newBrowserPool(t, 2)
	f.base = "https://front.auth.us-east-1.amazoncognito.com"
	aim := api(f.server, "us-east-1")
	_, err := aim.UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: &f.poolID, AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
		Policies: &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}},
	})
	require.NoError(t, err)
	_, err = aim.SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
		UserPoolId: &f.poolID, WebAuthnConfiguration: &types.WebAuthnConfigurationType{UserVerification: types.UserVerificationTypeRequired},
	})
	require.NoError(t, err)
	_, err = aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientId: &f.clientID, ClientName: aws.String("web"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserAuth},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{f.callback}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
	return f
}

// openProxiedTab opens a browser that reaches the pool through the proxy and trusts its CA. Passkeys
// belong to a production host name, which the pages at .localhost do not have.
func (f browserPool) openProxiedTab(t *testing.T) *tab {
	t.Helper()
	block, _ := pem.Decode(f.server.CertificatePEM())
	require.NotNil(t, block)
	ca, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	key := sha256.Sum256(ca.RawSubjectPublicKeyInfo)
	return openTab(t, chromedp.ProxyServer(f.server.ProxyURL), chromedp.Flag("ignore-certificate-errors-spki-list", base64.StdEncoding.EncodeToString(key[:])))
}

// plugIn adds a virtual authenticator to the browser, which confirms each request at once. verifiesUser is
// false for one without a PIN and without a biometric check.
func (b *tab) plugIn(verifiesUser bool) (id webauthn.AuthenticatorID) {
	b.t.Helper()
	b.do(webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		id, err = webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true,
			HasUserVerification: verifiesUser, IsUserVerified: verifiesUser, AutomaticPresenceSimulation: true,
		}).Do(ctx)
		return err
	}))
	return id
}

// fails waits for the error of a ceremony in the browser, which stays on the page.
func (b *tab) fails(button string) {
	b.t.Helper()
	b.do(chromedp.Click(`button[name=`+button+`]`, chromedp.ByQuery), chromedp.WaitVisible("#passkeyError", chromedp.ByQuery))
	assert.NotEmpty(b.t, b.text("#passkeyError"))
}

// result waits for the callback of the page that adds a passkey.
func (f browserPool) result(t *testing.T) string {
	t.Helper()
	select {
	case back := <-f.called:
		assert.Len(t, back, 1, back)
		return back.Get("result")
	case <-time.After(30 * time.Second):
		require.Fail(t, "the callback is not called")
		return ""
	}
}

// A user signs up, adds a passkey when the pages offer it, signs in with it in a session without
// cookies, and cannot add the same authenticator again.
func TestUserAddsAPasskeyAndSignsInWithABrowser(t *testing.T) {
	t.Parallel()
	f := newPasskeyPool(t)
	b := f.openProxiedTab(t)
	b.plugIn(true)
	b.open(f.authorize(""))
	b.follow("Sign up")
	b.fill("username", "ada")
	b.fill("requiredAttributes[email]", "ada@example.com")
	b.fill("password", "Passw0rd!")
	b.press("signUpButton")
	b.fill("code", f.lastCode(t))
	b.press("confirm")
	b.fill("username", "ada")
	b.press("signInSubmitButton")
	b.fill("password", "Passw0rd!")
	b.press("verifyPassword")
	assert.Equal(t, "Set up sign-in with a passkey", b.text("h1"))
	b.screenshot("passkey-add")
	b.press("addPasskey")
	assert.Equal(t, "Welcome", b.text("h1"))
	f.redeem(t)

	b.do(network.ClearBrowserCookies())
	b.open(f.authorize(""))
	b.fill("username", "ada")
	b.press("signInSubmitButton")
	b.do(chromedp.Click(`input[value=WEB_AUTHN]`, chromedp.ByQuery))
	b.press("selectFactor")
	assert.Equal(t, "Sign in with your passkey", b.text("h1"))
	b.screenshot("passkey-use")
	b.press("usePasskey")
	assert.Equal(t, "Welcome", b.text("h1"))
	f.redeem(t)

	add := f.base + "/passkeys/add?client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(f.callback)
	b.open(add)
	b.fails("addPasskey") // excludeCredentials has the passkey of the authenticator
	b.press("notNow")
	assert.Equal(t, "cancelled", f.result(t))
	b.do(network.ClearBrowserCookies())
	b.open(add)
	assert.Equal(t, "invalid_session", f.result(t))
}

// The options of a pool that requires verification make the browser refuse an authenticator that cannot
// verify its user, and one that fails to.
func TestBrowserRequiresUserVerification(t *testing.T) {
	t.Parallel()
	f := newPasskeyPool(t)
	b := f.openProxiedTab(t)
	key := b.plugIn(false)
	b.open(f.authorize(""))
	b.fill("username", "eve")
	b.press("signInSubmitButton")
	b.fill("password", "Passw0rd!")
	b.press("verifyPassword")
	f.redeem(t)
	b.open(f.base + "/passkeys/add?client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(f.callback))
	b.fails("addPasskey")
	b.do(webauthn.RemoveVirtualAuthenticator(key))
	key = b.plugIn(true)
	b.press("addPasskey")
	assert.Equal(t, "success", f.result(t))

	b.do(webauthn.SetUserVerified(key, false), network.ClearBrowserCookies())
	b.open(f.authorize(""))
	b.fill("username", "eve")
	b.press("signInSubmitButton")
	b.do(chromedp.Click(`input[value=WEB_AUTHN]`, chromedp.ByQuery))
	b.press("selectFactor")
	b.fails("usePasskey")
	b.do(webauthn.SetUserVerified(key, true))
	b.press("usePasskey")
	f.redeem(t)
}

// On the plain endpoint the pages have host names at .localhost. A pool can have such a host name as its
// relying party ID. A pool with its production host name cannot use passkeys there, because the browser
// rejects the ID.
func TestPasskeyOnPagesAtLocalhost(t *testing.T) {
	t.Parallel()
	f := newPasskeyPool(t)
	f.base = "http://front.auth.us-east-1.localhost" + f.server.URL[strings.LastIndex(f.server.URL, ":"):]
	b := openTab(t)
	b.plugIn(true)
	b.open(f.authorize(""))
	b.fill("username", "eve")
	b.press("signInSubmitButton")
	b.fill("password", "Passw0rd!")
	b.press("verifyPassword")
	f.redeem(t)
	add := f.base + "/passkeys/add?client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(f.callback)
	b.open(add)
	b.fails("addPasskey")

	_, err := api(f.server, "us-east-1").SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
		UserPoolId: &f.poolID, WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("front.auth.us-east-1.localhost")},
	})
	require.NoError(t, err)
	b.open(add)
	b.press("addPasskey")
	assert.Equal(t, "success", f.result(t))
	b.do(network.ClearBrowserCookies())
	b.open(f.authorize(""))
	b.fill("username", "eve")
	b.press("signInSubmitButton")
	b.do(chromedp.Click(`input[value=WEB_AUTHN]`, chromedp.ByQuery))
	b.press("selectFactor")
	b.press("usePasskey")
	f.redeem(t)
}
