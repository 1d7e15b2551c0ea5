package clients

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newBrowserPool creates a pool for an app in a browser.
func newBrowserPool(t *testing.T, script string) (*emulator, *app, *idp.Client) {
	t.Helper()
	return newBrowserPoolWithKeys(t, script, nil)
}

// newBrowserPoolWithKeys is newBrowserPool with an emulator that verifies signatures if keys is not empty.
func newBrowserPoolWithKeys(t *testing.T, script string, keys map[string]string) (*emulator, *app, *idp.Client) {
	t.Helper()
	chromium(t)
	a := newApp(t, script)
	s, server := startEmulatorWithKeys(t, keys)
	e, api := newPoolOf(t, s, server.Client(), a.origin)
	e.Endpoint = s.endpoint
	a.environment = e
	return s, a, api
}

func TestAmazonCognitoIdentityJSInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPool(t, "amazon-cognito-identity-js.mjs")
	runPage(t, s, a)
}

func TestAmazonCognitoIdentityJSDeviceInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "amazon-cognito-identity-js-device.mjs")
	rememberDevices(t, api, a.environment.PoolID)
	runPage(t, s, a)
}

// rememberDevices makes a pool remember the devices that users choose to remember.
func rememberDevices(t *testing.T, api *idp.Client, poolID string) {
	t.Helper()
	_, err := api.UpdateUserPool(t.Context(), &idp.UpdateUserPoolInput{
		UserPoolId: &poolID, DeviceConfiguration: &types.DeviceConfigurationType{DeviceOnlyRememberedOnUserPrompt: true, ChallengeRequiredOnNewDevice: true},
	})
	require.NoError(t, err)
}

// TestAWSJWTVerifyInAWorker fetches the keys in a web worker.
func TestAWSJWTVerifyInAWorker(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "aws-jwt-verify.mjs")
	a.worker = true
	a.environment.addTokens(t, api)
	runPage(t, s, a)
}

// TestOIDCClientTSInABrowser signs a user in to each of three apps. The tokens outlive the session of the hosted pages.
func TestOIDCClientTSInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPool(t, "oidc-client-ts.page.mjs")
	runPage(t, s, a, signInToThreeApps(a.environment.User)...)
}

// TestOIDCClientTSWithAnUpdatedIssuerInABrowser: the same in a pool with the updated issuer.
func TestOIDCClientTSWithAnUpdatedIssuerInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "oidc-client-ts.page.mjs")
	a.environment.updateIssuer(t, api)
	runPage(t, s, a, signInToThreeApps(a.environment.User)...)
}

func signInToThreeApps(u user) (actions []chromedp.Action) {
	for range 3 {
		actions = append(actions, signInOnClassicPage(u)...)
	}
	return actions
}

// signInOnClassicPage fills in and submits the sign-in form, and waits until the browser leaves the page.
func signInOnClassicPage(u user) []chromedp.Action {
	return []chromedp.Action{
		chromedp.SendKeys(visible("username"), u.Username, chromedp.BySearch, chromedp.NodeVisible),
		chromedp.SendKeys(visible("password"), u.Password+kb.Enter, chromedp.BySearch, chromedp.NodeVisible),
		chromedp.WaitNotPresent(visible("password"), chromedp.BySearch),
	}
}

// visible selects a field of the sign-in form for wide windows.
func visible(name string) string {
	return `//input[@name="` + name + `"][ancestor::div[contains(@class, "visible-lg")]]`
}

func TestAWSSDKForJavaScriptInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "aws-sdk.page.mjs")
	runPage(t, s, a)
	onlyPool(t, api)
}

// TestAWSSDKForJavaScriptSignsInABrowser signs requests in a page. The emulator verifies the signatures, and returns CORS
// headers as the service does.
func TestAWSSDKForJavaScriptSignsInABrowser(t *testing.T) {
	t.Parallel()
	s, a, _ := newBrowserPoolWithKeys(t, "aws-sdk-signed.page.mjs", map[string]string{keyID: keySecret})
	a.environment.AccessKey = accessKey{keyID, keySecret}
	runPage(t, s, a)
}

// TestPasskeysInABrowser registers a passkey of a virtual authenticator in the page of an app, and signs in with it.
func TestPasskeysInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "aws-sdk-passkey.page.mjs")
	allowPasskeys(t, api, a.environment)
	b := openTab(t, s)
	require.NoError(t, chromedp.Run(b.ctx, webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}).Do(ctx)
		return err
	})))
	b.runPage(s, a)
}

// allowPasskeys lets the users of the client "api" sign in with passkeys of pages on localhost.
func allowPasskeys(t *testing.T, api *idp.Client, e *environment) {
	t.Helper()
	_, err := api.UpdateUserPool(t.Context(), &idp.UpdateUserPoolInput{
		UserPoolId: &e.PoolID, Policies: &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}},
	})
	require.NoError(t, err)
	_, err = api.SetUserPoolMfaConfig(t.Context(), &idp.SetUserPoolMfaConfigInput{
		UserPoolId: &e.PoolID, WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("localhost")},
	})
	require.NoError(t, err)
	id := e.Clients["api"].ID
	_, err = api.UpdateUserPoolClient(t.Context(), &idp.UpdateUserPoolClientInput{
		UserPoolId: &e.PoolID, ClientId: &id, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	})
	require.NoError(t, err)
}

// TestOriginsInABrowser asserts that the browser enforces CORS and that a page of another origin cannot manage a
// pool.
func TestOriginsInABrowser(t *testing.T) {
	t.Parallel()
	s, a, api := newBrowserPool(t, "origins.page.mjs")
	runPage(t, s, a)
	onlyPool(t, api)
}

// onlyPool asserts that a page has created and deleted no pool.
func onlyPool(t *testing.T, api *idp.Client) {
	t.Helper()
	pools, err := api.ListUserPools(t.Context(), &idp.ListUserPoolsInput{MaxResults: aws.Int32(10)})
	require.NoError(t, err)
	require.Len(t, pools.UserPools, 1)
	assert.Equal(t, "clients", *pools.UserPools[0].Name)
}
