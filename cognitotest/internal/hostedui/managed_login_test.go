package hostedui_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newManagedFixture returns a fixture whose domain serves managed login and whose client has a style.
func newManagedFixture(t *testing.T) *fixture {
	t.Helper()
	s := newFixture(t)
	s.domain.ManagedLoginVersion = 2
	_, err := s.store.CreateBranding(s.domain.PoolID, s.client.ID, userpool.BrandingChange{CognitoProvided: true})
	require.NoError(t, err)
	return s
}

// signInManaged posts the forms of both pages.
func (b *browser) signInManaged(username, password string) page {
	b.fixture.t.Helper()
	p := b.submit(b.get(b.fixture.loginPath(b.fixture.client)), url.Values{"username": {username}})
	require.Equal(b.fixture.t, http.StatusOK, p.status)
	return b.submit(p, url.Values{"csrf": {b.cookies["XSRF-TOKEN"]}, "password": {password}})
}

// The test covers the wire protocol of the two pages, as a client of a live pool recorded it.
func TestManagedLogin(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	b := s.newBrowser()
	path := s.loginPath(s.client)
	first := b.get(path)
	assert.Equal(t, http.StatusOK, first.status)
	forms := formPattern.FindAllStringSubmatch(first.body, -1)
	require.Len(t, forms, 1)
	assert.Equal(t, []string{strings.ReplaceAll(path, "&", "&amp;"), "cognitoSignInForm"}, forms[0][1:])
	for _, literal := range []string{
		`<html lang="en">`, `<input type="hidden" name="_csrf" value="` + b.cookies["XSRF-TOKEN"] + `">`, `<input name="username" type="text"`,
		`<button type="submit" name="signInSubmitButton">Next</button>`, `<label>Username`,
	} {
		assert.Contains(t, first.body, literal)
	}
	assert.NotContains(t, first.body, `type="password"`)

	second := b.submit(first, url.Values{"username": {"jo"}})
	assert.Equal(t, http.StatusOK, second.status)
	forms = formPattern.FindAllStringSubmatch(second.body, -1)
	require.Len(t, forms, 1)
	assert.Equal(t, []string{strings.ReplaceAll(strings.Replace(path, "/login", "/verifyPassword", 1), "&", "&amp;"), "cognitoSignInForm"}, forms[0][1:])
	for _, literal := range []string{
		`<input type="hidden" name="csrf" value="` + b.cookies["XSRF-TOKEN"] + `">`, `<input type="hidden" name="cognitoAsfData">`,
		`<input name="password" type="password"`, `<button type="submit" name="verifyPassword">Continue</button>`,
	} {
		assert.Contains(t, second.body, literal)
	}
	assert.NotEmpty(t, b.cookies["page-data"])
	requireSignedIn(t, b.submit(second, url.Values{"password": {password}}))
	requireSignedIn(t, b.get(path)) // a signed-in browser is redirected without a page
}

// A client can encode the values as JSON strings, as the script of the live pages does.
func TestManagedLoginAcceptsJSONValues(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	const quoted = `pa"ss"W0rd!`
	_, err := s.store.SetPassword(s.domain.PoolID, "jo", quoted, true)
	require.NoError(t, err)
	b := s.newBrowser()
	path := s.loginPath(s.client)
	first := b.get(path)
	b.submit(first, url.Values{"username": {`"jo"`}})
	got := b.post(strings.Replace(path, "/login", "/verifyPassword", 1), url.Values{
		"csrf": {`"` + b.cookies["XSRF-TOKEN"] + `"`}, "cognitoAsfData": {""}, "password": {`"pa\"ss\"W0rd!"`},
	})
	requireSignedIn(t, got)

	_, err = s.store.SetPassword(s.domain.PoolID, "jo", `"Passw0rd!"`, true)
	require.NoError(t, err)
	requireSignedIn(t, s.newBrowser().signInManaged("jo", `"Passw0rd!"`)) // quotes of the password itself are not decoded
}

func TestManagedLoginErrors(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	s.addUser("off")
	_, err := s.store.DisableUser(s.domain.PoolID, "off")
	require.NoError(t, err)
	for _, tt := range []struct{ name, username, password, want string }{
		{"wrong password", "jo", "wrong", "Incorrect username or password."},
		{"unknown user", "nobody", password, "Incorrect username or password."},
		{"disabled", "off", password, "User is disabled."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := s.newBrowser()
			got := b.signInManaged(tt.username, tt.password)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, tt.want, got.alert())
			assert.Contains(t, got.body, `name="password"`, "the password page is shown again")
			assert.NotContains(t, b.cookies, "cognito")
		})
	}
	b := s.newBrowser()
	p := b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"jo"}})
	p = b.submit(p, url.Values{"password": {"wrong"}})
	requireSignedIn(t, b.submit(p, url.Values{"password": {password}})) // the page accepts another attempt
}

// The password page is valid only in the browser that posted the username page.
func TestPasswordPageRequiresTheUsernamePage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(s *fixture, b *browser)
	}{
		{"no page-data", func(_ *fixture, b *browser) { delete(b.cookies, "page-data") }},
		{"unknown page-data", func(_ *fixture, b *browser) { b.cookies["page-data"] = "made-up" }},
		{"no XSRF-TOKEN", func(_ *fixture, b *browser) { delete(b.cookies, "XSRF-TOKEN") }},
		{"after five minutes", func(s *fixture, _ *browser) { s.store.Clock.Advance(5*time.Minute + time.Second) }},
		{"a challenge of the API", func(s *fixture, b *browser) {
			b.cookies["page-data"] = s.store.StartChallenge(userpool.Challenge{
				Name: "PASSWORD", PoolID: s.domain.PoolID, ClientID: s.client.ID, Username: "jo",
			}, time.Minute)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newManagedFixture(t)
			b := s.newBrowser()
			p := b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"jo"}})
			tt.change(s, b)
			got := b.submit(p, url.Values{"password": {password}})
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.body, "Something went wrong")
			assert.NotContains(t, b.cookies, "cognito")
		})
	}
}

// Without a style no page is available.
func TestManagedLoginRequiresAStyle(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	s.allowSignUp(nil)
	other := s.addClient("ENABLED")
	for _, path := range []string{"/login", "/signup", "/forgotPassword", "/confirm"} {
		got := s.newBrowser().get(strings.Replace(s.loginPath(other), "/login", path, 1))
		assert.Equal(t, http.StatusOK, got.status)
		assert.Contains(t, got.body, "<h1>Login pages unavailable</h1>")
		assert.Contains(t, got.body, "Please contact an administrator.")
		assert.NotContains(t, got.body, "<form")
		assert.Contains(t, s.newBrowser().get(strings.Replace(s.loginPath(s.client), "/login", path, 1)).body, "<form")
	}
}

// The parameter lang also sets the language of later requests (developer guide, "Managed login
// localization"). The classic pages are English.
func TestLanguage(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	b := s.newBrowser()
	path := s.loginPath(s.client)
	for _, tt := range []struct{ query, lang, title string }{
		{"", "en", "Sign in"}, {"&lang=de", "de", "Anmelden"}, {"", "de", "Anmelden"}, {"&lang=xx", "de", "Anmelden"},
		{"&lang=pt-BR", "pt-BR", "Entrar"}, {"&lang=en", "en", "Sign in"}, {"&lang=zh-TW", "zh-TW", "登入"},
	} {
		got := b.get(path + tt.query)
		assert.Contains(t, got.body, `<html lang="`+tt.lang+`">`, tt.query)
		assert.Contains(t, got.body, "<h1>"+tt.title+"</h1>", tt.query)
	}
	assert.Equal(t, "zh-TW", b.cookies["lang"])
	s.domain.ManagedLoginVersion = 1
	assert.Contains(t, b.get(path+"&lang=de").body, "<h1>Sign in</h1>")
}

// The pages without a form are in the language of the browser, and so are the labels of the attributes that a pool requires.
func TestPagesWithoutAFormAndLabelsAreInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	b := s.newBrowser()
	p := b.get("/error?error=redirect_mismatch&lang=de")
	assert.Contains(t, p.body, "<title>Auf der angeforderten Seite ist ein Fehler aufgetreten.</title>")
	assert.Contains(t, p.body, "<h1>Auf der angeforderten Seite ist ein Fehler aufgetreten.</h1>\n<p>redirect_mismatch</p>")
	assert.Contains(t, b.get("/confirmUser?client_id="+s.client.ID+"&user_name=jo&confirmation_code=1").body, "<h1>Ihre Registrierung konnte nicht bestätigt werden.</h1>")
	s.allowSignUp(func(pool *userpool.Pool) {
		for i, a := range pool.Schema {
			pool.Schema[i].Required = a.Name != "identities" && a.DataType != "Boolean"
		}
	})
	var labels []string
	for _, match := range regexp.MustCompile(`<label class="label-customizable">([^<\n]+)\n`).FindAllStringSubmatch(b.get(s.path("/signup")).body, -1) {
		labels = append(labels, match[1])
	}
	assert.Equal(t, []string{
		"Benutzername", "Profil", "Adresse", "Geburtsdatum", "Geschlecht", "Bevorzugter Benutzername", "Aktualisiert am", "Website", "Bild", "Telefonnummer", "Zeitzone",
		"Sprache und Region", "E-Mail-Adresse", "Vorname", "Nachname", "Zweiter Vorname", "Name", "Spitzname", "Passwort",
	}, labels)
	s.domain.ManagedLoginVersion = 1
	p = b.get("/error?error=redirect_mismatch&lang=de")
	assert.Contains(t, p.body, "<h1>An error was encountered with the requested page.</h1>", "the classic pages are English")
	assert.Contains(t, b.get(s.path("/signup")).body, ">Family name\n")
}

// A notice is in the language of the page, also around a destination or the name of a device.
func TestNoticesAreInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	s.setVerifiedEmail()
	b := s.newBrowser()
	p := b.get(s.path("/forgotPassword") + "&lang=de")
	assert.Contains(t, p.body, "Geben Sie unten Folgendes ein: Benutzername. Wir senden Ihnen eine Nachricht, mit der Sie Ihr Passwort zurücksetzen.")
	p = b.submit(p, url.Values{"username": {"jo"}})
	assert.Contains(t, p.body, "<h1>Passwort zurücksetzen</h1>")
	assert.Contains(t, p.body, "Wir haben einen Code per E-Mail an j***@e*** gesendet. Geben Sie ihn unten ein.")

	s.requireMFA()
	p = b.submit(b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"jo"}}), url.Values{"password": {password}})
	for _, text := range []string{"<h1>MFA mit Authentifizierungs-App einrichten</h1>", "Scannen Sie den QR-Code", `alt="QR-Code des geheimen Schlüssels"`, "Geheimen Schlüssel anzeigen", "Name des Geräts (optional)"} {
		assert.Contains(t, p.body, text)
	}
	form := s.code(secretPattern.FindStringSubmatch(p.body)[1])
	form.Set("friendlyDeviceName", "Jo")
	requireSignedIn(t, b.submit(p, form))
	s.store.Clock.Advance(time.Minute)
	p = b.submit(b.submit(b.get(s.loginPath(s.client)+"&prompt=login"), url.Values{"username": {"jo"}}), url.Values{"password": {password}})
	assert.Contains(t, p.body, "Geben Sie den Code ein, den die Authentifizierungs-App auf Jo anzeigt.")
}

// The page itself obeys prompt, because a browser can open it directly.
func TestManagedLoginObeysPrompt(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	b := s.newBrowser()
	path := s.loginPath(s.client)
	assert.Equal(t, callback+"?state=s&error=login_required", b.get(path+"&prompt=none").location)
	requireSignedIn(t, b.signInManaged("jo", password))
	requireSignedIn(t, b.get(path+"&prompt=none"))
	old := b.cookies["cognito"]
	again := b.get(path + "&prompt=login")
	assert.Equal(t, http.StatusOK, again.status)
	p := b.submit(again, url.Values{"username": {"jo"}})
	requireSignedIn(t, b.submit(p, url.Values{"password": {password}}))
	assert.NotEqual(t, old, b.cookies["cognito"], "a new session")
}

// The session of the password page is rejected as the session of a later step, and stays valid.
func TestPasswordSessionIsRejectedAsALaterStep(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	b := s.newBrowser()
	first := b.get(s.loginPath(s.client))
	asked := b.submit(first, url.Values{"username": {"jo"}})
	require.Equal(t, http.StatusOK, asked.status)
	got := b.submit(first, url.Values{"_csrf": {b.cookies["XSRF-TOKEN"]}, "session": {b.cookies["page-data"]}, "step": {"PASSWORD"}})
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Contains(t, got.body, "Something went wrong")
	signedIn := b.submit(asked, url.Values{"csrf": {b.cookies["XSRF-TOKEN"]}, "password": {"Passw0rd!"}})
	assert.Equal(t, http.StatusFound, signedIn.status, signedIn.body)
}

// The page asks for the confirmation code after a right and after a wrong password.
func TestManagedLoginOfAnUnconfirmedUser(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	s.allowSignUp(nil)
	b := s.newBrowser()
	b.submit(b.get(s.path("/signup")), adaForm)
	for _, secret := range []string{"wrong", password} {
		p := s.newBrowser().signInManaged("ada", secret)
		assert.Equal(t, "User is not confirmed.", p.alert())
		assert.Contains(t, p.body, `name="confirm"`)
	}
}
