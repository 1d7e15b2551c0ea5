package hostedui_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	markup "golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The test covers the wire protocol of the classic page.
func TestLoginForm(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	path := s.loginPath(s.client)
	got := b.get(path)
	assert.Equal(t, http.StatusOK, got.status)
	assert.Equal(t, "text/html;charset=UTF-8", got.header.Get("Content-Type"))
	assert.Equal(t, "DENY", got.header.Get("X-Frame-Options"))

	forms := formPattern.FindAllStringSubmatch(got.body, -1)
	require.Len(t, forms, 2, "one for narrow windows, one for wide ones")
	for _, form := range forms {
		assert.Equal(t, "cognitoSignInForm", form[2])
	}
	assert.Equal(t, 4, strings.Count(got.body, `<input type="hidden" name="_csrf" value="`+b.cookies["XSRF-TOKEN"]+`"`), "each form has it twice")
	for _, literal := range []string{
		`<input type="hidden" class="form-control inputField-customizable" name="cognitoAsfData"/>`,
		`<input id="signInFormUsername" name="username" type="text" class="form-control inputField-customizable"`,
		`<input id="signInFormPassword" name="password" type="password" class="form-control inputField-customizable"`,
		`<input name="signInSubmitButton" type="Submit" value="Sign in"`,
	} {
		assert.Equal(t, 2, strings.Count(got.body, literal), literal)
	}
	assert.Contains(t, got.body, "<title>Signin</title>")
	assert.Empty(t, got.alert())
}

// Public tools find one of the two forms by the classes of its ancestors.
func TestLoginFormHasTheAncestorsOfTheLivePage(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	root, err := markup.Parse(strings.NewReader(s.newBrowser().get(s.loginPath(s.client)).body))
	require.NoError(t, err)
	classes := func(n *markup.Node) []string {
		for _, a := range n.Attr {
			if a.Key == "class" {
				return strings.Fields(a.Val)
			}
		}
		return nil
	}
	var places []string
	for node := range root.Descendants() {
		if !slices.Contains(classes(node), "cognito-asf") {
			continue
		}
		var around []string
		for up := range node.Ancestors() {
			around = append(classes(up), around...)
		}
		places = append(places, strings.Join(around, " "))
	}
	const card = "container modal-dialog modal-content background-customizable modal-content-mobile "
	assert.Equal(t, []string{card + "visible-xs visible-sm modal-body", card + "visible-md visible-lg modal-body"}, places)
}

// The username field contains login_hint (developer guide, "Authorize endpoint").
func TestLoginHintFillsTheUsername(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	filled := func(p page) []string {
		match := regexp.MustCompile(`name="username"[^>]* value="([^"]*)"`).FindStringSubmatch(p.body)
		return match
	}
	got := b.get(s.loginPath(s.client) + "&login_hint=jo%40example.com%22")
	require.NotNil(t, filled(got))
	assert.Equal(t, "jo@example.com&#34;", filled(got)[1])
	got = b.submit(got, url.Values{"username": {"mo"}, "password": {"wrong"}})
	require.NotNil(t, filled(got))
	assert.Equal(t, "mo", filled(got)[1], "the posted username replaces the hint")
	assert.Nil(t, filled(b.get(s.loginPath(s.client))))
}

func TestLogin(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	got := b.signIn(s.client, "jo", password)
	requireSignedIn(t, got)
	require.Len(t, got.cookies, 2)
	assert.Equal(t, "XSRF-TOKEN", got.cookies[1].Name, "a new token (capture)")
	session := got.cookies[0]
	assert.Equal(t, "cognito", session.Name)
	assert.Equal(t, "orders.auth.us-east-1.amazoncognito.com", session.Domain)
	assert.Equal(t, 3600, session.MaxAge)
	assert.Equal(t, "/", session.Path)
	assert.True(t, session.HttpOnly)
	assert.True(t, session.Secure)
	assert.Equal(t, http.SameSiteLaxMode, session.SameSite)

	requireSignedIn(t, b.get(s.loginPath(s.client))) // a signed-in browser is redirected without a page
	assert.Equal(t, http.StatusOK, s.newBrowser().get(s.loginPath(s.client)).status, "another browser is not signed in")
}

func TestLoginErrors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	enabled, legacy := s.client, s.addClient("LEGACY")
	s.addUser("off")
	_, err := s.store.DisableUser(s.domain.PoolID, "off")
	require.NoError(t, err)
	tests := []struct {
		name               string
		client             userpool.Client
		username, password string
		want               string
	}{
		{"wrong password", enabled, "jo", "wrong", "Incorrect username or password."},
		{"wrong password, LEGACY", legacy, "jo", "wrong", "Incorrect username or password."},
		{"unknown user", enabled, "nobody", password, "Incorrect username or password."},
		{"unknown user, LEGACY", legacy, "nobody", password, "User does not exist."},
		{"unknown user, setting omitted", s.addClient(""), "nobody", password, "User does not exist."},
		{"disabled", enabled, "off", password, "User is disabled."},
		{"no username and password", enabled, "", "", "Incorrect username or password."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := s.newBrowser()
			got := b.signIn(tt.client, tt.username, tt.password)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, tt.want, got.alert())
			assert.NotContains(t, b.cookies, "cognito")
			requireSignedIn(t, b.submit(got, url.Values{"username": {"jo"}, "password": {password}})) // the page accepts another attempt
		})
	}
}

// A form is valid only in the browser that received it, and with an authentic time.
func TestFormsRequireAMatchingXSRFToken(t *testing.T) {
	t.Parallel()
	credentials := url.Values{"username": {"jo"}, "password": {password}}
	tests := []struct {
		name   string
		change func(s *fixture, b *browser, form url.Values)
	}{
		{"no _csrf", func(_ *fixture, _ *browser, form url.Values) { form.Set("_csrf", "") }},
		{"another _csrf", func(_ *fixture, _ *browser, form url.Values) { form.Set("_csrf", "1f2e3d4c") }},
		{"no XSRF-TOKEN cookie", func(_ *fixture, b *browser, _ url.Values) { delete(b.cookies, "XSRF-TOKEN") }},
		{"empty cookie and empty _csrf", func(_ *fixture, b *browser, form url.Values) {
			b.cookies["XSRF-TOKEN"] = ""
			form.Set("_csrf", "")
		}},
		{"token in upper case", func(_ *fixture, b *browser, form url.Values) {
			form.Set("_csrf", strings.ToUpper(b.cookies["XSRF-TOKEN"]))
		}},
		{"a part of the token", func(_ *fixture, b *browser, form url.Values) { form.Set("_csrf", b.cookies["XSRF-TOKEN"][:35]) }},
		{"opened with another time", func(s *fixture, b *browser, form url.Values) {
			_, code, _ := strings.Cut(hiddenField(b.get(s.loginPath(s.client)), "opened"), ".")
			form.Set("opened", "9999999999."+code)
		}},
		{"opened is empty", func(_ *fixture, _ *browser, form url.Values) { form.Set("opened", "") }},
		{"page of another browser", func(s *fixture, _ *browser, form url.Values) {
			other := s.newBrowser()
			other.get(s.loginPath(s.client))
			form.Set("_csrf", other.cookies["XSRF-TOKEN"])
		}},
		{"page of another server", func(_ *fixture, b *browser, form url.Values) {
			other := newFixture(b.fixture.t).newBrowser()
			p := other.get(other.fixture.loginPath(other.fixture.client))
			b.cookies = other.cookies
			form.Set("_csrf", other.cookies["XSRF-TOKEN"])
			form.Set("opened", hiddenField(p, "opened"))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			b := s.newBrowser()
			p := b.get(s.loginPath(s.client))
			form := url.Values{"username": credentials["username"], "password": credentials["password"], "_csrf": {b.cookies["XSRF-TOKEN"]}}
			tt.change(s, b, form)
			got := b.submit(p, form)
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.body, "Something went wrong")
			assert.Empty(t, got.location)
			assert.NotContains(t, b.cookies, "cognito")
		})
	}
}

// A client can post the form without loading the page, with a pair of cookie and field that it
// created itself (aws-amplify/amplify-js#6236 and four public tools).
func TestClientCanCreateItsOwnXSRFToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	fields := func(token string) url.Values {
		return url.Values{"_csrf": {token}, "username": {"jo"}, "password": {password}}
	}
	for _, cookies := range []map[string]string{
		{"XSRF-TOKEN": "9780c2ba-99ef-4d88-991c-dcce2e9d83d1"},
		{"XSRF-TOKEN": "9780c2ba-99ef-4d88-991c-dcce2e9d83d1", "csrf-state": "", "csrf-state-legacy": ""},
		{"XSRF-TOKEN": "mine"},
	} {
		b := s.newBrowser()
		b.cookies = cookies
		requireSignedIn(t, b.post(s.loginPath(s.client), fields(cookies["XSRF-TOKEN"])))
	}
	for _, tt := range []struct{ name, cookie, field string }{
		{"they differ", "mine", "yours"}, {"no cookie", "", "mine"}, {"no field", "mine", ""}, {"neither", "", ""},
	} {
		b := s.newBrowser()
		if tt.cookie != "" {
			b.cookies["XSRF-TOKEN"] = tt.cookie
		}
		got := b.post(s.loginPath(s.client), fields(tt.field))
		assert.Equal(t, http.StatusBadRequest, got.status, tt.name)
		assert.NotContains(t, b.cookies, "cognito", tt.name)
	}
}

// A second page does not invalidate the form of the first, because it does not replace the cookie
// (captures of /login set no cookie).
func TestFormsInTwoTabsAreBothValid(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	first := b.get(s.loginPath(s.client))
	second := b.get(s.loginPath(s.client))
	assert.Empty(t, second.cookies)
	assert.Equal(t, "Incorrect username or password.", b.submit(second, url.Values{"username": {"jo"}, "password": {"wrong"}}).alert())
	requireSignedIn(t, b.submit(first, url.Values{"username": {"jo"}, "password": {password}}))
}

func TestLoginFormExpiresAfterFiveMinutes(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	credentials := url.Values{"username": {"jo"}, "password": {password}}
	p := b.get(s.loginPath(s.client))
	s.store.Clock.Advance(5*time.Minute + time.Second)
	got := b.submit(p, credentials)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Contains(t, got.body, "Something went wrong")

	p = b.get(s.loginPath(s.client))
	s.store.Clock.Advance(5*time.Minute - 3*time.Second)
	requireSignedIn(t, b.submit(p, credentials))
}

// Use does not extend the session.
func TestSessionExpiresAfterOneHour(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	for range 2 {
		s.store.Clock.Advance(29 * time.Minute)
		requireSignedIn(t, b.get(s.loginPath(s.client)))
	}
	s.store.Clock.Advance(2 * time.Minute)
	assert.Equal(t, http.StatusOK, b.get(s.loginPath(s.client)).status, "the sign-in page")
}

// The page validates the authorization request, because a browser can open it directly.
func TestLoginChecksTheRequest(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct{ name, query, want string }{
		{"unknown client", "client_id=nobody&response_type=code", domain + "/error?error=Client+does+not+exist"},
		{"foreign redirect URI", "client_id=" + s.client.ID + "&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F", domain + "/error?error=redirect_mismatch&client_id=" + s.client.ID},
		{"foreign scope", "client_id=" + s.client.ID + "&response_type=code&scope=phone&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback", callback + "?error_description=invalid_scope&error=invalid_request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := s.newBrowser()
			for _, got := range []page{b.get("/login?" + tt.query), b.post("/login?"+tt.query, url.Values{"username": {"jo"}, "password": {password}})} {
				assert.Equal(t, http.StatusFound, got.status)
				assert.Equal(t, tt.want, got.location)
			}
		})
	}
}

func TestLoginPageIsUnavailableWithoutAStyle(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.domain.ManagedLoginVersion = 2
	got := s.newBrowser().get(s.loginPath(s.client))
	assert.Contains(t, got.body, "Login pages unavailable")
	assert.NotContains(t, got.body, "<form")
}

// Values of a request are shown as text.
func TestPagesEscapeValuesOfTheRequest(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const script = `"><script>alert(1)</script>`
	b := s.newBrowser()
	pages := map[string]page{
		"error text":     b.get("/error?error=" + url.QueryEscape(script)),
		"state":          b.get(s.loginPath(s.client) + "&nonce=" + url.QueryEscape(script)),
		"raw query":      b.get(s.loginPath(s.client) + `&x='onmouseover='alert(1)`),
		"username":       b.signIn(s.addClient("LEGACY"), script, password),
		"session":        b.submit(b.get(s.loginPath(s.client)), url.Values{"session": {script}, "step": {script}}),
		"unknown client": b.get("/error?error=x&client_id=" + url.QueryEscape(script)),
	}
	for name, p := range pages {
		assert.NotContains(t, p.withoutScript(), "<script", name)
		assert.NotContains(t, p.body, "'onmouseover", name)
		assert.Contains(t, p.header.Get("Content-Security-Policy"), "default-src 'none'", name)
	}
	assert.Contains(t, pages["error text"].body, "&lt;script&gt;")
}

func TestErrorPage(t *testing.T) {
	t.Parallel()
	got := newFixture(t).newBrowser().get("/error?error=redirect_mismatch&client_id=abc")
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, "text/html;charset=UTF-8", got.header.Get("Content-Type"))
	assert.Contains(t, got.body, "<h1>An error was encountered with the requested page.</h1>")
	assert.Contains(t, got.body, "<p>redirect_mismatch</p>")
}

// After any number of wrong passwords the page shows the same message for an unknown user.
func TestUnknownUserIsLockedLikeAUser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	var alert string
	for range 6 {
		alert = s.newBrowser().signIn(s.client, "jo", "wrong").alert()
		assert.Equal(t, alert, s.newBrowser().signIn(s.client, "nobody", "wrong").alert())
	}
	assert.Equal(t, "Password attempts exceeded", alert)
}
