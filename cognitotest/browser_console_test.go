package cognitotest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// consolePages are the pages of the console.
var consolePages = []string{"", "token-families", "users", "messages", "requests"}

// rotate makes the pool's client rotate refresh tokens, with a grace period of a minute.
func (f browserPool) rotate(t *testing.T) {
	t.Helper()
	_, err := api(f.server, "us-east-1").UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientId: &f.clientID, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{f.callback}, SupportedIdentityProviders: []string{"COGNITO"},
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserSrpAuth}, EnableTokenRevocation: aws.Bool(true),
		RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(60)},
	})
	require.NoError(t, err)
}

// token sends a request to the token endpoint and returns the refresh token of its response.
func (f browserPool) token(t *testing.T, form url.Values) (refreshToken string, status int) {
	t.Helper()
	form.Set("client_id", f.clientID)
	response, body := fetch(t, f.server.Client(), http.MethodPost, "https://front.auth.us-east-1.amazoncognito.com/oauth2/token", form)
	var tokens struct {
		RefreshToken string `json:"refresh_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &tokens))
	return tokens.RefreshToken, response.StatusCode
}

// signIn signs eve in on the hosted pages and returns the refresh token.
func (f browserPool) signIn(t *testing.T, b *tab) string {
	t.Helper()
	b.do(network.ClearBrowserCookies())
	b.open(f.authorize(""))
	b.fill("username", "eve")
	b.fill("password", "Passw0rd!")
	b.press("signInSubmitButton")
	select {
	case back := <-f.called:
		token, status := f.token(t, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {f.callback}})
		require.Equal(t, http.StatusOK, status)
		return token
	case <-time.After(30 * time.Second):
		require.Fail(t, "the callback is not called")
		return ""
	}
}

func (f browserPool) refresh(t *testing.T, token string) (next string, status int) {
	t.Helper()
	return f.token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
}

// openConsole opens a page of the console, and waits until it receives events.
func (b *tab) openConsole(s *cognitotest.Server, name string) {
	b.t.Helper()
	b.open(s.URL + "/_cognitotest/console/" + name)
	b.until(`document.getElementById("live").textContent === "live"`)
}

// until waits until an expression is true.
func (b *tab) until(expression string) {
	b.t.Helper()
	b.do(chromedp.Poll(expression, nil, chromedp.WithPollingTimeout(20*time.Second), chromedp.WithPollingInterval(20*time.Millisecond)))
}

// contains waits until the content of the page contains a text.
func (b *tab) contains(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf("document.getElementById('main').innerText.includes(%q)", text))
}

// A developer sees a sign-in of the hosted pages, its refreshes as they happen, the token in its grace
// period, and the end after the clock moved by a button.
func TestConsoleShowsTokenFamiliesLive(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	f.rotate(t)
	f.signIn(t, b)
	first := f.signIn(t, b) // its family is above the other one
	b.openConsole(f.server, "token-families")
	b.contains("2 families live")
	badges := `[...document.querySelectorAll(".badge")].map((e) => e.textContent).join()`
	assert.Equal(t, "live,live", b.evaluate(badges))

	// An update moves neither the focus nor the other families.
	positions := `[...document.querySelectorAll("article, article .half, .headline button")].map((e) => e.getBoundingClientRect().top).join()`
	before := b.evaluate(positions)
	b.do(chromedp.Focus(`article:last-of-type .headline button`, chromedp.ByQuery))
	focused := b.evaluate(`document.activeElement.id`)
	require.Contains(t, focused, "revoke-")
	second, status := f.refresh(t, first)
	require.Equal(t, http.StatusOK, status)
	b.contains("in its grace period for")
	b.contains("Refreshed, token replaced")
	again, status := f.refresh(t, first) // the response of the first refresh was lost
	require.Equal(t, http.StatusOK, status)
	b.contains("Replaced token used again")
	assert.Equal(t, before, b.evaluate(positions))
	assert.Equal(t, focused, b.evaluate(`document.activeElement.id`))
	assert.Equal(t, "3", b.evaluate(`document.querySelectorAll("article:first-of-type .token-name").length`))
	for _, token := range []string{first, second, again} {
		assert.Equal(t, "false", b.evaluate(fmt.Sprintf("document.documentElement.outerHTML.includes(%q)", token)))
	}

	b.do(chromedp.Click("#advance-1d", chromedp.ByQuery))
	b.until(`document.getElementById("status").textContent === "The clock is 1 day further."`)
	b.contains("grace period ended")
	assert.Equal(t, "live,live", b.evaluate(badges))
	_, status = f.refresh(t, first)
	require.Equal(t, http.StatusBadRequest, status)
	b.contains("Replaced token used again: Refresh token has been reused")

	b.do(chromedp.Click("#advance-30d", chromedp.ByQuery))
	b.until(badges + ` === "expired,expired"`)
	assert.Equal(t, "0", b.evaluate(`document.querySelectorAll(".headline button").length`))
	assert.WithinDuration(t, time.Now().Add(31*24*time.Hour), f.server.Now(), time.Minute)
	assert.Contains(t, b.text("#ahead"), "31 d ahead")
	b.fit(f.server)
	f.pictures(t, b)
}

// pictures writes a picture of each page to the folder in COGNITOKIT_SCREENSHOTS, if it is set.
func (f browserPool) pictures(t *testing.T, b *tab) {
	t.Helper()
	folder := os.Getenv("COGNITOKIT_SCREENSHOTS")
	if folder == "" {
		return
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{390, 1280} {
			for _, name := range consolePages {
				var picture []byte
				b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}), chromedp.EmulateViewport(width, 900))
				b.openConsole(f.server, name)
				b.do(chromedp.FullScreenshot(&picture, 100))
				file := fmt.Sprintf("console-%s-%d-%s.png", name, width, scheme)
				require.NoError(t, os.WriteFile(filepath.Join(folder, file), picture, 0o600))
			}
		}
	}
}

// keys presses keys one after the other.
func (b *tab) keys(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
	}
}

// tabTo presses Tab until an element has the focus, which must be visible.
func (b *tab) tabTo(id string) {
	b.t.Helper()
	for range 60 {
		b.keys(kb.Tab)
		if b.evaluate(`document.activeElement.id`) == id {
			assert.NotEqual(b.t, "none", b.evaluate(`getComputedStyle(document.activeElement).outlineStyle`), "the focus is visible")
			return
		}
	}
	require.Fail(b.t, "Tab does not reach "+id)
}

func (b *tab) says(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf("document.getElementById('status').textContent === %q", text))
}

// A developer without a mouse moves the clock, reads a code, takes and restores a snapshot, and revokes a
// token family. The browser has no errors, and the policy of the page blocks nothing.
func TestConsoleByKeyboard(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	var mu sync.Mutex
	var problems []string
	add := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		problems = append(problems, text)
	}
	chromedp.ListenTarget(b.ctx, func(event any) {
		switch e := event.(type) {
		case *log.EventEntryAdded:
			if strings.HasPrefix(e.Entry.URL, f.server.URL+"/_cognitotest/") {
				add(e.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			add(e.ExceptionDetails.Error())
		}
	})
	b.do(log.Enable(), emulation.SetFocusEmulationEnabled(true))
	f.rotate(t)
	f.signIn(t, b)
	_, err := api(f.server, "us-east-1").SignUp(t.Context(), &cognitoidentityprovider.SignUpInput{
		ClientId: &f.clientID, Username: aws.String("ada"), Password: aws.String("Passw0rd!"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@example.com")}},
	})
	require.NoError(t, err)
	code := f.lastCode(t)

	b.openConsole(f.server, "messages")
	b.keys(kb.Tab, kb.Enter) // the first element skips the header
	assert.Equal(t, "main", b.evaluate(`document.activeElement.id`))
	show := b.evaluate(`document.querySelector("[data-show]").id`)
	assert.Equal(t, "false", b.evaluate(fmt.Sprintf("document.documentElement.outerHTML.includes(%q)", code)))
	b.tabTo(show)
	b.keys(kb.Enter)
	b.contains(code)
	f.server.Advance(time.Minute) // an update keeps the code and the focus
	b.until(`document.getElementById("ahead").textContent === "1 min ahead"`)
	b.contains(code)
	assert.Equal(t, show, b.evaluate(`document.activeElement.id`))
	b.keys(kb.Enter)
	b.until(fmt.Sprintf("!document.documentElement.outerHTML.includes(%q)", code))

	b.openConsole(f.server, "")
	b.tabTo("by")
	b.keys("soon", kb.Enter)
	b.says(`"soon" is not a duration. Write days, hours, minutes or seconds, such as "30d", "90m" or "1d12h".`)
	assert.Equal(t, "soon", b.evaluate(`document.getElementById("by").value`))
	b.do(chromedp.Evaluate(`document.getElementById("by").select()`, nil))
	b.keys("2d", kb.Enter)
	b.says("The clock is further by 2d.")
	assert.Equal(t, "by", b.evaluate(`document.activeElement.id`))
	b.tabTo("snapshot")
	b.keys("one", kb.Enter)
	b.says("There is a snapshot one.")
	b.until(`document.getElementById("restore-one") !== null`)

	b.openConsole(f.server, "token-families")
	revoke := b.evaluate(`document.querySelector(".headline button").id`)
	b.tabTo(revoke)
	b.keys(" ")
	b.says("The token family is revoked.")
	b.contains("eve at web revoked")
	assert.Equal(t, "ARTICLE", b.evaluate(`document.activeElement.tagName`), "the button is gone, and its family has the focus")

	b.openConsole(f.server, "")
	chromedp.ListenTarget(b.ctx, func(event any) {
		if _, ok := event.(*page.EventJavascriptDialogOpening); ok {
			go func() { _ = chromedp.Run(b.ctx, page.HandleJavaScriptDialog(true)) }() // an error fails the wait below
		}
	})
	b.tabTo("restore-one")
	b.keys(kb.Enter)
	b.says("The snapshot is restored.")
	b.openConsole(f.server, "token-families")
	b.contains("eve at web live")
	b.openConsole(f.server, "")
	b.tabTo("reset")
	b.keys(kb.Enter)
	b.says("The emulator is as at its start.")
	b.contains("The emulator has no user pools.")
	assert.WithinDuration(t, time.Now(), f.server.Now(), time.Minute)
	mu.Lock()
	assert.Equal(t, []string{"Failed to load resource: the server responded with a status of 400 (Bad Request)"}, problems, "the duration that is wrong")
	mu.Unlock()

	f.server.Close()
	b.until(`document.getElementById("live").textContent === "not connected"`)
	b.keys(kb.Enter)
	b.says("The emulator does not respond. Start it again, and reload the page.")

}
