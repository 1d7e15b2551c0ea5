package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const missingPublicValue = "InvalidParameterException: Missing required parameter SRP_A"

func TestPreferredChallenge(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	all := []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"}
	client := f.srpClient(password)
	step := f.mustBegin("jo", signin.Choice{Preferred: "PASSWORD_SRP", PublicValue: client.publicValue()})
	assert.Equal(t, signin.PasswordVerifier, step.Name)
	assert.Equal(t, all, step.Available)
	f.requireSignedIn(f.answer(step, client.proof(step)))
	step = f.mustBegin("jo", signin.Choice{Preferred: "EMAIL_OTP"})
	assert.Equal(t, userpool.FactorEmail, step.Name)
	assert.Equal(t, all, step.Available)
	f.requireSignedIn(f.begin("jo", signin.Choice{Preferred: "PASSWORD", Password: password}))
	for _, preferred := range []string{"", "SMS_OTP", "WEB_AUTHN"} { // the user does not have the last two
		step = f.mustBegin("jo", signin.Choice{Preferred: preferred})
		assert.Equal(t, signin.SelectChallenge, step.Name)
		assert.Equal(t, all, step.Choices)
		assert.Equal(t, all, step.Available)
	}
}

func TestPreferredChallengeIsRejected(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false, "PreAuthentication")
	for _, tt := range []struct{ preferred, want string }{
		{"CUSTOM_CHALLENGE", "InvalidParameterException: PREFERRED_CHALLENGE cannot be CUSTOM_CHALLENGE. Use EMAIL_OTP, PASSWORD, PASSWORD_SRP, SMS_OTP, WEB_AUTHN."},
		{"PASSWORD_SRP", missingPublicValue},
		{"PASSWORD", "InvalidParameterException: Missing required parameter PASSWORD"},
	} {
		outcome, err := f.begin("jo", signin.Choice{Preferred: tt.preferred})
		require.EqualError(t, err, tt.want)
		assert.Equal(t, signin.Outcome{}, outcome)
	}
	assert.Equal(t, []string{preAuthentication, preAuthentication}, f.triggers(), "none for the first one")
}

func TestChosenFactorRequiresItsParameter(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	step := f.mustBegin("jo", signin.Choice{})
	for _, tt := range []struct {
		answer signin.FirstFactor
		want   string
	}{
		{signin.FirstFactor{Name: "PASSWORD_SRP"}, missingPublicValue},
		{signin.FirstFactor{Name: "PASSWORD"}, "InvalidParameterException: Missing required parameter PASSWORD"},
		{signin.FirstFactor{Name: "SMS_OTP"}, "InvalidParameterException: Invalid challenge SMS_OTP: the user has PASSWORD_SRP, PASSWORD, EMAIL_OTP."},
		{signin.FirstFactor{Name: "WEB_AUTHN", Credential: "{}"}, "InvalidParameterException: Select WEB_AUTHN without CREDENTIAL. Send CREDENTIAL in the response to the WEB_AUTHN challenge, which has the options to sign."},
	} {
		outcome, err := f.answer(step, tt.answer)
		require.EqualError(t, err, tt.want)
		assert.Equal(t, signin.Outcome{}, outcome)
	}
	client := f.srpClient(password)
	step = f.mustAnswer(step, signin.FirstFactor{Name: "PASSWORD_SRP", PublicValue: client.publicValue()})
	f.requireSignedIn(f.answer(step, client.proof(step)))
}

// The challenge names the user, not the alias with which the sign-in began.
func TestChoiceReturnsTheUsername(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	f.change(func(p *userpool.Pool) { p.AliasAttributes = []string{"email"} })
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	_, _, err = f.store.UpdateAttributes(jo, []userpool.Attribute{{Name: "email_verified", Value: "true"}})
	require.NoError(t, err)
	step := f.mustBegin("jo@example.com", signin.Choice{})
	assert.Equal(t, "jo", step.Username)
	f.requireSignedIn(f.answer(step, signin.FirstFactor{Name: "PASSWORD", Password: password}))
}

// The list of first factors is only in a response that asks for one of them.
func TestSecondFactorAfterAPreferredPassword(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	f.enableEmailCodes()
	step := f.mustBegin("jo", signin.Choice{Preferred: "PASSWORD", Password: password})
	require.Equal(t, userpool.StepEmail, step.Name)
	assert.Empty(t, step.Available)
}

// The password of an unknown user counts as a failed attempt, also after the choice.
func TestChosenPasswordOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false, "PreAuthentication")
	f.hideUnknownUsers()
	step := f.mustBegin("mo", signin.Choice{})
	assert.Equal(t, "mo", step.Username)
	assert.Equal(t, []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"}, step.Choices)
	assert.Equal(t, "mo", f.users[preAuthentication])
	assert.Equal(t, map[string]any{"userAttributes": map[string]any{}, "userNotFound": true}, f.last[preAuthentication])
	_, err := f.answer(step, signin.FirstFactor{Name: "PASSWORD", Password: password})
	require.EqualError(t, err, incorrect)
	f.fails = preAuthentication
	for _, flow := range []signin.Flow{signin.Choice{}, signin.Password{Password: password}, signin.SRP{PublicValue: publicValue}} {
		outcome, err := f.begin("mo", flow)
		require.EqualError(t, err, "UserLambdaValidationException: PreAuthentication failed with error no.")
		assert.Equal(t, signin.Outcome{}, outcome)
	}
}
