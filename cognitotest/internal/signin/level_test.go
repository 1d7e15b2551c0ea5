package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// TestSignInEndsAtTheRequestedLevel requires that triggers which return issueTokens do not replace a factor of the requested level.
func TestSignInEndsAtTheRequestedLevel(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false, "DefineAuthChallenge")
	f.responses["DefineAuthChallenge_Authentication"] = map[string]any{"issueTokens": true}
	request := f.request("jo")
	f.requireSignedIn(f.service.Begin(t.Context(), request, signin.Custom{}))
	request.Targets = []int{1} // a password, which jo has not entered
	outcome, err := f.service.Begin(t.Context(), request, signin.Custom{})
	require.ErrorIs(t, err, apierror.ErrLevelOutOfReach)
	require.Nil(t, outcome.Result)
}

// beginAtLevel begins a sign-in with requested levels of a user who is credited for earlier methods.
func (f *fixture) beginAtLevel(flow signin.Flow, targets []int, credited ...string) (signin.Outcome, error) {
	request := f.request("jo")
	request.Targets, request.Credited = targets, userpool.Authentication{}.With(credited...)
	return f.service.Begin(f.t.Context(), request, flow)
}

// mustBeginAtLevel returns the first step of such a sign-in.
func (f *fixture) mustBeginAtLevel(flow signin.Flow, targets []int, credited ...string) *signin.Step {
	f.t.Helper()
	outcome, err := f.beginAtLevel(flow, targets, credited...)
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Step)
	return outcome.Step
}

// optionalEmail allows codes by email as a second factor that jo has not turned on. The address is not the one for the recovery.
func (f *fixture) optionalEmail() {
	f.t.Helper()
	f.change(func(p *userpool.Pool) {
		p.Recovery = []userpool.RecoveryMechanism{{Name: "admin_only", Priority: 1}}
		p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true}
	})
}

// A requested level limits the first factors that a user can choose.
func TestLevelLimitsTheFirstFactors(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	step := f.mustBeginAtLevel(signin.Choice{}, nil)
	assert.Equal(t, []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"}, step.Choices)
	step = f.mustBeginAtLevel(signin.Choice{}, []int{1})
	assert.Equal(t, []string{"PASSWORD_SRP", "PASSWORD"}, step.Choices)
	step = f.mustBeginAtLevel(signin.Choice{}, []int{2})
	assert.Equal(t, []string{"EMAIL_OTP"}, step.Choices)
	_, err := f.beginAtLevel(signin.Choice{}, []int{4})
	require.ErrorIs(t, err, apierror.ErrLevelOutOfReach)

	f = newChoiceFixture(t, true)
	step = f.mustBeginAtLevel(signin.UsernameFirst{}, nil)
	assert.Equal(t, []string{"PASSWORD", "EMAIL_OTP"}, step.Choices)
	assert.Equal(t, userpool.FactorPassword, f.mustBeginAtLevel(signin.UsernameFirst{}, []int{1}).Name)
	step = f.mustBeginAtLevel(signin.UsernameFirst{}, []int{2})
	require.Equal(t, userpool.FactorEmail, step.Name, "the only factor needs no choice")
	outcome, err := f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 2, AMR: []string{"email_otp"}}, outcome.Result.Authentication)
}

// The first step is the missing second factor. A start that is credited for the first factor returns no list of first factors.
func TestLevelRequiresASecondFactor(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.optionalEmail()
	step := f.mustBeginAtLevel(signin.Choice{}, []int{3}, "pwd")
	require.Equal(t, userpool.StepEmail, step.Name)
	assert.True(t, step.AfterFirstFactor)
	assert.Empty(t, step.Available)
	outcome, err := f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"pwd", "email_otp", "mfa"}}, outcome.Result.Authentication)
}

func TestLevelRequiresOneOfTwoSecondFactors(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.optionalEmail()
	f.change(func(p *userpool.Pool) { p.MFA.SMS = true })
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	_, _, err = f.store.UpdateAttributes(jo, []userpool.Attribute{{Name: "phone_number", Value: "+15550100"}})
	require.NoError(t, err)
	step := f.mustBeginAtLevel(signin.Choice{}, []int{3}, "pwd")
	require.Equal(t, userpool.StepSelectMFA, step.Name)
	require.Equal(t, []string{"SMS_MFA", "EMAIL_OTP"}, step.Choices)
	assert.True(t, step.AfterFirstFactor)
	step = f.mustAnswer(step, signin.SecondFactor{Name: "SMS_MFA"})
	outcome, err := f.answer(step, f.sentCode(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, 3, outcome.Result.Authentication.Level)
}

// A user who is credited for a code and requests a level of the password chooses between the ways to send the password.
func TestLevelRequiresTheFirstFactor(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	f.optionalEmail()
	step := f.mustBeginAtLevel(signin.Password{Password: password}, []int{3})
	require.Equal(t, userpool.StepEmail, step.Name)

	session := f.confirmedSession()
	step = f.mustBeginAtLevel(signin.AfterSignUp{Session: session}, []int{3})
	require.Equal(t, signin.SelectChallenge, step.Name)
	assert.Equal(t, "jo", step.Username)
	assert.Equal(t, []string{"PASSWORD_SRP", "PASSWORD"}, step.Choices)
	outcome, err := f.answer(step, signin.FirstFactor{Name: "PASSWORD", Password: password})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"email_otp", "pwd", "mfa"}}, outcome.Result.Authentication)
}

// On a page the password is the only first factor that is left, so its page follows.
func TestStepUpOnAPageRequiresTheFirstFactor(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, true)
	f.optionalEmail()
	step := f.mustBeginAtLevel(signin.StepUp{}, []int{3}, "email_otp")
	require.Equal(t, userpool.FactorPassword, step.Name)
	outcome, err := f.answer(step, signin.PagePassword{Password: password})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"email_otp", "pwd", "mfa"}}, outcome.Result.Authentication)
}

func TestStepUpOnAPage(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true, "PreAuthentication")
	f.optionalEmail()
	step := f.mustBeginAtLevel(signin.StepUp{}, []int{3}, "pwd")
	assert.Equal(t, []string{preAuthentication}, f.triggers())
	require.Equal(t, userpool.StepEmail, step.Name)
	f.requireSignedIn(f.answer(step, f.sentCode(step)))
	f.requireSignedIn(f.beginAtLevel(signin.StepUp{}, []int{1}, "pwd"))
	_, err := f.begin("mo", signin.StepUp{})
	require.EqualError(t, err, unknown)
	f.fails = preAuthentication
	outcome, err := f.beginAtLevel(signin.StepUp{}, []int{1}, "pwd")
	require.ErrorContains(t, err, "UserLambdaValidationException: ")
	assert.Equal(t, signin.Outcome{}, outcome)
}

// A temporary password that an administrator has set since the earlier sign-in must be entered.
func TestTemporaryPasswordEndsTheCredit(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.resetPassword()
	step := f.mustBeginAtLevel(signin.StepUp{}, []int{1}, "pwd")
	require.Equal(t, userpool.FactorPassword, step.Name)
	step = f.mustAnswer(step, signin.PagePassword{Password: password})
	require.Equal(t, userpool.StepNewPassword, step.Name)
	outcome, err := f.answer(step, signin.NewPassword{Password: "An0ther!Pass"})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, outcome.Result.Authentication)

	f = newFixture(t, false)
	f.resetPassword()
	step = f.mustBeginAtLevel(signin.Choice{}, []int{1}, "pwd")
	require.Equal(t, signin.SelectChallenge, step.Name)
	assert.Equal(t, []string{"PASSWORD_SRP", "PASSWORD"}, step.Choices)
}

// Without a missing factor a step-up is rejected, unless the user must still pass a second factor.
func TestStepUpToALevelThatIsReached(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	_, err := f.beginAtLevel(signin.Choice{}, []int{1}, "pwd")
	require.Equal(t, apierror.LevelReached(), err)
	_, err = f.beginAtLevel(signin.Choice{}, []int{1}, "pwd", "email_otp")
	require.Equal(t, apierror.LevelReached(), err)
	f.enableEmailCodes()
	_, err = f.beginAtLevel(signin.Choice{}, []int{1}, "pwd", "email_otp")
	require.Equal(t, apierror.LevelReached(), err)
	step := f.mustBeginAtLevel(signin.Choice{}, []int{1}, "pwd")
	require.Equal(t, userpool.StepEmail, step.Name)
	assert.Empty(t, step.Available)
	_, err = f.store.DisableUser(f.pool.ID, "jo")
	require.NoError(t, err)
	outcome, err := f.beginAtLevel(signin.Choice{}, []int{1}, "pwd")
	require.EqualError(t, err, "NotAuthorizedException: User is disabled.")
	assert.Equal(t, signin.Outcome{}, outcome)
}

// A user whose earlier level is unknown is credited for the methods alone, which may reach the level.
func TestStepUpWithAnUnknownLevel(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	request := f.request("jo")
	request.Targets, request.Credited = []int{1}, userpool.Authentication{AMR: []string{"pwd"}}
	outcome, err := f.service.Begin(t.Context(), request, signin.Choice{})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, outcome.Result.Authentication)
}

// The error comes before a second factor that does not lead to the level, and for which no code is sent.
func TestLevelOutOfReachBeforeASecondFactor(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.enableEmailCodes()
	outcome, err := f.beginAtLevel(signin.Password{Password: password}, []int{4})
	require.ErrorIs(t, err, apierror.ErrLevelOutOfReach)
	assert.Equal(t, signin.Outcome{}, outcome)
	assert.Empty(t, f.store.Messages())
}

// The user loses the factor of the level after the first step.
func TestLevelThatIsLostDuringASignIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.optionalEmail()
	step := f.mustBeginAtLevel(signin.Choice{}, []int{3})
	f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "OFF"} })
	outcome, err := f.answer(step, signin.FirstFactor{Name: "PASSWORD", Password: password})
	require.ErrorIs(t, err, apierror.ErrLevelOutOfReach)
	assert.Equal(t, signin.Outcome{}, outcome)
}
