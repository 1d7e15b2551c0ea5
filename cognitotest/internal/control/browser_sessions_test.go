package control_test

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

type browserSession struct {
	ID         string    `json:"id"`
	UserPoolID string    `json:"user_pool_id"`
	Username   string    `json:"username"`
	Provider   string    `json:"identity_provider"`
	State      string    `json:"state"`
	AuthTime   time.Time `json:"auth_time"`
	ExpiresAt  time.Time `json:"expires_at"`
	SessionID  string    `json:"session_id"`
}

func (e emulator) browserSessions(t *testing.T, query string) []browserSession {
	t.Helper()
	var list struct {
		Sessions []browserSession `json:"browser_sessions"`
	}
	e.call(t, http.MethodGet, "/browser-sessions"+query, "").into(t, &list)
	require.NotNil(t, list.Sessions)
	return list.Sessions
}

// browser signs ada in on the hosted pages of a client. It returns the browser, and the URL at which
// it signs in again.
func (a app) browser(t *testing.T) (b *http.Client, authorize string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	b = &http.Client{Transport: a.Client().Transport, Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == "app.example.com" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	a.api(t, "CreateUserPoolDomain", fmt.Sprintf(`{"UserPoolId":%q,"Domain":"orders"}`, a.pool))
	client := a.api(t, "CreateUserPoolClient", fmt.Sprintf(`{"UserPoolId":%q,"ClientName":"pages","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],
		"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://app.example.com/callback"],"SupportedIdentityProviders":["COGNITO"]}`, a.pool)).at("UserPoolClient", "ClientId")
	authorize = "https://orders.auth.us-east-1.amazoncognito.com/oauth2/authorize?response_type=code&client_id=" + client + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
	response, err := b.Get(authorize)
	require.NoError(t, err)
	page, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	csrf := regexp.MustCompile(`name="_csrf" value="([^"]*)"`).FindSubmatch(page)
	require.NotNil(t, csrf, string(page))
	signedIn, err := b.PostForm(response.Request.URL.String(), url.Values{"_csrf": {html.UnescapeString(string(csrf[1]))}, "username": {"ada"}, "password": {"Passw0rd!"}, "cognitoAsfData": {""}})
	require.NoError(t, err)
	require.NoError(t, signedIn.Body.Close())
	require.Equal(t, http.StatusFound, signedIn.StatusCode)
	return b, authorize
}

func TestBrowserSessionIsListedAndEnded(t *testing.T) {
	t.Parallel()
	a := newApp(t, start(t, cognitotest.Config{}), -1)
	assert.Empty(t, a.browserSessions(t, ""))
	b, authorize := a.browser(t)
	asksForPassword := func() bool {
		response, err := b.Get(authorize)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.StatusCode == http.StatusOK
	}
	assert.False(t, asksForPassword())
	list := a.browserSessions(t, "")
	require.Len(t, list, 1)
	got := list[0]
	assert.Equal(t, []string{a.pool, "ada", "", "live", ""}, []string{got.UserPoolID, got.Username, got.Provider, got.State, got.SessionID})
	assert.Equal(t, got.AuthTime.Add(time.Hour), got.ExpiresAt)
	for query, want := range map[string]int{"?username=ada": 1, "?username=bo": 0, "?user_pool_id=" + a.pool: 1, "?user_pool_id=x": 0} {
		assert.Len(t, a.browserSessions(t, query), want, query)
	}
	domain, err := url.Parse(authorize)
	require.NoError(t, err)
	for _, cookie := range b.Jar.Cookies(domain) {
		if cookie.Value != "" {
			assert.NotContains(t, a.call(t, http.MethodGet, "/browser-sessions", "").body, cookie.Value, cookie.Name)
		}
	}

	assert.Equal(t, `This request has no body. Send it without one.`, a.call(t, http.MethodDelete, "/browser-sessions/"+got.ID, "{}").detail(t, http.StatusBadRequest))
	assert.False(t, asksForPassword())
	ended := a.call(t, http.MethodDelete, "/browser-sessions/"+got.ID, "")
	assert.Equal(t, http.StatusNoContent, ended.status)
	assert.Empty(t, ended.body)
	assert.Empty(t, a.browserSessions(t, ""))
	assert.True(t, asksForPassword())
	assert.Equal(t, fmt.Sprintf("No browser session has the id %q. GET /_cognitotest/browser-sessions lists them.", got.ID), a.call(t, http.MethodDelete, "/browser-sessions/"+got.ID, "").detail(t, http.StatusNotFound))
}

func TestBrowserSessionExpires(t *testing.T) {
	t.Parallel()
	a := newApp(t, start(t, cognitotest.Config{}), -1)
	a.browser(t)
	a.call(t, http.MethodPost, "/clock/advance", `{"by":"1h"}`)
	assert.Equal(t, "expired", a.browserSessions(t, "")[0].State)
}
