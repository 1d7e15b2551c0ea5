package clients

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"
)

// newStepUpPool is newPool in an emulator with levels of authentication. The pool has managed login, and its user a verified
// authenticator app, which is not turned on. The function returns the code that the app shows.
func newStepUpPool(t *testing.T, origin string) (*emulator, *environment, func() string) {
	t.Helper()
	s, server := startEmulatorWithLevels(t)
	e, api := newPoolOf(t, s, server.Client(), origin)
	useManagedLogin(t, api, e.PoolID)
	for _, name := range []string{"web", "spa"} {
		_, err := api.CreateManagedLoginBranding(t.Context(), &idp.CreateManagedLoginBrandingInput{
			UserPoolId: &e.PoolID, ClientId: aws.String(e.Clients[name].ID), UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
	}
	access := aws.String(e.signInByAPI(t, api)["AccessToken"])
	associated, err := api.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{AccessToken: access})
	require.NoError(t, err)
	e.User.TOTP = *associated.SecretCode
	code := func() string {
		shown, err := totp.GenerateCode(e.User.TOTP, server.Now())
		require.NoError(t, err)
		return shown
	}
	_, err = api.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{AccessToken: access, UserCode: aws.String(code())})
	require.NoError(t, err)
	return s, e, code
}

// TestOIDCClientTSStepUpInABrowser: a user signs in with the password, and steps up with a code, in Chromium.
func TestOIDCClientTSStepUpInABrowser(t *testing.T) {
	t.Parallel()
	chromium(t)
	a := newApp(t, "oidc-client-ts-step-up.page.mjs")
	s, e, code := newStepUpPool(t, a.origin)
	e.Endpoint = s.endpoint
	a.environment = e
	field := func(name string) string { return `//input[@name="` + name + `"]` }
	runPage(t, s, a,
		chromedp.SendKeys(field("username"), e.User.Username+kb.Enter, chromedp.BySearch, chromedp.NodeVisible),
		chromedp.SendKeys(field("password"), e.User.Password+kb.Enter, chromedp.BySearch, chromedp.NodeVisible),
		chromedp.WaitVisible(field("code"), chromedp.BySearch),
		chromedp.ActionFunc(func(ctx context.Context) error {
			return chromedp.SendKeys(field("code"), code()+kb.Enter, chromedp.BySearch, chromedp.NodeVisible).Do(ctx)
		}),
	)
}
