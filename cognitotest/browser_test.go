package cognitotest_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// requireBrowser is the environment variable that makes a missing browser a failure. CI sets
// it, so that the tests are not skipped there.
const requireBrowser = "COGNITOKIT_REQUIRE_BROWSER"

// chromium returns the path of a browser, or skips the test.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv(requireBrowser) != "" {
		require.FailNow(t, "no Chromium in PATH, and "+requireBrowser+" asks for one")
	}
	t.Skip("no Chromium in PATH; set " + requireBrowser + "=1 to make that a failure")
	return ""
}

// tab is a browser with one page. It can connect only to this machine.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// openTab opens a browser. more are further options, such as a proxy.
func openTab(t *testing.T, more ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "cognitotest-browser-") //nolint:usetesting // t.TempDir fails while the browser still writes
	require.NoError(t, err)
	t.Cleanup(func() { // a process of the browser may still write to the profile
		assert.Eventually(t, func() bool { return os.RemoveAll(profile) == nil }, 20*time.Second, 50*time.Millisecond)
	})
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.UserDataDir(profile), chromedp.WindowSize(1280, 900), // wide enough for the wide copy of the classic form
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
	)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	return &tab{t, ctx}
}

func (b *tab) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		var page string
		_ = chromedp.Run(b.ctx, chromedp.OuterHTML("html", &page, chromedp.ByQuery)) // only for the message
		require.NoError(b.t, err, page)
	}
}

func (b *tab) open(address string) { b.t.Helper(); b.do(chromedp.Navigate(address)) }

// fill types text into the visible field with a name.
func (b *tab) fill(name, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(`//input[@name="`+name+`"][not(ancestor::div[contains(@class, "visible-xs")])]`, text, chromedp.BySearch, chromedp.NodeVisible))
}

// press clicks the visible button with a name and waits for the next page.
func (b *tab) press(name string) {
	b.t.Helper()
	b.click(`//*[self::input or self::button][@name="` + name + `"][not(ancestor::div[contains(@class, "visible-xs")])]`)
}

// follow clicks the visible link with a text and waits for the next page.
func (b *tab) follow(text string) {
	b.t.Helper()
	b.click(`//a[normalize-space()="` + text + `"][not(ancestor::div[contains(@class, "visible-xs")])]`)
}

// click clicks an element and waits for the next page.
func (b *tab) click(by string) {
	b.t.Helper()
	_, err := chromedp.RunResponse(b.ctx, chromedp.Click(by, chromedp.BySearch, chromedp.NodeVisible))
	require.NoError(b.t, err, by)
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	var text string
	b.do(chromedp.Text(selector, &text, chromedp.ByQuery))
	return text
}

// hasFocus waits until the field with a name has the focus. A page sets the focus some time
// after its load event.
func (b *tab) hasFocus(name string) {
	b.t.Helper()
	b.do(chromedp.Poll(`document.activeElement.name === "`+name+`"`, nil, chromedp.WithPollingTimeout(20*time.Second)))
}

// app is an app that receives the callback of a sign-in.
type app struct {
	callback string
	called   chan url.Values
}

func newApp(t *testing.T) app {
	t.Helper()
	a := app{called: make(chan url.Values, 4)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/callback" {
			http.NotFound(w, r)
			return
		}
		a.called <- r.URL.Query()
		_, _ = w.Write([]byte("<h1>Welcome</h1>")) // an error means that the browser has disconnected
	}))
	t.Cleanup(server.Close)
	a.callback = strings.Replace(server.URL, "127.0.0.1", "localhost", 1) + "/callback"
	return a
}

// browserPool is a pool whose domain a browser calls on the plain endpoint. It has an app and
// the user eve.
type browserPool struct {
	server *cognitotest.Server
	app
	poolID, clientID string
	base             string
}

// newBrowserPool creates the pool with the classic pages (version 1) or managed login (2).
func newBrowserPool(t *testing.T, version int32) browserPool {
	t.Helper()
	s := start(t)
	f := browserPool{server: s, app: newApp(t), base: "http://front.auth.us-east-1.localhost" + s.URL[strings.LastIndex(s.URL, ":"):]}
	aim := api(s, "us-east-1")
	pool, err := aim.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: aws.String("front"), AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
		Schema: []types.SchemaAttributeType{{Name: aws.String("email"), Required: aws.Bool(true), Mutable: aws.Bool(true)}},
	})
	require.NoError(t, err)
	f.poolID = *pool.UserPool.Id
	_, err = aim.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{
		UserPoolId: &f.poolID, Domain: aws.String("front"), ManagedLoginVersion: aws.Int32(version),
	})
	require.NoError(t, err)
	client, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientName: aws.String("web"), AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{f.callback}, SupportedIdentityProviders: []string{"COGNITO"}, PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
	})
	require.NoError(t, err)
	f.clientID = *client.UserPoolClient.ClientId
	_, err = aim.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId: &f.poolID, Username: aws.String("eve"), MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("eve@example.com")}},
	})
	require.NoError(t, err)
	_, err = aim.AdminSetUserPassword(t.Context(), &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: &f.poolID, Username: aws.String("eve"), Password: aws.String("Passw0rd!"), Permanent: true,
	})
	require.NoError(t, err)
	if version == 2 {
		_, err = aim.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: &f.poolID, ClientId: &f.clientID, UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
	}
	return f
}

func (f browserPool) authorize(query string) string {
	return f.base + "/oauth2/authorize?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(f.callback) + "&state=s" + query
}

// redeem waits for the callback and exchanges its code for tokens.
func (f browserPool) redeem(t *testing.T) {
	t.Helper()
	var back url.Values
	select {
	case back = <-f.called:
	case <-time.After(30 * time.Second):
		require.Fail(t, "the callback is not called")
	}
	assert.Equal(t, "s", back.Get("state"))
	require.NotEmpty(t, back.Get("code"), back)
	response, body := fetch(t, f.server.Client(), http.MethodPost, "https://front.auth.us-east-1.amazoncognito.com/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "client_id": {f.clientID}, "code": {back.Get("code")}, "redirect_uri": {f.callback},
	})
	require.Equal(t, http.StatusOK, response.StatusCode, body)
}

// A user signs up, confirms with the code from the outbox, enters a wrong password, resets the
// password, signs in, and is still signed in at the second request.
func TestUserSignsUpAndSignsInWithABrowser(t *testing.T) {
	t.Parallel()
	for name, version := range map[string]int32{"classic": 1, "managed login": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, f := openTab(t), newBrowserPool(t, version)
			b.open(f.authorize(""))
			b.follow("Sign up")
			b.fill("username", "ada")
			b.fill("requiredAttributes[email]", "ada@example.com")
			b.fill("password", "Passw0rd!")
			b.press("signUpButton")
			assert.Contains(t, b.text("p[role=status]"), "a***@e***")
			b.fill("code", "000000")
			b.press("confirm")
			assert.Equal(t, "Invalid verification code provided, please try again.", b.text("p[role=alert]"))
			b.fill("code", f.lastCode(t))
			b.press("confirm")

			signIn := func(password string) {
				b.fill("username", "ada")
				if version == 2 {
					b.hasFocus("username")
					b.press("signInSubmitButton")
					b.hasFocus("password")
				}
				b.fill("password", password)
				b.press(map[int32]string{1: "signInSubmitButton", 2: "verifyPassword"}[version])
			}
			signIn("wrong")
			alerts := map[int32]string{1: "div.visible-lg p[role=alert]", 2: "p[role=alert]"}
			assert.Equal(t, "Incorrect username or password.", b.text(alerts[version]))
			b.follow("Forgot your password?")
			b.fill("username", "ada")
			b.press("reset_my_password")
			b.fill("code", f.lastCode(t))
			b.fill("password", "An0ther!Pass")
			b.fill("confirmPassword", "An0ther!Pass")
			b.press("reset_password")
			signIn("An0ther!Pass")
			assert.Equal(t, "Welcome", b.text("h1"))
			f.redeem(t)

			b.open(f.authorize("&nonce=n")) // the session is enough
			assert.Equal(t, "Welcome", b.text("h1"))
			f.redeem(t)
		})
	}
}

// The classic page has two copies of its form, and a window shows the copy for its width. The
// breakpoint is from the style sheet of the live page, Bootstrap 3.
func TestBrowserShowsOneForm(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	for _, tt := range []struct {
		width int64
		want  string
	}{{360, "visible-xs visible-sm"}, {800, "visible-xs visible-sm"}, {991, "visible-xs visible-sm"}, {992, "visible-md visible-lg"}, {1600, "visible-md visible-lg"}} {
		var shown []string
		b.do(chromedp.EmulateViewport(tt.width, 900), chromedp.Navigate(f.authorize("")), chromedp.Evaluate(
			`[...document.querySelectorAll("form.cognito-asf")].filter(f => f.offsetParent !== null).map(f => f.closest(".modal-content").className.replace(/.*mobile /, ""))`, &shown))
		assert.Equal(t, []string{tt.want}, shown, "%d pixels", tt.width)
		var overflows bool
		b.do(chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &overflows))
		assert.False(t, overflows, "%d pixels: the page is wider than the window", tt.width)
		b.screenshot(fmt.Sprintf("classic-%d", tt.width))
	}
}

// screenshot writes a picture of the page to the folder in COGNITOKIT_SCREENSHOTS, if it is set.
func (b *tab) screenshot(name string) {
	b.t.Helper()
	if folder := os.Getenv("COGNITOKIT_SCREENSHOTS"); folder != "" {
		var picture []byte
		b.do(chromedp.CaptureScreenshot(&picture))
		require.NoError(b.t, os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600))
	}
}

// The action of the form is decoded. A browser encodes it again in such a way that the app
// receives the state that it sent, with any characters.
func TestBrowserKeepsTheState(t *testing.T) {
	t.Parallel()
	var ascii strings.Builder
	for c := byte(' '); c < 0x7f; c++ {
		ascii.WriteByte(c)
	}
	for name, version := range map[string]int32{"classic": 1, "managed login": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, f := openTab(t), newBrowserPool(t, version)
			for _, state := range []string{ascii.String(), "a\tb\r\nc\x00\x7f", `"><script>document.title="x"</script>`, "é日本🙂\u2028", "%41%2541&amp;&#x41;", " ends with spaces  "} {
				b.do(network.ClearBrowserCookies())
				b.open(strings.Replace(f.authorize(""), "&state=s", "&state="+url.QueryEscape(state), 1) + "&nonce=" + url.QueryEscape(state))
				b.fill("username", "eve")
				if version == 2 {
					b.press("signInSubmitButton")
				}
				b.fill("password", "Passw0rd!")
				b.press(map[int32]string{1: "signInSubmitButton", 2: "verifyPassword"}[version])
				select {
				case back := <-f.called:
					assert.Equal(t, state, back.Get("state"))
					assert.Len(t, back, 2, back)
				case <-time.After(30 * time.Second):
					require.Fail(t, "the callback is not called", state)
				}
			}
		})
	}
}

// Chromium accepts the cookies of a .localhost domain, and /logout removes the session cookie,
// which names its domain.
func TestLogoutRemovesTheCookieInABrowser(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	stored := func() map[string]*network.Cookie {
		byName := map[string]*network.Cookie{}
		b.do(chromedp.ActionFunc(func(ctx context.Context) error {
			cookies, err := network.GetCookies().WithURLs([]string{f.base + "/"}).Do(ctx)
			for _, c := range cookies {
				byName[c.Name] = c
			}
			return err
		}))
		return byName
	}
	b.open(f.authorize("&nonce=n1"))
	cookies := stored()
	assert.ElementsMatch(t, []string{"XSRF-TOKEN", "csrf-state", "csrf-state-legacy"}, slices.Collect(maps.Keys(cookies)))
	assert.Equal(t, "n1", cookies["csrf-state"].Value)
	b.fill("username", "eve")
	b.fill("password", "Passw0rd!")
	b.press("signInSubmitButton")
	f.redeem(t)
	require.Contains(t, stored(), "cognito")
	assert.Equal(t, ".front.auth.us-east-1.localhost", stored()["cognito"].Domain)
	b.open(f.authorize(""))
	f.redeem(t)
	b.open(f.base + "/logout?client_id=" + f.clientID + "&response_type=code&redirect_uri=" + url.QueryEscape(f.callback))
	assert.NotContains(t, stored(), "cognito")
	assert.Equal(t, "Signin", b.title())
}

func (b *tab) title() string {
	b.t.Helper()
	var title string
	b.do(chromedp.Title(&title))
	return title
}

// lastCode returns the code of the newest message in the outbox.
func (f browserPool) lastCode(t *testing.T) string {
	t.Helper()
	outbox := f.server.Outbox()
	require.NotEmpty(t, outbox)
	return outbox[len(outbox)-1].Code
}

// A user follows the link in the managed login of one pool to its provider, which is the classic
// page of another pool, and returns to the app.
func TestFederationInABrowser(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	e := newEnvironment(t, f.server, types.FeatureTypeDisabled)
	aim := api(f.server, "us-east-1")
	_, err := aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &e.poolID, ClientId: &e.clientID, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{"https://front.auth.us-east-1.amazoncognito.com/oauth2/idpresponse"}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
	_, err = aim.CreateIdentityProvider(t.Context(), &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &f.poolID, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeOidc,
		AttributeMapping: map[string]string{"email": "email"}, ProviderDetails: map[string]string{
			"client_id": e.clientID, "client_secret": e.clientSecret, "authorize_scopes": "openid email",
			"attributes_request_method": "GET", "oidc_issuer": "https://cognito-idp.us-east-1.amazonaws.com/" + e.poolID,
		},
	})
	require.NoError(t, err)
	_, err = aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientId: &f.clientID, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{f.callback}, SupportedIdentityProviders: []string{"COGNITO", "Corp"},
	})
	require.NoError(t, err)

	b.open(f.authorize(""))
	b.follow("Continue with Corp")
	b.fill("username", "jo")
	b.fill("password", "Passw0rd!")
	b.press("signInSubmitButton")
	assert.Equal(t, "Welcome", b.text("h1"))
	f.redeem(t)
	b.open(f.authorize("&identity_provider=Corp")) // the session is enough
	assert.Equal(t, "Welcome", b.text("h1"))
	f.redeem(t)
	assert.Empty(t, f.server.RefusedHosts())
}
