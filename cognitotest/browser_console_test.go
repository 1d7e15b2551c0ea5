package cognitotest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
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
	first := f.signIn(t, b)
	f.signIn(t, b) // another family, the first one of the page
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
	assert.Equal(t, "3", b.evaluate(`document.querySelectorAll("article:last-of-type .token-name").length`))
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
