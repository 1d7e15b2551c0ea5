package hostedui_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// allowSignUp configures the pool for users who sign up with a verified email address and a given
// name. change, which may be nil, changes more settings.
func (s *fixture) allowSignUp(change func(*userpool.Pool)) {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) {
		p.AutoVerifiedAttributes = []string{"email"}
		for i, a := range p.Schema {
			if a.Name == "email" || a.Name == "given_name" {
				p.Schema[i].Required = true
			}
		}
		if change != nil {
			change(p)
		}
	})
	require.NoError(s.t, err)
}

// path returns the path of a page with the query of loginPath.
func (s *fixture) path(page string) string {
	return strings.Replace(s.loginPath(s.client), "/login", page, 1)
}

// decodedLoginPath returns the path of the sign-in page after a form. The action of a classic form
// has decoded parameters, and a browser does not encode them again.
func (s *fixture) decodedLoginPath() string {
	if s.domain.ManagedLogin() {
		return s.loginPath(s.client)
	}
	return strings.Replace(s.loginPath(s.client), url.QueryEscape(callback), callback, 1)
}

// lastCode returns the code of the newest message.
func (s *fixture) lastCode() string {
	s.t.Helper()
	messages := s.store.Messages()
	require.NotEmpty(s.t, messages)
	return messages[len(messages)-1].Code
}

// adaForm is the form of a sign-up.
var adaForm = url.Values{
	"username": {"ada"}, "password": {password}, "requiredAttributes[email]": {"ada@example.com"}, "requiredAttributes[given_name]": {"Ada"},
}

// The expected fields are from captures of the live page.
func TestSignUpForm(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	got := s.newBrowser().get(s.path("/signup"))
	assert.Equal(t, http.StatusOK, got.status)
	for _, literal := range []string{
		`" method="POST" name="signupform">`,
		`<input name="username" type="text" class="inputField-customizable" autocomplete="username" required>`, `<input name="requiredAttributes[given_name]" type="text"`, `<input name="requiredAttributes[email]" type="email"`,
		`<input name="password" type="password"`, `name="signUpButton"`, "Already have an account?",
	} {
		assert.Contains(t, got.body, literal)
	}
	assert.NotContains(t, got.body, "requiredAttributes[sub]")
	assert.NotContains(t, got.body, "requiredAttributes[name]")
}

func TestSignUp(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			s.allowSignUp(nil)
			b := s.newBrowser()
			p := b.submit(b.get(s.path("/signup")), adaForm)
			assert.Contains(t, p.body, "We have sent a code by email to a***@e***. Enter it below.")
			assert.Contains(t, p.body, `name="confirm"`)
			first := s.lastCode()
			p = b.submit(p, url.Values{"username": {"ada"}, "code": {"000000"}})
			assert.Equal(t, "Invalid verification code provided, please try again.", p.alert())

			resend := regexp.MustCompile(`<form action="([^"]*)" method="POST" name="resendcode">`).FindStringSubmatch(p.body)
			require.NotNil(t, resend)
			p = b.post(strings.ReplaceAll(resend[1], "&amp;", "&"), url.Values{"_csrf": {b.cookies["XSRF-TOKEN"]}, "username": {"ada"}})
			assert.Contains(t, p.body, "We have sent a code by email to a***@e***.")
			assert.Len(t, s.store.Messages(), 2)
			if s.lastCode() != first {
				p = b.submit(p, url.Values{"username": {"ada"}, "code": {first}})
				assert.NotEmpty(t, p.alert(), "the older code")
			}
			p = b.submit(p, url.Values{"username": {"ada"}, "code": {s.lastCode()}})
			assert.Equal(t, http.StatusFound, p.status)
			assert.Equal(t, domain+s.decodedLoginPath(), p.location)
			user, err := s.store.User(s.domain.PoolID, "ada")
			require.NoError(t, err)
			assert.Equal(t, "CONFIRMED", user.Status)
			given, _ := user.Attribute("given_name")
			assert.Equal(t, "Ada", given)
			if s.domain.ManagedLogin() {
				requireSignedIn(t, b.signInManaged("ada", password))
			} else {
				requireSignedIn(t, b.signIn(s.client, "ada", password))
			}
		})
	}
}

func TestSignUpErrors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	with := func(name, value string) url.Values {
		form := maps.Clone(adaForm)
		form.Set(name, value)
		return form
	}
	for _, tt := range []struct {
		name string
		form url.Values
		want string
	}{
		{"name is taken", with("username", "jo"), "User already exists"},
		{"weak password", with("password", "short"), "Password did not conform with policy: Password not long enough"},
		{"required attribute is missing", with("requiredAttributes[given_name]", ""), "Attributes did not conform to the schema: given_name: The attribute is required"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := s.newBrowser()
			got := b.submit(b.get(s.path("/signup")), tt.form)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Contains(t, got.alert(), tt.want)
			assert.Contains(t, got.body, `value="ada@example.com"`, "the posted values are kept")
			assert.NotContains(t, got.body, `value="`+password)
		})
	}
	assert.Empty(t, s.store.Messages())
}

// A pool in which only administrators create accounts has no sign-up.
func TestAdminOnlyPoolHasNoSignUp(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	form := b.get(s.path("/signup"))
	assert.Contains(t, b.get(s.loginPath(s.client)).body, ">Sign up</a>")
	s.allowSignUp(func(p *userpool.Pool) { p.AllowAdminCreateUserOnly = true })
	assert.NotContains(t, b.get(s.loginPath(s.client)).body, "Sign up")
	for _, got := range []page{b.get(s.path("/signup")), b.submit(form, adaForm)} {
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.Contains(t, got.body, "SignUp is not permitted for this user pool")
	}
}

// A user who signs in before the confirmation is asked for the code, after any password.
func TestLoginOfAnUnconfirmedUser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	b := s.newBrowser()
	b.submit(b.get(s.path("/signup")), adaForm)
	var p page
	for _, secret := range []string{"wrong", "wrong", "wrong", "wrong", "wrong", password} {
		p = b.signIn(s.client, "ada", secret)
		assert.Equal(t, "User is not confirmed.", p.alert())
		assert.Contains(t, p.body, `name="confirm"`)
	}
	p = b.submit(p, url.Values{"username": {"ada"}, "code": {s.lastCode()}})
	assert.Equal(t, http.StatusFound, p.status)
	assert.Equal(t, "Incorrect username or password.", s.newBrowser().signIn(s.client, "ada", "wrong").alert())
	requireSignedIn(t, s.newBrowser().signIn(s.client, "ada", password)) // the wrong passwords did not lock the account
}

// The test opens the link of a message.
func TestConfirmUser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	b := s.newBrowser()
	b.submit(b.get(s.path("/signup")), adaForm)
	link := "/confirmUser?client_id=" + s.client.ID + "&user_name=ada&confirmation_code="
	got := s.newBrowser().get(link + "000000")
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Contains(t, got.body, "Invalid verification code provided, please try again.")
	got = s.newBrowser().get(link + s.lastCode())
	assert.Equal(t, http.StatusOK, got.status)
	assert.Contains(t, got.body, "Your registration has been confirmed!")
	requireSignedIn(t, b.signIn(s.client, "ada", password))
	got = s.newBrowser().get("/confirmUser?client_id=nobody&user_name=ada&confirmation_code=1")
	assert.Equal(t, http.StatusBadRequest, got.status)
}

// The email address replaces the username, and the form asks for it once.
func TestSignInByEmail(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	pool, err := s.store.CreatePool("us-east-1", userpool.Pool{
		Name: "mail", UsernameAttributes: []string{"email"},
		PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy, AutoVerifiedAttributes: []string{"email"}},
	})
	require.NoError(t, err)
	s.domain.PoolID = pool.ID
	s.client = s.addClient("ENABLED")
	s.allowSignUp(nil)
	b := s.newBrowser()
	p := b.get(s.path("/signup"))
	assert.Contains(t, p.body, `<input name="username" type="email"`)
	assert.NotContains(t, p.body, "requiredAttributes[email]")
	p = b.submit(p, url.Values{"username": {"ada@example.com"}, "password": {password}, "requiredAttributes[given_name]": {"Ada"}})
	p = b.submit(p, url.Values{"username": {"ada@example.com"}, "code": {s.lastCode()}})
	assert.Equal(t, http.StatusFound, p.status, p.body)
	requireSignedIn(t, b.signIn(s.client, "ada@example.com", password))
}

// A pool that verifies nothing sends no code. Its pages say so, and do not ask for a code.
func TestSignUpWithoutACodeSaysSo(t *testing.T) {
	t.Parallel()
	const want = "We cannot send a code, because your account has no address that this user pool verifies. An administrator must confirm your account before you can sign in."
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			b := s.newBrowser()
			p := b.submit(b.get(s.path("/signup")), url.Values{"username": {"ada"}, "password": {password}})
			assert.Equal(t, http.StatusOK, p.status)
			assert.Empty(t, s.store.Messages())
			signIn := func() page {
				if s.domain.ManagedLogin() {
					return b.signInManaged("ada", password)
				}
				return b.signIn(s.client, "ada", password)
			}
			for _, got := range []page{p, b.get(s.path("/confirm")), signIn()} {
				assert.Contains(t, got.body, want)
				assert.NotContains(t, got.body, "<form")
				assert.NotContains(t, got.body, `name="code"`)
				assert.Contains(t, got.body, ">Back to sign in</a>")
			}
			_, err := s.store.ConfirmUser(s.domain.PoolID, "ada")
			require.NoError(t, err)
			requireSignedIn(t, signIn())
		})
	}
}

// A user without an address that the pool verifies gets no code.
func TestSignUpWithoutAnAddressSaysThatNoCodeIsSent(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.change(func(p *userpool.Pool) { p.AutoVerifiedAttributes = []string{"email"} })
	b := s.newBrowser()
	p := b.submit(b.get(s.path("/signup")), url.Values{"username": {"ada"}, "password": {password}})
	assert.Contains(t, p.body, "We cannot send a code, because your account has no address that this user pool verifies.")
	assert.NotContains(t, p.body, "<form")
}
