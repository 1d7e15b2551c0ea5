package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Without USER_AUTH the sign-in begins with the password. Neither the triggers nor the response to
// the username page depend on the user.
func TestUsernamePageDoesNotRevealUnknownUsers(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true, "PreAuthentication")
	f.allowFlows("ALLOW_USER_SRP_AUTH")
	for login, want := range map[string]string{"jo": incorrect, "mo": unknown} {
		step := f.mustBegin(login, signin.UsernameFirst{})
		assert.Equal(t, userpool.FactorPassword, step.Name)
		assert.Equal(t, login, step.Username)
		assert.Empty(t, f.triggers())
		outcome, err := f.answer(step, signin.PagePassword{Password: "wrong"})
		assert.EqualError(t, err, want)
		require.NotNil(t, outcome.Step, "the page accepts another answer")
		assert.Equal(t, step.Session, outcome.Step.Session)
		f.triggers()
	}
	step := f.mustBegin("jo", signin.UsernameFirst{})
	f.requireSignedIn(f.answer(step, signin.PagePassword{Password: password}))
}

// Managed login migrates users with the password of its second page, so the first page does not
// return UserNotFoundException.
func TestMigrationAfterTheUsernamePage(t *testing.T) {
	t.Parallel()
	for _, hides := range []bool{false, true} {
		f := newChoiceFixture(t, true, "PreAuthentication", "UserMigration")
		if hides {
			f.hideUnknownUsers()
		}
		step := f.mustBegin("mo", signin.UsernameFirst{})
		assert.Equal(t, []string{userpool.FactorPassword, userpool.FactorEmail}, step.Choices)
		step = f.mustAnswer(step, signin.FirstFactor{Name: userpool.FactorPassword})
		_, err := f.answer(step, signin.PagePassword{Password: "wrong"})
		assert.EqualError(t, err, map[bool]string{false: unknown, true: incorrect}[hides])
		f.triggers()
		f.responses[userMigration] = map[string]any{"userAttributes": map[string]string{"email": "mo@example.com"}, "finalUserStatus": "CONFIRMED"}
		f.requireSignedIn(f.answer(step, signin.PagePassword{Password: "old password"}))
		assert.Equal(t, []string{userMigration, preAuthentication}, f.triggers())
		assert.Equal(t, "mo@example.com", f.last[preAuthentication]["userAttributes"].(map[string]any)["email"])
	}
}

// Only USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH migrate users (developer guide, "Importing
// users with a user migration Lambda trigger").
func TestChoiceDoesNotMigrateThroughTheAPI(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false, "UserMigration")
	_, err := f.begin("mo", signin.Choice{Preferred: "PASSWORD", Password: "old password"})
	assert.EqualError(t, err, unknown)
	f.hideUnknownUsers()
	_, err = f.begin("mo", signin.Choice{Preferred: "PASSWORD", Password: "old password"})
	assert.EqualError(t, err, incorrect)
	assert.Empty(t, f.triggers())
}

func TestSetUpRequiresAnAddress(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.change(func(p *userpool.Pool) {
		p.Recovery = []userpool.RecoveryMechanism{{Name: "verified_email", Priority: 1}}
		p.MFA = userpool.MFA{Configuration: "ON", SMS: true}
	})
	_, err := f.store.DeleteAttributes(f.pool.ID, "jo", []string{"email"})
	require.NoError(t, err)
	step := f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepMFASetup, step.Name)
	outcome, err := f.answer(step, signin.PageSetUp{})
	assert.EqualError(t, err, "InvalidParameterException: Missing required parameter phone_number")
	require.NotNil(t, outcome.Step)
	step = f.mustAnswer(outcome.Step, signin.PageSetUp{Addresses: []userpool.Attribute{{Name: "phone_number", Value: "+15550100"}}})
	f.requireSignedIn(f.answer(step, signin.SentCode{Factor: userpool.StepSMS, Code: f.lastCode()}))
}

// TestOnlyFirstFactorNeedsNoChoice requires the page of the factor after the page of the username.
func TestOnlyFirstFactorNeedsNoChoice(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, true)
	mo, _, err := f.store.PrepareUser(f.pool.ID, userpool.NewUser{Username: "mo", Attributes: []userpool.Attribute{{Name: "email", Value: "mo@example.com"}, {Name: "email_verified", Value: "true"}}})
	require.NoError(t, err)
	mo.Status = userpool.StatusConfirmed
	_, err = f.store.AddUser(mo, false)
	require.NoError(t, err)
	step := f.mustBegin("mo", signin.UsernameFirst{})
	require.Equal(t, userpool.FactorEmail, step.Name)
	f.requireSignedIn(f.answer(step, signin.SentCode{Factor: userpool.FactorEmail, Code: f.lastCode()}))

	f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD"} })
	assert.Equal(t, userpool.FactorPassword, f.mustBegin("jo", signin.UsernameFirst{}).Name)
}

func TestFailedTriggerEndsAChoice(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newChoiceFixture(t, onPage, "PreAuthentication")
		f.fails = preAuthentication
		outcome, err := f.begin("jo", choiceOf(f))
		assert.ErrorContains(t, err, "UserLambdaValidationException")
		assert.Nil(t, outcome.Step)
	})
}

// TestInvalidMigrationOnThePasswordPage requires the error of the trigger, and not the error of a wrong password.
func TestInvalidMigrationOnThePasswordPage(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, true, "UserMigration")
	step := f.mustAnswer(f.mustBegin("mo", signin.UsernameFirst{}), signin.FirstFactor{Name: userpool.FactorPassword})
	f.responses[userMigration] = map[string]any{"userAttributes": map[string]string{"username": "li"}}
	_, err := f.answer(step, signin.PagePassword{Password: "old password"})
	assert.ErrorContains(t, err, "InvalidLambdaResponseException")
}

func TestSetUpSelectsAnOfferedFactor(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.change(func(p *userpool.Pool) {
		p.Recovery = []userpool.RecoveryMechanism{{Name: "verified_email", Priority: 1}}
		p.MFA = userpool.MFA{Configuration: "ON", SMS: true, SoftwareToken: new(true)}
	})
	_, err := f.store.DeleteAttributes(f.pool.ID, "jo", []string{"email"})
	require.NoError(t, err)
	step := f.mustBegin("jo", signin.Password{Password: password})
	require.Equal(t, userpool.StepMFASetup, step.Name)
	require.ElementsMatch(t, []string{userpool.StepSMS, userpool.StepSoftwareToken}, step.Choices)
	outcome, err := f.answer(step, signin.PageSetUp{Factor: userpool.StepEmail})
	assert.ErrorContains(t, err, userpool.StepEmail)
	require.NotNil(t, outcome.Step, "the page accepts another answer")
	step = f.mustAnswer(outcome.Step, signin.PageSetUp{Factor: userpool.StepSMS})
	assert.Equal(t, []string{userpool.StepSMS}, step.Choices)
}

// Without USER_AUTH the pre authentication trigger runs with the password, and with USER_AUTH at the start. It runs once.
func TestPreAuthenticationRunsOnceOnThePages(t *testing.T) {
	t.Parallel()
	for _, flow := range []string{"ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"} {
		f := newFixture(t, true, "PreAuthentication")
		f.allowFlows(flow)
		f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD"} })
		step := f.mustBegin("jo", signin.UsernameFirst{})
		require.Equal(t, userpool.FactorPassword, step.Name)
		outcome, err := f.answer(step, signin.PagePassword{Password: password})
		f.requireSignedIn(outcome, err)
		assert.Equal(t, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, outcome.Result.Authentication)
		assert.Equal(t, []string{preAuthentication}, f.triggers(), flow)
	}
}

// A user whom a provider's sign-in created has no first factor. The page asks for a password all the same, which is wrong.
func TestUsernamePageOfAUserOfAProvider(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	_, err := f.service.FromProvider(t.Context(), f.client, userpool.Assertion{Provider: newProvider(f, "OIDC", oidcDetails, nil), Subject: "1"})
	require.NoError(t, err)
	step := f.mustBegin("Corp_1", signin.UsernameFirst{})
	require.Equal(t, userpool.FactorPassword, step.Name)
	_, err = f.answer(step, signin.PagePassword{Password: password})
	require.EqualError(t, err, incorrect)
}

// A migrated user is a user of the pool from then on, so a second factor can follow.
func TestSecondFactorAfterAMigration(t *testing.T) {
	t.Parallel()
	for _, flows := range []string{"ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"} {
		f := newFixture(t, true, "UserMigration")
		f.allowFlows(flows)
		f.optionalEmail()
		f.change(func(p *userpool.Pool) { p.MFA.Configuration = "ON" })
		f.responses[userMigration] = map[string]any{"userAttributes": map[string]string{"email": "mo@example.com"}, "finalUserStatus": "CONFIRMED"}
		step := f.mustBegin("mo", signin.UsernameFirst{})
		require.Equal(t, userpool.FactorPassword, step.Name)
		step = f.mustAnswer(step, signin.PagePassword{Password: "old password"})
		require.Equal(t, userpool.StepEmail, step.Name)
		outcome, err := f.answer(step, f.sentCode(step))
		f.requireSignedIn(outcome, err)
		assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"pwd", "email_otp", "mfa"}}, outcome.Result.Authentication, flows)
	}
}

// The password that a user sets on the sign-up page is the first factor.
func TestSignInOnTheSignUpPage(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true, "PreAuthentication", "PostAuthentication")
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	outcome, err := f.begin("jo", signin.SignedUp{User: jo})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, outcome.Result.Authentication)
	assert.Equal(t, []string{postAuthentication}, f.triggers())
}
