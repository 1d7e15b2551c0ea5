package hostedui_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// setAttributes sets attributes of a user, as an administrator does.
func (s *fixture) setAttributes(username string, attributes ...userpool.Attribute) {
	s.t.Helper()
	user, err := s.store.User(s.domain.PoolID, username)
	require.NoError(s.t, err)
	_, _, err = s.store.UpdateAttributes(user, attributes)
	require.NoError(s.t, err)
}

func (s *fixture) setVerifiedEmail() {
	s.t.Helper()
	s.setAttributes("jo", userpool.Attribute{Name: "email", Value: "jo@example.com"}, userpool.Attribute{Name: "email_verified", Value: "true"})
}

func TestForgotPassword(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.setVerifiedEmail()
	b := s.newBrowser()
	p := b.get(s.path("/forgotPassword"))
	assert.Contains(t, p.body, `name="forgotpasswordform"`)
	assert.Contains(t, p.body, `name="reset_my_password"`)
	p = b.submit(p, url.Values{"username": {"jo"}})
	assert.Contains(t, p.body, `name="confirmforgotpasswordform"`)
	assert.Contains(t, p.body, "We have sent a code by email to j***@e***. Enter it below.")
	form := func(code, first, second string) url.Values {
		return url.Values{"username": {"jo"}, "code": {code}, "password": {first}, "confirmPassword": {second}}
	}
	p = b.submit(p, form(s.lastCode(), "An0ther!Pass", "Different!1"))
	assert.Equal(t, "The two passwords are not the same.", p.alert())
	p = b.submit(p, form("000000", "An0ther!Pass", "An0ther!Pass"))
	assert.Equal(t, "Invalid verification code provided, please try again.", p.alert())
	p = b.submit(p, form(s.lastCode(), "short", "short"))
	assert.Contains(t, p.alert(), "Password did not conform with policy")
	p = b.submit(p, form(s.lastCode(), "An0ther!Pass", "An0ther!Pass"))
	assert.Equal(t, http.StatusFound, p.status)
	assert.Equal(t, domain+s.decodedLoginPath(), p.location)
	requireSignedIn(t, b.signIn(s.client, "jo", "An0ther!Pass"))
}

// The pages do not reveal which users exist.
func TestForgotPasswordDoesNotRevealUnknownUsers(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	p := b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"nobody"}})
	assert.Contains(t, p.body, "We have sent a code by email to ")
	assert.Empty(t, s.store.Messages())

	s.client = s.addClient("LEGACY")
	p = b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"nobody"}})
	assert.Equal(t, "Username/client id combination not found.", p.alert())
}

// The sign-in page has no link to the reset (developer guide, "Configure authentication methods for
// managed login").
func TestAdminOnlyRecoveryHasNoLink(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	assert.Contains(t, b.get(s.loginPath(s.client)).body, "Forgot your password?")
	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) {
		p.Recovery = []userpool.RecoveryMechanism{{Name: "admin_only", Priority: 1}}
	})
	require.NoError(t, err)
	assert.NotContains(t, b.get(s.loginPath(s.client)).body, "Forgot your password?")
}

// Each form is rejected if its token differs from the browser's cookie.
func TestFormsRequireTheTokenOfTheirBrowser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	s.setVerifiedEmail()
	for _, page := range []string{"/signup", "/confirm", "/resendcode", "/forgotPassword", "/confirmforgotPassword"} {
		b := s.newBrowser()
		b.get(s.path("/signup"))
		got := b.post(s.path(page), url.Values{"_csrf": {"guess"}, "username": {"jo"}, "password": {password}, "code": {"1"}})
		assert.Equal(t, http.StatusBadRequest, got.status, page)
		assert.Contains(t, got.body, "Something went wrong", page)
	}
	assert.Empty(t, s.store.Messages())
}

// The page asks for an attribute that the pool requires and that the administrator did not set.
func TestNewPasswordPageAsksForMissingAttributes(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.addUser("new")
	s.allowSignUp(nil)
	s.setAttributes("new", userpool.Attribute{Name: "email", Value: "new@example.com"})
	b := s.newBrowser()
	p := b.signIn(s.client, "new", password)
	assert.Contains(t, p.body, `<input name="requiredAttributes[given_name]" type="text"`)
	assert.NotContains(t, p.body, "requiredAttributes[email]")
	requireSignedIn(t, b.submit(p, url.Values{
		"new_password": {"N3w-password"}, "confirm_password": {"N3w-password"}, "requiredAttributes[given_name]": {"Neo"},
	}))
	user, err := s.store.User(s.domain.PoolID, "new")
	require.NoError(t, err)
	given, _ := user.Attribute("given_name")
	assert.Equal(t, "Neo", given)
}

// After the password of a user was reset by an administrator, both versions ask for the code that
// AdminResetUserPassword has sent.
func TestSignInAfterAResetAsksForTheCode(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			s.setVerifiedEmail()
			require.NoError(t, s.pages.Accounts.ResetAsAdmin(t.Context(), s.domain.PoolID, "jo", nil))
			b := s.newBrowser()
			signIn := func(password string) page {
				if s.domain.ManagedLogin() {
					return b.signInManaged("jo", password)
				}
				return b.signIn(s.client, "jo", password)
			}
			p := signIn(password)
			assert.Equal(t, "Password reset required for the user", p.alert())
			p = b.submit(p, url.Values{"username": {"jo"}, "code": {s.lastCode()}, "password": {"An0ther!Pass"}, "confirmPassword": {"An0ther!Pass"}})
			assert.Equal(t, http.StatusFound, p.status, p.body)
			requireSignedIn(t, signIn("An0ther!Pass"))
		})
	}
}
