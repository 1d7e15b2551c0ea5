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

// openToAll is a change of a pool in which people sign up with a verified e-mail address.
func (s *fixture) openToAll(change func(*userpool.Pool)) {
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

func (s *fixture) path(page string) string {
	return strings.Replace(s.loginPath(s.client), "/login", page, 1)
}

// decodedLoginPath is the sign-in page after a form: a browser does not encode again what
// the action of a classic form has decoded.
func (s *fixture) decodedLoginPath() string {
	if s.domain.ManagedLogin() {
		return s.loginPath(s.client)
	}
	return strings.Replace(s.loginPath(s.client), url.QueryEscape(callback), callback, 1)
}

// lastCode is the code of the newest message.
func (s *fixture) lastCode() string {
	s.t.Helper()
	messages := s.store.Messages()
	require.NotEmpty(s.t, messages)
	return messages[len(messages)-1].Code
}

var ada = url.Values{
	"username": {"ada"}, "password": {password}, "requiredAttributes[email]": {"ada@example.com"}, "requiredAttributes[given_name]": {"Ada"},
}

// TestSignUpForm holds what captures of the live page show.
func TestSignUpForm(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.openToAll(nil)
	got := s.newBrowser().get(s.path("/signup"))
	assert.Equal(t, http.StatusOK, got.status)
	for _, literal := range []string{
		`" method="POST" name="signupform">`,
		`<input name="username" type="text"`, `<input name="requiredAttributes[given_name]" type="text"`, `<input name="requiredAttributes[email]" type="email"`,
		`<input name="password" type="password"`, `name="signUpButton"`, "Already have an account?",
	} {
		assert.Contains(t, got.body, literal)
	}
	assert.NotContains(t, got.body, "requiredAttributes[sub]")
	assert.NotContains(t, got.body, "requiredAttributes[name]")
}

func TestSignUp(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedStage} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			s.openToAll(nil)
			b := s.newBrowser()
			p := b.submit(b.get(s.path("/signup")), ada)
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
	s.openToAll(nil)
	with := func(name, value string) url.Values {
		form := maps.Clone(ada)
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
			assert.Contains(t, got.body, `value="ada@example.com"`, "what was typed is kept")
			assert.NotContains(t, got.body, `value="`+password)
		})
	}
	assert.Empty(t, s.store.Messages())
}

// TestClosedPool: where administrators alone make accounts there is no sign-up.
func TestClosedPool(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	form := b.get(s.path("/signup"))
	assert.Contains(t, b.get(s.loginPath(s.client)).body, ">Sign up</a>")
	s.openToAll(func(p *userpool.Pool) { p.AllowAdminCreateUserOnly = true })
	assert.NotContains(t, b.get(s.loginPath(s.client)).body, "Sign up")
	for _, got := range []page{b.get(s.path("/signup")), b.submit(form, ada)} {
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.Contains(t, got.body, "SignUp is not permitted for this user pool")
	}
}

// TestUnconfirmed: somebody who signs in before the code is asked for it, whatever the password.
func TestUnconfirmed(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.openToAll(nil)
	b := s.newBrowser()
	b.submit(b.get(s.path("/signup")), ada)
	var p page
	for _, secret := range []string{"wrong", "wrong", "wrong", "wrong", "wrong", password} {
		p = b.signIn(s.client, "ada", secret)
		assert.Equal(t, "User is not confirmed.", p.alert())
		assert.Contains(t, p.body, `name="confirm"`)
	}
	p = b.submit(p, url.Values{"username": {"ada"}, "code": {s.lastCode()}})
	assert.Equal(t, http.StatusFound, p.status)
	assert.Equal(t, "Incorrect username or password.", s.newBrowser().signIn(s.client, "ada", "wrong").alert())
	requireSignedIn(t, s.newBrowser().signIn(s.client, "ada", password)) // no password has locked the account
}

// TestConfirmUser: the link of a message.
func TestConfirmUser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.openToAll(nil)
	b := s.newBrowser()
	b.submit(b.get(s.path("/signup")), ada)
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

// TestSignInByEmail: the username is the address, which is asked for once.
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
	s.openToAll(nil)
	b := s.newBrowser()
	p := b.get(s.path("/signup"))
	assert.Contains(t, p.body, `<input name="username" type="email"`)
	assert.NotContains(t, p.body, "requiredAttributes[email]")
	p = b.submit(p, url.Values{"username": {"ada@example.com"}, "password": {password}, "requiredAttributes[given_name]": {"Ada"}})
	p = b.submit(p, url.Values{"username": {"ada@example.com"}, "code": {s.lastCode()}})
	assert.Equal(t, http.StatusFound, p.status, p.body)
	requireSignedIn(t, b.signIn(s.client, "ada@example.com", password))
}
