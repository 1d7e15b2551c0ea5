package hostedui_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// giveAttributes sets attributes of a user, as an administrator does.
func (s *fixture) giveAttributes(username string, attributes ...userpool.Attribute) {
	s.t.Helper()
	user, err := s.store.User(s.domain.PoolID, username)
	require.NoError(s.t, err)
	_, _, err = s.store.UpdateAttributes(user, attributes)
	require.NoError(s.t, err)
}

func (s *fixture) giveAddress() {
	s.t.Helper()
	s.giveAttributes("jo", userpool.Attribute{Name: "email", Value: "jo@example.com"}, userpool.Attribute{Name: "email_verified", Value: "true"})
}

func TestForgotPassword(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.giveAddress()
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

// TestForgotPasswordOfNobody: the pages do not tell who has an account.
func TestForgotPasswordOfNobody(t *testing.T) {
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

// TestRecoveryByAdministrators: the link is absent (developer guide, "Configure
// authentication methods for managed login").
func TestRecoveryByAdministrators(t *testing.T) {
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

// TestFormsNeedTheirBrowser: each form is refused without the cookie of its page.
func TestFormsNeedTheirBrowser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.openToAll(nil)
	s.giveAddress()
	for _, page := range []string{"/signup", "/confirm", "/resendcode", "/forgotPassword", "/confirmforgotPassword"} {
		b := s.newBrowser()
		b.get(s.path("/signup"))
		got := b.post(s.path(page), url.Values{"_csrf": {"guess"}, "username": {"jo"}, "password": {password}, "code": {"1"}})
		assert.Equal(t, http.StatusBadRequest, got.status, page)
		assert.Contains(t, got.body, "Something went wrong", page)
	}
	assert.Empty(t, s.store.Messages())
}

// TestNewPasswordAsksForWhatIsMissing: an attribute that the pool requires and the
// administrator left out.
func TestNewPasswordAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.addUser("new")
	s.openToAll(nil)
	s.giveAttributes("new", userpool.Attribute{Name: "email", Value: "new@example.com"})
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

// TestPasswordThatWasReset: the user is asked for the code that the administrator's
// request has sent, in both versions.
func TestPasswordThatWasReset(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedStage} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			s.giveAddress()
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
