package signin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/totp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// tokenCode returns a code of a software token that is not used yet. number counts the codes of a test, from 0 to 2.
func (f *fixture) tokenCode(secret string, number int64) string {
	return totp.Code(secret, f.store.Clock.Now().Unix()/30-1+number)
}

// addSoftwareToken adds a software token to jo and returns its key. It uses the code number 0.
func (f *fixture) addSoftwareToken() string {
	f.t.Helper()
	secret, err := f.store.AssociateTOTP(f.pool.ID, "jo")
	require.NoError(f.t, err)
	_, err = f.store.VerifyTOTP(f.pool.ID, "jo", f.tokenCode(secret, 0), "phone")
	require.NoError(f.t, err)
	return secret
}

// newSelectStep returns a fixture and the step in which jo selects one of two second factors.
func newSelectStep(t *testing.T, onPage bool) (f *fixture, step *signin.Step, secret string) {
	t.Helper()
	f = newFixture(t, onPage)
	f.change(func(p *userpool.Pool) {
		p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true, SoftwareToken: new(true)}
	})
	secret = f.addSoftwareToken()
	_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}, "SOFTWARE_TOKEN_MFA": {Enabled: true}}, nil)
	require.NoError(t, err)
	step = f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepSelectMFA, step.Name)
	require.Equal(t, []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, step.Choices)
	assert.True(t, step.AfterFirstFactor)
	assert.Equal(t, "jo", step.User.Username)
	return f, step, secret
}

func TestSelectionOfASecondFactor(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		for _, name := range []string{"EMAIL_OTP", "EMAIL_MFA"} {
			f, step, _ := newSelectStep(t, onPage)
			step = f.mustAnswer(step, signin.SecondFactor{Name: name})
			require.Equal(t, userpool.StepEmail, step.Name)
			assert.False(t, step.AfterFirstFactor)
			assert.Equal(t, "j***@e***", step.Delivery.Destination)
			outcome, err := f.answer(step, f.sentCode(step))
			f.requireSignedIn(outcome, err)
			assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"pwd", "email_otp", "mfa"}}, outcome.Result.Authentication)
		}
		f, step, secret := newSelectStep(t, onPage)
		step = f.mustAnswer(step, signin.SecondFactor{Name: "SOFTWARE_TOKEN_MFA"})
		require.Equal(t, userpool.StepSoftwareToken, step.Name)
		assert.Equal(t, "jo", step.User.Username)
		outcome, err := f.answer(step, signin.SoftwareTokenCode{Code: f.tokenCode(secret, 1)})
		f.requireSignedIn(outcome, err)
		assert.Equal(t, userpool.Authentication{Level: 4, AMR: []string{"pwd", "otp", "mfa"}}, outcome.Result.Authentication)
	})
}

func TestSelectionOfAnotherFactor(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step, _ := newSelectStep(t, onPage)
		for _, name := range []string{"SMS_MFA", "", "WEB_AUTHN"} {
			outcome, err := f.answer(step, signin.SecondFactor{Name: name})
			require.EqualError(t, err, "InvalidParameterException: The user cannot choose the MFA type "+name+".")
			require.ErrorAs(t, err, &signin.NotOffered{})
			assert.Equal(t, onPage, outcome.Step != nil)
		}
		f.mustAnswer(step, signin.SecondFactor{Name: "EMAIL_OTP"})
	})
}

func TestWrongCodeOfASoftwareToken(t *testing.T) {
	t.Parallel()
	f, step, secret := newSelectStep(t, false)
	step = f.mustAnswer(step, signin.SecondFactor{Name: "SOFTWARE_TOKEN_MFA"})
	for _, code := range []string{"", "000", f.tokenCode(secret, 1000)} {
		_, err := f.answer(step, signin.SoftwareTokenCode{Code: code})
		require.ErrorContains(t, err, "CodeMismatchException")
	}
	f.requireSignedIn(f.answer(step, signin.SoftwareTokenCode{Code: f.tokenCode(secret, 1)}))
}

// newSetUp returns a fixture and the step in which jo, who has no address, sets up a required second factor.
func newSetUp(t *testing.T, onPage bool, mfa userpool.MFA) (*fixture, *signin.Step) {
	t.Helper()
	f := newFixture(t, onPage)
	f.change(func(p *userpool.Pool) {
		p.Recovery = []userpool.RecoveryMechanism{{Name: "admin_only", Priority: 1}}
		p.MFA = mfa
	})
	_, err := f.store.DeleteAttributes(f.pool.ID, "jo", []string{"email"})
	require.NoError(t, err)
	step := f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepMFASetup, step.Name)
	return f, step
}

// newSetUpStep is newSetUp for a client of the API.
func newSetUpStep(t *testing.T, mfa userpool.MFA) (*fixture, *signin.Step) {
	t.Helper()
	f, step := newSetUp(t, false, mfa)
	assert.True(t, step.AfterFirstFactor)
	assert.Equal(t, "jo", step.User.Username)
	assert.Empty(t, step.User.TOTP.Pending, "a client of the API calls AssociateSoftwareToken")
	return f, step
}

const notVerified = "InvalidParameterException: User has not verified software token mfa"

func TestSetUpOfAnAddress(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)})
	require.Equal(t, []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, step.Choices)
	_, err := f.answer(step, signin.SetUp{})
	require.EqualError(t, err, notVerified, "without an address")
	_, err = f.answer(step, signin.SetUp{Email: "no address"})
	require.ErrorContains(t, err, "InvalidParameterException: ")
	require.NotContains(t, err.Error(), "software token")
	require.Empty(t, f.store.Messages())
	step = f.mustAnswer(step, signin.SetUp{Email: "jo@example.org"})
	assert.Equal(t, userpool.StepEmail, step.Name)
	outcome, err := f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"pwd", "email_otp", "mfa"}}, outcome.Result.Authentication)
	email, _ := outcome.Result.User.Attribute("email")
	assert.Equal(t, "jo@example.org", email)
}

// The address of a factor that the step does not offer is ignored.
func TestSetUpIgnoresAnAddressThatIsNotOffered(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", SoftwareToken: new(true)})
	_, err := f.answer(step, signin.SetUp{Email: "jo@example.org"})
	require.EqualError(t, err, notVerified)
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	_, has := jo.Attribute("email")
	assert.False(t, has)
}

func TestSetUpOfASoftwareToken(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", SoftwareToken: new(true)})
	secret, session, err := f.service.AssociateSoftwareToken(step.Session)
	require.NoError(t, err)
	_, err = f.service.VerifySoftwareToken(session, "000", "phone")
	require.ErrorContains(t, err, "CodeMismatchException: ")
	session, err = f.service.VerifySoftwareToken(session, f.tokenCode(secret, 0), "phone")
	require.NoError(t, err)
	step.Session = session
	outcome, err := f.answer(step, signin.SetUp{})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 4, AMR: []string{"pwd", "otp", "mfa"}}, outcome.Result.Authentication)
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, []string{secret, "phone"}, []string{jo.TOTP.Secret, jo.TOTP.Name})
}

// A software token that the user verified outside of the sign-in does not complete the step.
func TestSetUpRequiresATokenOfItsSession(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", SoftwareToken: new(true)})
	f.addSoftwareToken()
	_, err := f.answer(step, signin.SetUp{})
	require.EqualError(t, err, notVerified)
}

const invalidSession = "NotAuthorizedException: Invalid session for the user."

// An attacker who knows the password cannot replace a factor that the user has set up since the sign-in began.
func TestSetUpOfASecondFactorThatTheUserHas(t *testing.T) {
	t.Parallel()
	both := userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)}
	for name, setUp := range map[string]func(*fixture, *signin.Step) error{
		"address": func(f *fixture, step *signin.Step) error {
			outcome, err := f.answer(step, signin.SetUp{Email: "attacker@example.org"})
			require.Equal(f.t, signin.Outcome{}, outcome)
			return err
		},
		"new software token": func(f *fixture, step *signin.Step) error {
			secret, session, err := f.service.AssociateSoftwareToken(step.Session)
			require.Empty(f.t, secret+session)
			return err
		},
		"code of a software token": func(f *fixture, step *signin.Step) error {
			session, err := f.service.VerifySoftwareToken(step.Session, "000000", "")
			require.Empty(f.t, session)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, step := newSetUpStep(t, both)
			f.addSoftwareToken()
			require.EqualError(t, setUp(f, step), invalidSession)
			jo, err := f.store.User(f.pool.ID, "jo")
			require.NoError(t, err)
			assert.Empty(t, jo.TOTP.Pending)
		})
	}
}

// The session of a set-up expires with the sign-in, whether or not a token was associated.
func TestSetUpKeepsItsExpiry(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", SoftwareToken: new(true)})
	f.store.Clock.Advance(2 * time.Minute)
	_, session, err := f.service.AssociateSoftwareToken(step.Session)
	require.NoError(t, err)
	_, _, err = f.service.AssociateSoftwareToken(step.Session)
	require.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
	f.store.Clock.Advance(time.Minute)
	_, _, err = f.service.AssociateSoftwareToken(session)
	require.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session is expired.")
}

// The pool can turn software tokens off during a set-up.
func TestSetUpInAPoolWithoutSoftwareTokens(t *testing.T) {
	t.Parallel()
	f, step := newSetUpStep(t, userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)})
	f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "ON", Email: true} })
	for range 2 { // the error leaves the session usable
		_, session, err := f.service.AssociateSoftwareToken(step.Session)
		require.ErrorContains(t, err, "SoftwareTokenMFANotFoundException: ")
		assert.Empty(t, session)
	}
}
