package hostedui_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkeytest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newPasskeyFixture returns a fixture with managed login whose pool allows passkeys for the host of
// its pages, and whose client allows USER_AUTH.
func newPasskeyFixture(t *testing.T) *fixture {
	t.Helper()
	s := newManagedFixture(t)
	s.allowSignUp(func(p *userpool.Pool) {
		p.AllowedFirstAuthFactors = []string{"PASSWORD", "WEB_AUTHN"}
		p.MFA.Passkeys.RelyingPartyID = "orders.auth.us-east-1.amazoncognito.com"
	})
	settings := s.client.ClientSettings
	settings.ExplicitAuthFlows = []string{"ALLOW_USER_AUTH"}
	var err error
	s.client, err = s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
	require.NoError(t, err)
	return s
}

// newPhone returns a passkey on the pages of the domain, without a browser.
func newPhone(t *testing.T) *passkeytest.Passkey {
	t.Helper()
	return passkeytest.New(t, "orders.auth.us-east-1.amazoncognito.com", domain)
}

var optionsPattern = regexp.MustCompile(` data-ceremony="(\w+)" data-options="([^"]*)"`)

// use returns the form fields that the script of a page posts.
func use(t *testing.T, h *passkeytest.Passkey, p page) url.Values {
	t.Helper()
	match := optionsPattern.FindStringSubmatch(p.body)
	require.NotNil(t, match, p.body)
	ceremony := map[string]func(testing.TB, string) string{"create": h.Register, "get": h.Sign}[match[1]]
	require.NotNil(t, ceremony, match[1])
	return url.Values{"credential": {ceremony(t, html.UnescapeString(match[2]))}}
}

// addPath is the path of the page that registers a passkey, as in the developer guide.
func (s *fixture) addPath(redirectURI string) string {
	return "/passkeys/add?" + url.Values{"client_id": {s.client.ID}, "redirect_uri": {redirectURI}}.Encode()
}

func requireResult(t *testing.T, p page, result string) {
	t.Helper()
	require.Equal(t, http.StatusFound, p.status, p.body)
	require.Equal(t, callback+"?result="+result, p.location)
}

// TestAddPasskey: the page, its buttons and its results are as vppillai/chintan measured them; the
// result of "Not now" is unspecified.
func TestAddPasskey(t *testing.T) {
	t.Parallel()
	s := newPasskeyFixture(t)
	b, h := s.newBrowser(), newPhone(t)
	requireResult(t, b.get(s.addPath(callback)), "invalid_session")
	requireSignedIn(t, b.signInManaged("jo", password)) // a user whom an administrator created gets no offer
	add := b.get(s.addPath(callback))
	require.Equal(t, http.StatusOK, add.status, add.body)
	assert.Regexp(t, `<h1>Set up sign-in with a passkey</h1>(?s:.*)<button type="submit" name="addPasskey">Add passkey</button>(?s:.*)<button type="submit" name="notNow" class="secondary">Not now</button>`, add.body)
	assert.Regexp(t, `^default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; script-src 'sha256-[\w+/]{43}='$`, add.header.Get("Content-Security-Policy"))
	requireResult(t, b.submit(add, url.Values{"notNow": {""}}), "cancelled")
	user, err := s.store.User(s.domain.PoolID, "jo")
	require.NoError(t, err)
	assert.Empty(t, user.Passkeys)
	requireResult(t, b.submit(add, use(t, h, add)), "success")

	again := b.submit(add, use(t, h, add)) // the challenge is used
	assert.Equal(t, http.StatusOK, again.status)
	assert.Equal(t, "The challenge is unknown, used or expired. Start the registration again.", again.alert())
	requireResult(t, b.submit(again, use(t, newPhone(t), again)), "success")
	user, err = s.store.User(s.domain.PoolID, "jo")
	require.NoError(t, err)
	assert.Len(t, user.Passkeys, 2)

	requireSignedIn(t, s.passkeySignIn(t, h))
	b.get("/logout?client_id=" + s.client.ID + "&logout_uri=https://app.example.com/bye")
	requireResult(t, b.submit(again, use(t, newPhone(t), again)), "invalid_session")
}

// passkeySignIn signs jo in with a passkey in a new browser.
func (s *fixture) passkeySignIn(t *testing.T, h *passkeytest.Passkey) page {
	t.Helper()
	b := s.newBrowser()
	choice := b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"jo"}})
	require.Regexp(t, `value="PASSWORD"(?s:.*)> Password</label>(?s:.*)value="WEB_AUTHN" required> Passkey</label>`, choice.body)
	signIn := b.submit(choice, url.Values{"answer": {"WEB_AUTHN"}})
	require.Contains(t, signIn.body, `<button type="submit" name="usePasskey">Continue with passkey</button>`)
	return b.submit(signIn, use(t, h, signIn))
}

// TestAddPasskeyIsRejected: errors that the app must not receive are on an error page.
func TestAddPasskeyIsRejected(t *testing.T) {
	t.Parallel()
	const classicPage, plainTitle = "Passkeys require managed login.", "An error was encountered with the requested page."
	s := newPasskeyFixture(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signInManaged("jo", password))
	assert.Contains(t, b.get(s.addPath("https://evil.example/")).location, "/error?error=redirect_mismatch")
	assert.Equal(t, domain+"/error?error=Missing+required+parameter+redirect_uri", b.get("/passkeys/add?client_id="+s.client.ID).location)
	missing := b.get("/passkeys/add?redirect_uri=" + url.QueryEscape(callback))
	assert.Equal(t, http.StatusBadRequest, missing.status)
	assert.Contains(t, missing.body, "Required String parameter &#39;client_id&#39; is not present")

	add := b.get(s.addPath(callback))
	forged := b.submit(add, url.Values{"_csrf": {"x"}, "credential": {use(t, newPhone(t), add).Get("credential")}})
	assert.Equal(t, http.StatusBadRequest, forged.status)
	malformed := b.submit(add, url.Values{"credential": {"{}"}})
	assert.Equal(t, "Credential is not a RegistrationResponseJSON: Parse error for Registration: Missing ID", malformed.alert())
	evil := newPhone(t)
	evil.RelyingParty.Origin = "https://evil.example"
	assert.Equal(t, "The origin https://evil.example is not allowed for the relying party ID orders.auth.us-east-1.amazoncognito.com.", b.submit(add, use(t, evil, add)).alert())
	s.store.Clock.Advance(6 * time.Minute)
	assert.Equal(t, http.StatusBadRequest, b.submit(add, use(t, newPhone(t), add)).status, "the form was open for too long")

	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) { p.AllowedFirstAuthFactors = nil })
	require.NoError(t, err)
	off := b.get(s.addPath(callback))
	assert.Equal(t, http.StatusBadRequest, off.status)
	assert.Contains(t, off.body, "The user pool does not allow passkeys. Add WEB_AUTHN to AllowedFirstAuthFactors.")
	s.domain.ManagedLoginVersion = 1
	for _, classic := range []page{b.get(s.addPath(callback)), b.post(s.addPath(callback), url.Values{})} {
		assert.Equal(t, http.StatusBadRequest, classic.status)
		assert.Contains(t, classic.body, plainTitle)
		assert.Contains(t, classic.body, classicPage)
	}
	user, err := s.store.User(s.domain.PoolID, "jo")
	require.NoError(t, err)
	assert.Empty(t, user.Passkeys)
}

// TestPasskeySignInOnPageIsRejected: the browser gets the sign-in page with the reason, or the page of
// the passkey again if the text is not a response of a passkey.
func TestPasskeySignInOnPageIsRejected(t *testing.T) {
	t.Parallel()
	s := newPasskeyFixture(t)
	b, h := s.newBrowser(), newPhone(t)
	requireSignedIn(t, b.signInManaged("jo", password))
	add := b.get(s.addPath(callback))
	requireResult(t, b.submit(add, use(t, h, add)), "success")

	stranger := s.passkeySignIn(t, newPhone(t))
	assert.Equal(t, http.StatusOK, stranger.status)
	assert.Equal(t, "The user has no such passkey.", stranger.alert())
	h.RelyingParty.Origin = "https://evil.example"
	assert.Equal(t, "The origin https://evil.example is not allowed for the relying party ID orders.auth.us-east-1.amazoncognito.com.", s.passkeySignIn(t, h).alert())
	h.RelyingParty.Origin = domain
	requireSignedIn(t, s.passkeySignIn(t, h))

	b = s.newBrowser()
	signIn := b.submit(b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"jo"}}), url.Values{"answer": {"WEB_AUTHN"}})
	again := b.submit(signIn, url.Values{"credential": {""}})
	assert.Regexp(t, "^CREDENTIAL is not an AuthenticationResponseJSON: ", again.alert())
	requireSignedIn(t, b.submit(again, use(t, h, again)))
}

// TestPasskeyOfferAfterSignUp: the first sign-in after a sign-up on the pages offers a passkey
// (developer guide, "Authentication flows").
func TestPasskeyOfferAfterSignUp(t *testing.T) {
	t.Parallel()
	const offer = "<h1>Set up sign-in with a passkey</h1>"
	signUp := func(t *testing.T, s *fixture, meanwhile func()) (*browser, page) {
		t.Helper()
		b := s.newBrowser()
		confirm := b.submit(b.get(s.path("/signup")), adaForm)
		require.Equal(t, http.StatusFound, b.submit(confirm, url.Values{"code": {s.lastCode()}}).status)
		meanwhile()
		return b, b.signInManaged("ada", password)
	}
	for name, fields := range map[string]func(*testing.T, page) url.Values{
		"passkey added": func(t *testing.T, p page) url.Values { t.Helper(); return use(t, newPhone(t), p) },
		"not now":       func(*testing.T, page) url.Values { return url.Values{"notNow": {""}} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPasskeyFixture(t)
			b, prompt := signUp(t, s, func() {})
			require.Contains(t, prompt.body, offer)
			forged := b.submit(prompt, url.Values{"notNow": {""}, "offer": {"x"}})
			assert.Equal(t, http.StatusBadRequest, forged.status)
			failed := b.submit(prompt, url.Values{"credential": {"{}"}})
			require.Contains(t, failed.body, offer)
			requireSignedIn(t, b.submit(failed, fields(t, failed)))
			user, err := s.store.User(s.domain.PoolID, "ada")
			require.NoError(t, err)
			assert.Len(t, user.Passkeys, map[string]int{"passkey added": 1}[name])
			if name == "not now" { // the offer is made once
				requireSignedIn(t, s.newBrowser().signInManaged("ada", password))
			}
		})
	}
	allow := func(s *fixture, factors ...string) {
		_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) { p.AllowedFirstAuthFactors = factors })
		require.NoError(s.t, err)
	}
	nothing := func(*fixture) {}
	for name, tt := range map[string]struct{ before, meanwhile func(*fixture) }{
		"passkeys turned on after the sign-up":  {func(s *fixture) { allow(s) }, func(s *fixture) { allow(s, "PASSWORD", "WEB_AUTHN") }},
		"passkeys turned off after the sign-up": {nothing, func(s *fixture) { allow(s) }},
		"client without USER_AUTH": {func(s *fixture) {
			settings := s.client.ClientSettings
			settings.ExplicitAuthFlows = nil
			_, err := s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
			require.NoError(s.t, err)
		}, nothing},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newPasskeyFixture(t)
			tt.before(s)
			_, p := signUp(t, s, func() { tt.meanwhile(s) })
			requireSignedIn(t, p)
		})
	}
}
