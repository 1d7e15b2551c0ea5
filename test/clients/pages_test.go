package clients

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// screenshots is the environment variable with the folder for pictures of all pages. `make screenshots` sets it.
const screenshots = "COGNITOKIT_SCREENSHOTS"

// widths are the widths of the windows in which a page must be usable: of a phone and of a desktop.
var widths = []int64{390, 1280}

// axe returns the source of axe-core, which finds faults of accessibility in a page.
func axe(t *testing.T) string {
	t.Helper()
	node(t)
	source, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	require.NoError(t, err)
	return string(source)
}

// inspectPage asserts that axe-core has no finding in the page, in both color schemes and at each width, and that the
// page is not wider than the window.
func (b *tab) inspectPage(axe, name string) {
	b.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range widths {
			at := fmt.Sprintf("%s, %s, %d pixels", name, scheme, width)
			var findings []string
			var overflows bool
			var picture []byte
			b.do(
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.EmulateViewport(width, 900), chromedp.Evaluate(axe+"; true", nil),
				chromedp.Evaluate(`axe.run().then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.failureSummary + " " + n.html)))`,
					&findings, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
				chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &overflows),
			)
			assert.Empty(b.t, findings, at)
			assert.False(b.t, overflows, "%s: the page is wider than the window", at)
			if folder := os.Getenv(screenshots); folder != "" {
				b.do(chromedp.FullScreenshot(&picture, 100))
				file := strings.ReplaceAll(fmt.Sprintf("%s-%d-%s.png", name, width, scheme), " ", "-")
				require.NoError(b.t, os.WriteFile(filepath.Join(folder, file), picture, 0o600))
			}
		}
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

func (b *tab) do(actions ...chromedp.Action) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Run(b.ctx, actions...), b.console())
}

// displayed is a JavaScript expression for the displayed element with a name. The classic sign-in page has two copies of
// its form, and displays one.
func displayed(name string) string {
	return fmt.Sprintf(`[...document.getElementsByName(%q)].find(e => e.tagName !== "FORM" && e.getClientRects().length)`, name)
}

// fill types a text into a field, in place of its content.
func (b *tab) fill(name, text string) {
	b.t.Helper()
	b.do(chromedp.Evaluate(displayed(name)+`.select()`, nil), chromedp.KeyEvent(text))
}

// press clicks a button and waits for the next page.
func (b *tab) press(name string) {
	b.t.Helper()
	_, err := chromedp.RunResponse(b.ctx, chromedp.Evaluate(displayed(name)+`.click()`, nil))
	require.NoError(b.t, err, name)
}

// pagesPool is a pool whose pages a browser inspects.
type pagesPool struct {
	*idp.Client
	t        *testing.T
	s        *emulator
	poolID   *string
	clientID *string
	callback string // of an app that greets
}

// newPagesPool creates a pool with the classic pages (version 1) or managed login (2), and an OpenID Connect provider.
func newPagesPool(t *testing.T, version int32) pagesPool {
	t.Helper()
	s, server := startEmulator(t)
	api := idp.New(idp.Options{Region: s.region, HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider(keyID, keySecret, "")})
	pool, err := api.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{
		PoolName: aws.String("Orders"), Schema: []types.SchemaAttributeType{{Name: aws.String("given_name"), Required: aws.Bool(true), Mutable: aws.Bool(true)}},
	})
	require.NoError(t, err)
	greets := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<title>Welcome</title>")) // an error means that the browser has disconnected
	}))
	t.Cleanup(greets.Close)
	p := pagesPool{Client: api, t: t, s: s, poolID: pool.UserPool.Id, callback: strings.Replace(greets.URL, "127.0.0.1", "localhost", 1) + "/callback"}
	p.update(true, false)
	_, err = api.CreateUserPoolDomain(t.Context(), &idp.CreateUserPoolDomainInput{UserPoolId: p.poolID, Domain: aws.String("orders"), ManagedLoginVersion: aws.Int32(version)})
	require.NoError(t, err)
	_, err = api.CreateIdentityProvider(t.Context(), &idp.CreateIdentityProviderInput{
		UserPoolId: p.poolID, ProviderName: aws.String("Northwind"), ProviderType: types.IdentityProviderTypeTypeOidc,
		ProviderDetails: map[string]string{
			"client_id": "1", "client_secret": "2", "attributes_request_method": "GET", "authorize_scopes": "openid", "oidc_issuer": "https://northwind.example",
			"authorize_url": "https://northwind.example/a", "token_url": "https://northwind.example/t", "attributes_url": "https://northwind.example/u", "jwks_uri": "https://northwind.example/j",
		},
	})
	require.NoError(t, err)
	client, err := api.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{
		UserPoolId: p.poolID, ClientName: aws.String("web"), AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid"}, CallbackURLs: []string{p.callback},
		SupportedIdentityProviders: []string{"COGNITO", "Northwind"}, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserAuth},
	})
	require.NoError(t, err)
	p.clientID = client.UserPoolClient.ClientId
	return p
}

// update sets whether the pool verifies phone numbers, and whether users can sign in with passkeys.
func (p pagesPool) update(verifies, passkeys bool) {
	p.t.Helper()
	in := &idp.UpdateUserPoolInput{
		UserPoolId: p.poolID, SmsConfiguration: &types.SmsConfigurationType{SnsCallerArn: aws.String("arn:aws:iam::123456789012:role/sms")},
		EmailConfiguration: &types.EmailConfigurationType{
			EmailSendingAccount: types.EmailSendingAccountTypeDeveloper, SourceArn: aws.String("arn:aws:ses:us-east-1:123456789012:identity/a@example.com"),
		},
	}
	in.AccountRecoverySetting = &types.AccountRecoverySettingType{
		RecoveryMechanisms: []types.RecoveryOptionType{{Name: types.RecoveryOptionNameTypeVerifiedPhoneNumber, Priority: aws.Int32(1)}},
	}
	factors := []types.AuthFactorType{types.AuthFactorTypePassword}
	if passkeys {
		factors = append(factors, types.AuthFactorTypeWebAuthn)
	}
	in.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: factors}}
	if verifies {
		in.AutoVerifiedAttributes = []types.VerifiedAttributeType{types.VerifiedAttributeTypePhoneNumber}
	}
	_, err := p.UpdateUserPool(p.t.Context(), in)
	require.NoError(p.t, err)
}

// requireMFA makes the pool require one of some second factors.
func (p pagesPool) requireMFA(app, email bool) {
	p.t.Helper()
	in := &idp.SetUserPoolMfaConfigInput{
		UserPoolId: p.poolID, MfaConfiguration: types.UserPoolMfaTypeOn, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: app},
	}
	if email {
		in.EmailMfaConfiguration = &types.EmailMfaConfigType{}
	}
	_, err := p.SetUserPoolMfaConfig(p.t.Context(), in)
	require.NoError(p.t, err)
}

// addUser adds a user with more attributes, and with a permanent or a temporary password.
func (p pagesPool) addUser(name string, permanent bool, more ...types.AttributeType) {
	p.t.Helper()
	_, err := p.AdminCreateUser(p.t.Context(), &idp.AdminCreateUserInput{
		UserPoolId: p.poolID, Username: &name, TemporaryPassword: aws.String("Passw0rd!"), MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: append(more, types.AttributeType{Name: aws.String("given_name"), Value: &name}),
	})
	require.NoError(p.t, err)
	if permanent {
		_, err = p.AdminSetUserPassword(p.t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: p.poolID, Username: &name, Password: aws.String("Passw0rd!"), Permanent: true})
		require.NoError(p.t, err)
	}
}

func attribute(name, value string) types.AttributeType {
	return types.AttributeType{Name: &name, Value: &value}
}

func (p pagesPool) url(path string) string {
	return "https://orders.auth." + p.s.region + ".amazoncognito.com" + path + "?response_type=code&state=s&client_id=" + *p.clientID + "&redirect_uri=" + p.callback
}

// TestPagesAreAccessible opens every page of both versions, without and with a rejected form.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	for name, version := range map[string]int32{"classic": 1, "managed": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chromium(t)
			axe, p := axe(t), newPagesPool(t, version)
			b := openTab(t, p.s)
			open := func(path string) { b.do(chromedp.Navigate(p.url(path))) }
			look := func(page, heading string) {
				t.Helper()
				var is string
				b.do(chromedp.Evaluate(`[...document.querySelectorAll("h1")].find(e => e.getClientRects().length).textContent`, &is))
				require.Equal(t, heading, is, page)
				b.inspectPage(axe, name+" "+page)
			}
			managed := version == 2
			signIn := func(username, password string) {
				open("/login")
				b.fill("username", username)
				if managed {
					b.press("signInSubmitButton")
				}
				b.fill("password", password)
				b.press(map[bool]string{false: "signInSubmitButton", true: "verifyPassword"}[managed])
			}

			if managed {
				open("/login")
				look("unavailable", "Login pages unavailable")
				_, err := p.CreateManagedLoginBranding(t.Context(), &idp.CreateManagedLoginBrandingInput{
					UserPoolId: p.poolID, ClientId: p.clientID,
					Settings: document.NewLazyDocument(map[string]any{"categories": map[string]any{"global": map[string]any{"colorSchemeMode": "DYNAMIC"}}}),
				})
				require.NoError(t, err)
			}
			open("/login")
			look("sign-in", "Sign in")
			p.addUser("ada", true, attribute("phone_number", "+15550100"), attribute("phone_number_verified", "true"))
			if managed {
				b.fill("username", "ada")
				b.press("signInSubmitButton")
				look("password", "Enter your password")
			}
			signIn("ada", "wrong")
			look("sign-in rejected", map[bool]string{false: "Sign in", true: "Enter your password"}[managed])

			open("/signup")
			look("sign-up", "Sign up with a new account")
			b.fill("password", "Passw")
			look("sign-up requirements", "Sign up with a new account")
			b.fill("username", "bob")
			b.fill("requiredAttributes[given_name]", "Bob")
			b.press("signUpButton")
			look("sign-up rejected", "Sign up with a new account")
			b.fill("password", "Passw0rd!")
			b.press("signUpButton")
			look("confirm without a code", "Confirm your account")
			_, err := p.SignUp(t.Context(), &idp.SignUpInput{
				ClientId: p.clientID, Username: aws.String("cy"), Password: aws.String("Passw0rd!"),
				UserAttributes: []types.AttributeType{attribute("given_name", "Cy"), attribute("phone_number", "+15550101")},
			})
			require.NoError(t, err)
			open("/confirm")
			look("confirm", "Confirm your account")
			b.fill("username", "cy")
			b.fill("code", "000000")
			b.press("confirm")
			look("confirm rejected", "Confirm your account")

			open("/forgotPassword")
			look("forgot password", "Forgot your password?")
			b.fill("username", "ada")
			b.press("reset_my_password")
			look("reset password", "Reset your password")
			b.fill("code", "000000")
			b.fill("password", "Passw0rd!")
			b.fill("confirmPassword", "Passw0rd")
			b.press("reset_password")
			look("reset password rejected", "Reset your password")

			p.addUser("eve", false)
			signIn("eve", "Passw0rd!")
			look("new password", "Change your password")

			if managed {
				signIn("ada", "Passw0rd!")
				p.update(true, true)
				open("/passkeys/add")
				look("add a passkey", "Set up sign-in with a passkey")
				p.update(true, false)
				b.do(network.ClearBrowserCookies())
			}

			p.update(false, false) // otherwise SetUserPoolMfaConfig requires text messages
			p.requireMFA(true, false)
			signIn("ada", "Passw0rd!")
			look("set up an authenticator app", "Set up authenticator app MFA")
			b.fill("code", "000000")
			b.press("signInSubmitButton")
			look("set up an authenticator app rejected", "Set up authenticator app MFA")
			var secret string
			b.do(chromedp.Click("summary", chromedp.ByQuery), chromedp.Text("code", &secret, chromedp.ByQuery))
			code, err := totp.GenerateCode(secret, time.Now())
			require.NoError(t, err)
			b.fill("code", code)
			b.press("signInSubmitButton")
			p.s.advance(time.Minute) // a code is accepted once
			b.do(network.ClearBrowserCookies())
			signIn("ada", "Passw0rd!")
			look("second factor", "Enter your code")
			p.requireMFA(true, true)
			p.addUser("mo", true)
			signIn("mo", "Passw0rd!")
			look("choice of a second factor", "Choose a multi-factor authentication (MFA) method")
			b.do(chromedp.Click(`input[value=EMAIL_OTP]`, chromedp.ByQuery))
			b.press("selectFactor")
			look("set up email", "Set up email MFA")

			b.do(chromedp.Navigate("https://orders.auth." + p.s.region + ".amazoncognito.com/error?error=redirect_mismatch"))
			look("error", "An error was encountered with the requested page.")
		})
	}
}

// TestReportIsAccessible opens the HTML report of `check`, which has findings of each outcome.
func TestReportIsAccessible(t *testing.T) {
	t.Parallel()
	chromium(t)
	axe := axe(t)
	s, _ := startEmulator(t)
	b := openTab(t, s)
	path, err := filepath.Abs(filepath.Join("..", "..", "internal", "report", "testdata", "page.html"))
	require.NoError(t, err)
	b.do(chromedp.Navigate("file://" + path))
	b.inspectPage(axe, "report")
}
