package signin_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// requireTokenSetUp requires the page with the key of a new software token, and sets the token up.
func (f *fixture) requireTokenSetUp(step *signin.Step) {
	f.t.Helper()
	require.Equal(f.t, []string{"SOFTWARE_TOKEN_MFA"}, step.Choices)
	assert.Equal(f.t, "jo", step.User.Username)
	secret := step.User.TOTP.Pending
	require.Len(f.t, secret, 52, "32 bytes in base32")
	outcome, err := f.answer(step, signin.PageSetUp{Code: "000", Device: "phone"})
	require.ErrorContains(f.t, err, "CodeMismatchException: ")
	require.NotNil(f.t, outcome.Step)
	assert.Equal(f.t, secret, outcome.Step.User.TOTP.Pending, "the page shows the same key again")
	outcome, err = f.answer(step, signin.PageSetUp{Code: f.tokenCode(secret, 0), Device: "phone"})
	f.requireSignedIn(outcome, err)
	assert.Equal(f.t, userpool.Authentication{Level: 4, AMR: []string{"pwd", "otp", "mfa"}}, outcome.Result.Authentication)
	assert.Equal(f.t, []string{secret, "phone"}, []string{outcome.Result.User.TOTP.Secret, outcome.Result.User.TOTP.Name})
}

func TestPageSetsUpASoftwareToken(t *testing.T) {
	t.Parallel()
	f, step := newSetUp(t, true, userpool.MFA{Configuration: "ON", SoftwareToken: new(true)})
	f.requireTokenSetUp(step)
}

// The page creates no key before the user has selected the software token.
func TestPageSetsUpASelectedSoftwareToken(t *testing.T) {
	t.Parallel()
	f, step := newSetUp(t, true, userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)})
	require.Equal(t, []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, step.Choices)
	assert.Empty(t, step.User.TOTP.Pending)
	step = f.mustAnswer(step, signin.PageSetUp{Factor: "SOFTWARE_TOKEN_MFA"})
	assert.False(t, step.AfterFirstFactor)
	f.requireTokenSetUp(step)
}

func TestPageSetsUpAnAddress(t *testing.T) {
	t.Parallel()
	f, step := newSetUp(t, true, userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)})
	step = f.mustAnswer(step, signin.PageSetUp{Factor: "EMAIL_OTP"})
	assert.Equal(t, []string{"EMAIL_OTP"}, step.Choices)
	assert.Equal(t, "jo", step.User.Username)
	outcome, err := f.answer(step, signin.PageSetUp{Addresses: []userpool.Attribute{{Name: "email", Value: "no address"}}})
	require.ErrorContains(t, err, "InvalidParameterException: ")
	require.NotNil(t, outcome.Step)
	require.Empty(t, f.store.Messages())
	addresses := []userpool.Attribute{{Name: "phone_number", Value: "+15550100"}, {Name: "email", Value: "jo@example.org"}}
	step = f.mustAnswer(step, signin.PageSetUp{Addresses: addresses})
	require.Equal(t, userpool.StepEmail, step.Name)
	outcome, err = f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	email, _ := outcome.Result.User.Attribute("email")
	_, hasNumber := outcome.Result.User.Attribute("phone_number")
	assert.Equal(t, []any{"jo@example.org", false}, []any{email, hasNumber})
}

// An attacker who knows the password cannot replace a factor that the user has set up since the page was shown.
func TestPageDoesNotReplaceASecondFactor(t *testing.T) {
	t.Parallel()
	both := userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)}
	for name, answer := range map[string]signin.PageSetUp{
		"selection": {Factor: "SOFTWARE_TOKEN_MFA"}, "no selection": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, step := newSetUp(t, true, both)
			f.addSoftwareToken()
			outcome, err := f.answer(step, answer)
			require.EqualError(t, err, invalidSession)
			assert.Equal(t, signin.Outcome{}, outcome)
			jo, err := f.store.User(f.pool.ID, "jo")
			require.NoError(t, err)
			assert.Empty(t, jo.TOTP.Pending)
		})
	}
}

// The pool has turned software tokens off since the page was shown.
func TestPageSelectsAFactorThatThePoolHasTurnedOff(t *testing.T) {
	t.Parallel()
	f, step := newSetUp(t, true, userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)})
	f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "ON", Email: true} })
	outcome, err := f.answer(step, signin.PageSetUp{Factor: "SOFTWARE_TOKEN_MFA"})
	require.ErrorContains(t, err, "SoftwareTokenMFANotFoundException: ")
	assert.Equal(t, signin.Outcome{}, outcome)
}

// TestPageRejectsAnAnswer requires the step again if the error leaves it open, and the end of the sign-in otherwise.
func TestPageRejectsAnAnswer(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.resetPassword()
	step := f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepNewPassword, step.Name)
	differ := signin.MissingParameter("new_password_confirm")
	outcome, err := f.answer(step, signin.Invalid{Step: userpool.StepNewPassword, Err: differ})
	require.Equal(t, differ, err)
	require.NotNil(t, outcome.Step)
	require.Equal(t, []string{step.Name, step.Session, "jo"}, []string{outcome.Step.Name, outcome.Step.Session, outcome.Step.Username})
	_, err = f.answer(step, signin.Invalid{Step: userpool.StepEmail, Err: differ})
	require.EqualError(t, err, invalidSession, "another step")
	closed := errors.New("closed")
	outcome, err = f.answer(step, signin.Invalid{Step: userpool.StepNewPassword, Err: closed})
	require.Equal(t, closed, err)
	require.Nil(t, outcome.Step)
	_, err = f.answer(step, signin.NewPassword{Password: "An0ther!Pass"})
	require.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
}
