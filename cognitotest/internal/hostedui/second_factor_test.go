package hostedui_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// setSenders configures the senders of text messages and email, which second factors by code
// require.
func setSenders(p *userpool.Pool) {
	p.SMS = &userpool.SMSSender{CallerARN: "arn:aws:iam::123456789012:role/sms"}
	p.Email = userpool.EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:us-east-1:123456789012:identity/a@example.com"}
	p.Tier = userpool.DefaultTier
}

func (s *fixture) change(change func(*userpool.Pool)) {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.domain.PoolID, change)
	require.NoError(s.t, err)
}

// setSecondFactors sets jo's second factors.
func (s *fixture) setSecondFactors(factors map[string]userpool.FactorSetting) {
	s.t.Helper()
	_, err := s.store.SetSecondFactors(s.domain.PoolID, "jo", factors, func(factor string) error { return apierror.InvalidParameter("%s", factor) })
	require.NoError(s.t, err)
}

// The test covers codes by email and by SMS in both versions of the pages.
func TestSecondFactorByCode(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		for factor, where := range map[string]string{"EMAIL_OTP": "by email to j***@e***", "SMS_MFA": "by SMS to &#43;****0100"} {
			t.Run(name+", "+factor, func(t *testing.T) {
				t.Parallel()
				s := create(t)
				s.setVerifiedEmail()
				s.setAttributes("jo", userpool.Attribute{Name: "phone_number", Value: "+15550100"})
				s.change(func(p *userpool.Pool) {
					setSenders(p)
					p.MFA = userpool.MFA{Configuration: "OPTIONAL", SMS: true, Email: true}
				})
				s.setSecondFactors(map[string]userpool.FactorSetting{factor: {Enabled: true, Preferred: true}})
				b := s.newBrowser()
				signIn := func() page {
					if s.domain.ManagedLogin() {
						return b.signInManaged("jo", password)
					}
					return b.signIn(s.client, "jo", password)
				}
				p := signIn()
				assert.Equal(t, http.StatusOK, p.status)
				assert.Contains(t, p.body, "We have sent a code "+where)
				assert.NotContains(t, b.cookies, "cognito")
				p = b.submit(p, url.Values{"code": {"wrong"}})
				assert.Equal(t, "Invalid code or auth state for the user.", p.alert())
				requireSignedIn(t, b.submit(p, url.Values{"code": {s.lastCode()}}))
				require.Len(t, s.store.Messages(), 1, "a wrong code does not send another code")
			})
		}
	}
}

// A user with two second factors selects one.
func TestChoiceOfASecondFactor(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.setVerifiedEmail()
	s.setAttributes("jo", userpool.Attribute{Name: "phone_number", Value: "+15550100"})
	s.change(func(p *userpool.Pool) {
		setSenders(p)
		p.MFA = userpool.MFA{Configuration: "OPTIONAL", SMS: true, Email: true}
	})
	s.setSecondFactors(map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}, "SMS_MFA": {Enabled: true}})
	b := s.newBrowser()
	p := b.signIn(s.client, "jo", password)
	assert.Contains(t, p.body, `<input type="radio" name="answer" value="SMS_MFA" required checked> A code by SMS`)
	assert.Contains(t, p.body, `<input type="radio" name="answer" value="EMAIL_OTP" required> A code by email`)
	assert.Empty(t, s.store.Messages(), "nothing is sent before the choice")
	p = b.submit(p, url.Values{"answer": {"SOFTWARE_TOKEN_MFA"}})
	assert.Equal(t, "Choose one of the options.", p.alert())
	p = b.submit(p, url.Values{"answer": {"EMAIL_OTP"}})
	assert.Contains(t, p.body, "We have sent a code by email to j***@e***")
	requireSignedIn(t, b.submit(p, url.Values{"code": {s.lastCode()}}))
}

// A user without a second factor must set one up if the pool requires MFA.
func TestRequiredMFASetsUpASecondFactor(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.change(func(p *userpool.Pool) {
		setSenders(p)
		p.Recovery = []userpool.RecoveryMechanism{{Name: "verified_phone_number", Priority: 1}}
		p.MFA = userpool.MFA{Configuration: "ON", SoftwareToken: new(true), Email: true}
	})
	b := s.newBrowser()
	p := b.signIn(s.client, "jo", password)
	assert.Contains(t, p.body, `value="SOFTWARE_TOKEN_MFA"`)
	app := b.submit(p, url.Values{"answer": {"SOFTWARE_TOKEN_MFA"}})
	assert.Regexp(t, secretPattern, app.body)

	b = s.newBrowser()
	p = b.submit(b.signIn(s.client, "jo", password), url.Values{"answer": {"EMAIL_OTP"}})
	assert.Contains(t, p.body, `<input name="requiredAttributes[email]" type="email"`)
	p = b.submit(p, url.Values{"requiredAttributes[email]": {"jo@example.com"}})
	assert.Contains(t, p.body, "We have sent a code by email to j***@e***")
	requireSignedIn(t, b.submit(p, url.Values{"code": {s.lastCode()}}))
}

// newChoiceFixture returns a fixture with managed login in a pool that allows codes by email as a
// first factor.
func newChoiceFixture(t *testing.T, flows ...string) *fixture {
	t.Helper()
	s := newManagedFixture(t)
	s.setVerifiedEmail()
	s.change(func(p *userpool.Pool) {
		setSenders(p)
		p.AllowedFirstAuthFactors = []string{"PASSWORD", "EMAIL_OTP"}
	})
	settings := s.client.ClientSettings
	settings.ExplicitAuthFlows = flows
	var err error
	s.client, err = s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
	require.NoError(t, err)
	return s
}

func TestChoiceOfTheFirstFactor(t *testing.T) {
	t.Parallel()
	s := newChoiceFixture(t, "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
	begin := func(b *browser, username string) page {
		return b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {username}})
	}
	b := s.newBrowser()
	p := begin(b, "jo")
	assert.Contains(t, p.body, `value="PASSWORD" required checked> Password`)
	assert.Contains(t, p.body, `value="EMAIL_OTP" required> A code by email`)
	p = b.submit(p, url.Values{"answer": {"EMAIL_OTP"}})
	assert.Contains(t, p.body, "We have sent a code by email to j***@e***")
	requireSignedIn(t, b.submit(p, url.Values{"code": {s.lastCode()}}))

	b = s.newBrowser()
	p = b.submit(begin(b, "jo"), url.Values{"answer": {"PASSWORD"}})
	requireSignedIn(t, b.submit(p, url.Values{"password": {password}}))

	// An unknown user gets the same pages.
	sent := len(s.store.Messages())
	b = s.newBrowser()
	p = b.submit(begin(b, "nobody"), url.Values{"answer": {"EMAIL_OTP"}})
	assert.Contains(t, p.body, "We have sent a code by email to ")
	p = b.submit(p, url.Values{"code": {"12345678"}})
	assert.Equal(t, "Invalid code or auth state for the user.", p.alert())
	assert.Len(t, s.store.Messages(), sent)
}

// Without ALLOW_USER_AUTH managed login asks for the password. The classic pages always ask for it.
func TestChoiceOfTheFirstFactorRequiresUserAuth(t *testing.T) {
	t.Parallel()
	s := newChoiceFixture(t, "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
	requireSignedIn(t, s.newBrowser().signInManaged("jo", password))
	s = newChoiceFixture(t, "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
	s.domain.ManagedLoginVersion = 1
	requireSignedIn(t, s.newBrowser().signIn(s.client, "jo", password))
}

// If the client does not hide unknown users, the page reports them, as USER_AUTH does (developer
// guide, "Managing user existence error responses").
func TestChoiceOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	s := newChoiceFixture(t, "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
	settings := s.client.ClientSettings
	settings.PreventUserExistenceErrors = "LEGACY"
	var err error
	s.client, err = s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
	require.NoError(t, err)
	b := s.newBrowser()
	p := b.submit(b.get(s.loginPath(s.client)), url.Values{"username": {"nobody"}})
	assert.Equal(t, "User does not exist.", p.alert())
	assert.Contains(t, p.body, `name="username"`, "the username page is shown again")
}

// A user who is disabled during the sign-in gets the error on the first page.
func TestDisabledUserReturnsToTheFirstPage(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.setVerifiedEmail()
	s.change(func(p *userpool.Pool) {
		setSenders(p)
		p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true}
	})
	s.setSecondFactors(map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}})
	b := s.newBrowser()
	p := b.signIn(s.client, "jo", password)
	_, err := s.store.DisableUser(s.domain.PoolID, "jo")
	require.NoError(t, err)
	p = b.submit(p, url.Values{"code": {s.lastCode()}})
	assert.Equal(t, "User is disabled.", p.alert())
	assert.Contains(t, p.body, `name="password"`, "the sign-in page")
}
