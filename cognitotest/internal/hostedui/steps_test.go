package hostedui_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func (s *fixture) requireMFA() {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) {
		p.MFA = userpool.MFA{Configuration: "ON", SoftwareToken: new(true)}
	})
	require.NoError(s.t, err)
}

func TestNewPassword(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.addUser("new")
	b := s.newBrowser()
	p := b.signIn(s.client, "new", password)
	require.Equal(t, http.StatusOK, p.status)
	require.Contains(t, p.body, `name="new_password"`)
	assert.NotContains(t, b.cookies, "cognito", "no session before the challenge is answered")

	p = b.submit(p, url.Values{"new_password": {"N3w-password"}, "confirm_password": {"another"}})
	assert.Equal(t, "The two passwords are not the same.", p.alert())
	p = b.submit(p, url.Values{"new_password": {"short"}, "confirm_password": {"short"}})
	assert.Contains(t, p.alert(), "Password not long enough")
	assert.NotContains(t, b.cookies, "cognito")
	requireSignedIn(t, b.submit(p, url.Values{"new_password": {"N3w-password"}, "confirm_password": {"N3w-password"}}))

	assert.Equal(t, "Incorrect username or password.", s.newBrowser().signIn(s.client, "new", password).alert())
	requireSignedIn(t, s.newBrowser().signIn(s.client, "new", "N3w-password"))
}

// secretPattern matches the key on the set-up page, in base32.
var secretPattern = regexp.MustCompile(`<code>([A-Z2-7]{52})</code>`)

// code returns the form with the code that an authenticator app shows at the emulator's time.
func (s *fixture) code(secret string) url.Values {
	s.t.Helper()
	code, err := totp.GenerateCode(secret, s.store.Clock.Now())
	require.NoError(s.t, err)
	return url.Values{"code": {code}}
}

// A user may name the device when setting up the app. A wrong code keeps the name. Later sign-ins show it as text.
func TestSoftwareTokenHasTheNameOfItsDevice(t *testing.T) {
	t.Parallel()
	const field = `<input name="friendlyDeviceName" type="text"`
	for name, tt := range map[string]struct{ device, shown, notice string }{
		"a name":  {"Jo's phone", "Jo&#39;s phone", "Enter the code that the authenticator app on Jo&#39;s phone shows."},
		"hostile": {`"><script>alert(1)</script>%s`, "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;%s", "Enter the code that the authenticator app on &#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;%s shows."},
		"no name": {"", "", "Enter the code that your authenticator app shows."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.requireMFA()
			b := s.newBrowser()
			p := b.signIn(s.client, "jo", password)
			assert.Contains(t, p.body, field)
			p = b.submit(p, url.Values{"code": {"000000"}, "friendlyDeviceName": {tt.device}})
			assert.Contains(t, p.body, field)
			assert.Equal(t, tt.device != "", strings.Contains(p.body, ` value="`+tt.shown+`"></label>`))
			form := s.code(secretPattern.FindStringSubmatch(p.body)[1])
			form.Set("friendlyDeviceName", tt.device)
			requireSignedIn(t, b.submit(p, form))
			user, err := s.store.User(s.domain.PoolID, "jo")
			require.NoError(t, err)
			assert.Equal(t, tt.device, user.TOTP.Name)
			s.store.Clock.Advance(time.Minute)
			p = s.newBrowser().signIn(s.client, "jo", password)
			assert.Contains(t, p.body, tt.notice)
			assert.NotContains(t, p.body, field, "the app is set up")
			assert.NotContains(t, p.body, "<script>alert")
		})
	}
}

func TestSoftwareToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.requireMFA()

	b := s.newBrowser()
	p := b.signIn(s.client, "jo", password)
	match := secretPattern.FindStringSubmatch(p.body)
	require.NotNil(t, match, p.body)
	secret := match[1]
	p = b.submit(p, url.Values{"code": {"000000x"}})
	assert.Equal(t, "Invalid code received for user", p.alert())
	require.NotNil(t, secretPattern.FindStringSubmatch(p.body), "the key is shown again")
	assert.Equal(t, secret, secretPattern.FindStringSubmatch(p.body)[1])
	assert.NotContains(t, b.cookies, "cognito")
	requireSignedIn(t, b.submit(p, s.code(secret)))

	s.store.Clock.Advance(time.Minute)
	b = s.newBrowser()
	p = b.signIn(s.client, "jo", password)
	assert.Contains(t, p.body, `name="code"`)
	assert.NotContains(t, p.body, secret, "the key is shown only while it is set up")
	used := s.code(secret)
	p = b.submit(p, url.Values{"code": {"wrong"}})
	assert.Equal(t, "Invalid code received for user", p.alert())
	assert.NotContains(t, p.body, secret)
	requireSignedIn(t, b.submit(p, used))

	b = s.newBrowser()
	p = b.submit(b.signIn(s.client, "jo", password), used)
	assert.Equal(t, "Your software token has already been used once.", p.alert())
}

// A user replaces the temporary password before the second factor is requested.
func TestNewPasswordPrecedesTheSecondFactor(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.requireMFA()
	s.addUser("new")
	b := s.newBrowser()
	p := b.submit(b.signIn(s.client, "new", password), url.Values{"new_password": {"N3w-password"}, "confirm_password": {"N3w-password"}})
	match := secretPattern.FindStringSubmatch(p.body)
	require.NotNil(t, match, p.body)
	requireSignedIn(t, b.submit(p, s.code(match[1])))
}

func TestStepErrors(t *testing.T) {
	t.Parallel()
	answer := url.Values{"new_password": {"N3w-password"}, "confirm_password": {"N3w-password"}}
	tests := []struct {
		name   string
		submit func(s *fixture, b *browser, p page) page
	}{
		{"unknown session", func(_ *fixture, b *browser, p page) page {
			return b.submit(p, url.Values{"session": {"made-up"}, "new_password": answer["new_password"], "confirm_password": answer["confirm_password"]})
		}},
		{"another step", func(_ *fixture, b *browser, p page) page {
			return b.submit(p, url.Values{"step": {"SOFTWARE_TOKEN_MFA"}, "code": {"123456"}})
		}},
		{"after five minutes", func(s *fixture, b *browser, p page) page {
			s.store.Clock.Advance(5*time.Minute + time.Second)
			return b.submit(p, answer)
		}},
		{"without XSRF-TOKEN", func(_ *fixture, b *browser, p page) page {
			delete(b.cookies, "XSRF-TOKEN")
			return b.submit(p, answer)
		}},
		{"session of another client", func(s *fixture, b *browser, p page) page {
			other := s.newBrowser()
			form := other.get(s.loginPath(s.addClient("")))
			session := regexp.MustCompile(`name="session" value="([^"]*)"`).FindStringSubmatch(p.body)[1]
			rejected := other.submit(form, url.Values{
				"session": {session}, "step": {"NEW_PASSWORD_REQUIRED"},
				"new_password": answer["new_password"], "confirm_password": answer["confirm_password"],
			})
			requireSignedIn(s.t, b.submit(p, answer)) // the other client has not used up the session
			delete(b.cookies, "cognito")
			return rejected
		}},
		{"session used already", func(s *fixture, b *browser, p page) page {
			requireSignedIn(s.t, b.submit(p, answer))
			delete(b.cookies, "cognito")
			return b.submit(p, answer)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.addUser("new")
			b := s.newBrowser()
			got := tt.submit(s, b, b.signIn(s.client, "new", password))
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.body, "Something went wrong")
			assert.Empty(t, got.location)
			assert.NotContains(t, b.cookies, "cognito")
		})
	}
}
