package signin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The tests of this file run for the API and for the pages.

const (
	preAuthentication  = "PreAuthentication_Authentication"
	postAuthentication = "PostAuthentication_Authentication"
	userMigration      = "UserMigration_Authentication"
)

func TestPasswordRunsBothAuthenticationTriggers(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newFixture(t, onPage, "PreAuthentication", "PostAuthentication")
		f.requireSignedIn(f.begin("jo", signin.Password{Password: password}))
		assert.Equal(t, []string{preAuthentication, postAuthentication}, f.triggers())
		_, err := f.begin("jo", signin.Password{Password: "wrong"})
		assert.EqualError(t, err, incorrect)
		assert.Equal(t, []string{preAuthentication}, f.triggers())
	})
}

// "When a user signs in to a user pool where you
// assigned migrate user and pre authentication triggers, they activate both" (developer guide,
// "Connecting Lambda triggers to user pool functional operations").
func TestMigratedUserRunsPreAuthentication(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newFixture(t, onPage, "PreAuthentication", "PostAuthentication", "UserMigration")
		f.responses[userMigration] = map[string]any{"userAttributes": map[string]string{"email": "mo@example.com"}, "finalUserStatus": "CONFIRMED"}
		f.requireSignedIn(f.begin("mo", signin.Password{Password: "old password"}))
		assert.Equal(t, []string{userMigration, preAuthentication, postAuthentication}, f.triggers())
		assert.Equal(t, "mo@example.com", f.last[preAuthentication]["userAttributes"].(map[string]any)["email"])
	})
}

// The trigger returns another username than the login, and the alias that the user signs in with is
// not verified.
func TestMigratedUserSignsInWithAnUnverifiedAlias(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newFixture(t, onPage, "UserMigration")
		f.change(func(p *userpool.Pool) { p.AliasAttributes = []string{"email"} })
		f.responses[userMigration] = map[string]any{
			"userAttributes": map[string]string{"username": "mo", "email": "mo@example.com"}, "finalUserStatus": "CONFIRMED",
		}
		outcome, err := f.begin("mo@example.com", signin.Password{Password: "old password"})
		f.requireSignedIn(outcome, err)
		assert.Equal(t, "mo", outcome.Result.User.Username)
	})
}

// A migrate user trigger that rejects the user does not change the errors for unknown users.
func TestRejectedMigrationReturnsTheErrorsOfUnknownUsers(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newFixture(t, onPage, "PreAuthentication", "UserMigration")
		_, err := f.begin("mo", signin.Password{Password: "wrong"})
		assert.EqualError(t, err, unknown)
		assert.Equal(t, []string{userMigration}, f.triggers())

		f.hideUnknownUsers()
		for range 5 {
			_, err = f.begin("mo", signin.Password{Password: "wrong"})
			assert.EqualError(t, err, incorrect)
			assert.Equal(t, []string{userMigration, preAuthentication}, f.triggers())
			assert.Equal(t, true, f.last[preAuthentication]["userNotFound"])
		}
		_, err = f.begin("mo", signin.Password{Password: "wrong"})
		assert.EqualError(t, err, "NotAuthorizedException: Password attempts exceeded", "attempts count as for an existing user")
	})
}

// choiceOf returns the flow that starts choice-based authentication in a front end.
func choiceOf(f *fixture) signin.Flow {
	if f.onPage {
		return signin.UsernameFirst{}
	}
	return signin.Choice{}
}

// newChoiceFixture creates a pool that allows codes by email as first factors.
func newChoiceFixture(t *testing.T, onPage bool, triggers ...string) *fixture {
	t.Helper()
	f := newFixture(t, onPage, triggers...)
	f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD", "EMAIL_OTP"} })
	return f
}

// InitiateAuth runs the trigger, and RespondToAuthChallenge does not (developer guide, "Connecting
// API operations to Lambda triggers").
func TestChoiceRunsPreAuthenticationAtItsStart(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newChoiceFixture(t, onPage, "PreAuthentication", "PostAuthentication")
		step := f.mustBegin("jo", choiceOf(f))
		assert.Equal(t, signin.SelectChallenge, step.Name)
		assert.Equal(t, []string{preAuthentication}, f.triggers())
		step = f.mustAnswer(step, signin.FirstFactor{Name: "EMAIL_OTP"})
		assert.Empty(t, f.triggers())
		f.requireSignedIn(f.answer(step, signin.SentCode{Factor: "EMAIL_OTP", Code: f.lastCode()}))
		assert.Equal(t, []string{postAuthentication}, f.triggers())
	})
}

// "With PreventUserExistenceErrors inactive, Amazon Cognito returns
// a UserNotFound exception" (developer guide, "Managing user existence error responses").
func TestChoiceOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newChoiceFixture(t, onPage)
		_, err := f.begin("mo@example.com", choiceOf(f))
		assert.EqualError(t, err, unknown)

		f.hideUnknownUsers()
		step := f.mustBegin("mo@example.com", choiceOf(f))
		step = f.mustAnswer(step, signin.FirstFactor{Name: "EMAIL_OTP"})
		assert.Equal(t, "m***@e***", step.Delivery.Destination)
		assert.Empty(t, f.store.Messages())
		_, err = f.answer(step, signin.SentCode{Factor: "EMAIL_OTP", Code: "12345678"})
		assert.EqualError(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
	})
}

// The sign-in needs no second factor, even if the user turns one on meanwhile.
func TestCodeAsFirstFactorRequiresNoSecondFactor(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newChoiceFixture(t, onPage)
		step := f.mustAnswer(f.mustBegin("jo", choiceOf(f)), signin.FirstFactor{Name: "EMAIL_OTP"})
		f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true} })
		_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}}, nil)
		require.NoError(t, err)
		f.requireSignedIn(f.answer(step, signin.SentCode{Factor: "EMAIL_OTP", Code: f.lastCode()}))
	})
}

// A wrong code in place of the password does not lock the account (a capture of six).
func TestWrongCodeAsFirstFactor(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newChoiceFixture(t, onPage)
		step := f.mustAnswer(f.mustBegin("jo", choiceOf(f)), signin.FirstFactor{Name: "EMAIL_OTP"})
		for range 6 {
			outcome, err := f.answer(step, signin.SentCode{Factor: "EMAIL_OTP", Code: "wrong"})
			require.EqualError(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
			require.Nil(t, outcome.Result)
		}
		f.requireSignedIn(f.answer(step, f.sentCode(step)))
	})
}

// newCodeStep returns a fixture and the step of a second factor by email.
func newCodeStep(t *testing.T, onPage bool, triggers ...string) (*fixture, *signin.Step) {
	t.Helper()
	f := newFixture(t, onPage, triggers...)
	f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true} })
	_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}}, nil)
	require.NoError(t, err)
	step := f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepEmail, step.Name)
	return f, step
}

func TestWrongCodeLeavesTheSessionOpen(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage)
		outcome, err := f.answer(step, signin.SentCode{Factor: step.Name, Code: "wrong"})
		assert.EqualError(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
		assert.Equal(t, onPage, outcome.Step != nil, "only a page receives the step again")
		f.requireSignedIn(f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()}))
		_, err = f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()})
		_, invalid := err.(signin.InvalidSession) //nolint:errorlint // the error itself, not one that it wraps
		assert.True(t, invalid)
		assert.ErrorIs(t, err, apierror.ErrNotAuthorized)
		assert.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
	})
}

// After an error of the user's state the client must begin another sign-in.
func TestErrorOfTheUserEndsTheSession(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage)
		_, err := f.store.DisableUser(f.pool.ID, "jo")
		require.NoError(t, err)
		outcome, err := f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()})
		assert.EqualError(t, err, "NotAuthorizedException: User is disabled.")
		assert.Nil(t, outcome.Step)
		_, err = f.store.EnableUser(f.pool.ID, "jo")
		require.NoError(t, err)
		_, err = f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()})
		assert.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
	})
}

func TestReopenedStepKeepsItsExpiry(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage)
		f.store.Clock.Advance(2 * time.Minute)
		_, err := f.answer(step, signin.SentCode{Factor: step.Name, Code: "wrong"})
		require.Error(t, err)
		f.store.Clock.Advance(time.Minute)
		_, err = f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()})
		assert.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session is expired.")
	})
}

// ASVS 2.3.1: a session is invalid in the other front end, for another client and for another step. The
// rejected request does not use it up, so the sign-in continues.
func TestSessionBelongsToOneFrontEndClientAndStep(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage)
		other, err := f.store.CreateClient(f.pool.ID, f.client.ClientSettings, "", false)
		require.NoError(t, err)
		right := signin.SentCode{Factor: step.Name, Code: f.lastCode()}
		for name, answer := range map[string]func(*fixture) error{
			"the other front end": func(f *fixture) error { f.onPage = !onPage; _, err := f.answer(step, right); return err },
			"another client":      func(f *fixture) error { f.client = other; _, err := f.answer(step, right); return err },
			"another step":        func(f *fixture) error { _, err := f.answer(step, signin.NewPassword{Password: password}); return err },
		} {
			changed := *f
			assert.EqualError(t, answer(&changed), "NotAuthorizedException: Invalid session for the user.", name)
		}
		f.requireSignedIn(f.answer(step, right))
	})
}

// Through the API an answer names its user.
func TestSessionBelongsToOneUser(t *testing.T) {
	t.Parallel()
	for _, login := range []string{"mo", "li", ""} {
		f, step := newCodeStep(t, false)
		_, err := f.store.CreateUser(f.pool.ID, "mo", nil, password)
		require.NoError(t, err)
		outcome, err := f.service.Answer(t.Context(), f.request(login), step.Session, f.sentCode(step))
		require.EqualError(t, err, invalidSession, login)
		assert.Equal(t, signin.Outcome{}, outcome)
	}
}

// Only the proofs of SRP and the answers of a device find their session without a Session string.
func TestAnswerRequiresASession(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage)
		step.Session = ""
		for _, answer := range []signin.Answer{f.sentCode(step), signin.FirstFactor{Name: "EMAIL_OTP"}, signin.NewPassword{Password: password}, signin.CustomAnswer{}} {
			outcome, err := f.answer(step, answer)
			require.EqualError(t, err, "InvalidParameterException: Missing required parameter Session")
			require.ErrorAs(t, err, &signin.InvalidSession{})
			assert.Equal(t, signin.Outcome{}, outcome)
		}
	})
}

// ASVS 6.6.2: a code belongs to the sign-in that it was sent for, also if the same user begins another one.
func TestCodeOfAnotherSignInIsRejected(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, first := newCodeStep(t, onPage)
		codes := []string{f.lastCode()}
		second := f.mustBegin("jo", signin.Password{Password: password})
		codes = append(codes, f.lastCode())
		require.NotEqual(t, codes[0], codes[1])
		for i, step := range []*signin.Step{first, second} {
			_, err := f.answer(step, signin.SentCode{Factor: step.Name, Code: codes[1-i]})
			require.EqualError(t, err, "CodeMismatchException: Invalid code or auth state for the user.")
			f.requireSignedIn(f.answer(step, signin.SentCode{Factor: step.Name, Code: codes[i]}))
		}
	})
}

// The error of the trigger ends the session.
func TestFailedPostAuthenticationReturnsNoTokens(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, step := newCodeStep(t, onPage, "PostAuthentication")
		f.fails = postAuthentication
		outcome, err := f.answer(step, signin.SentCode{Factor: step.Name, Code: f.lastCode()})
		assert.EqualError(t, err, "UserLambdaValidationException: PostAuthentication failed with error no.")
		assert.Equal(t, signin.Outcome{}, outcome)
	})
}
