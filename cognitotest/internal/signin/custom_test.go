package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	defineChallenge = "DefineAuthChallenge_Authentication"
	createChallenge = "CreateAuthChallenge_Authentication"
	verifyChallenge = "VerifyAuthChallengeResponse_Authentication"

	noTrigger       = "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool."
	invalidResponse = "InvalidLambdaResponseException: Unrecognizable lambda output"
)

// customTriggers are the three triggers of a custom sign-in.
var customTriggers = []string{"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"}

// newCustomFixture creates a pool with the triggers of a custom sign-in. The define auth challenge trigger returns the next element of
// define at each call. The create auth challenge trigger asks for a word, which is right if it is "swordfish".
func newCustomFixture(t *testing.T, define []map[string]any, triggers ...string) *fixture {
	t.Helper()
	f := newFixture(t, false, append(triggers, customTriggers...)...)
	f.defineResponses(define...)
	return f
}

// defineResponses sets the responses of the custom challenge triggers.
func (f *fixture) defineResponses(define ...map[string]any) {
	f.responses[createChallenge] = map[string]any{
		"publicChallengeParameters": map[string]string{"hint": "a fish"}, "privateChallengeParameters": map[string]string{"word": "swordfish"}, "challengeMetadata": "WORD",
	}
	f.meanwhile = func(source string) {
		switch source {
		case defineChallenge:
			f.responses[source], define = define[0], define[1:]
		case verifyChallenge:
			r := f.last[source]
			f.responses[source] = map[string]any{"answerCorrect": r["challengeAnswer"] == r["privateChallengeParameters"].(map[string]any)["word"]}
		}
	}
}

var issueTokens = map[string]any{"issueTokens": true}

// next returns the response of a define auth challenge trigger that asks for a challenge.
func next(challenge string) map[string]any { return map[string]any{"challengeName": challenge} }

func word(*signin.Step) signin.Answer { return signin.CustomAnswer{Answer: "swordfish"} }

func TestCustomSignIn(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("CUSTOM_CHALLENGE"), next("CUSTOM_CHALLENGE"), issueTokens}, "PreAuthentication", "PostAuthentication")
	step := f.mustBegin("jo", signin.Custom{})
	assert.Equal(t, []string{preAuthentication, defineChallenge, createChallenge}, f.triggers())
	assert.Equal(t, signin.CustomChallenge, step.Name)
	assert.Equal(t, map[string]string{"hint": "a fish"}, step.Public)
	step = f.mustAnswer(step, signin.CustomAnswer{Answer: "trout"})
	assert.Equal(t, []string{verifyChallenge, defineChallenge, createChallenge}, f.triggers())
	wrong := map[string]any{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": false, "challengeMetadata": "WORD"}
	assert.Equal(t, []any{wrong}, f.last[createChallenge]["session"])
	outcome, err := f.answer(step, word(step))
	f.requireSignedIn(outcome, err)
	assert.Equal(t, []string{verifyChallenge, defineChallenge, postAuthentication}, f.triggers())
	right := map[string]any{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": true, "challengeMetadata": "WORD"}
	assert.Equal(t, []any{wrong, right}, f.last[defineChallenge]["session"])
	assert.Equal(t, userpool.Authentication{}, outcome.Result.Authentication, "a custom challenge is not a method")
	for _, source := range []string{preAuthentication, defineChallenge, createChallenge, verifyChallenge, postAuthentication} {
		assert.Equal(t, "jo", f.users[source], source)
		assert.Equal(t, "jo@example.com", f.last[source]["userAttributes"].(map[string]any)["email"], source)
	}
}

// An unknown user gets the challenges of the triggers, which receive the login and userNotFound, and never tokens.
func TestCustomSignInOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("CUSTOM_CHALLENGE"), issueTokens})
	_, err := f.begin("mo", signin.Custom{})
	require.EqualError(t, err, unknown)
	assert.Empty(t, f.triggers())
	f.hideUnknownUsers()
	step := f.mustBegin("mo", signin.Custom{})
	assert.Equal(t, "mo", step.Username)
	outcome, err := f.answer(step, word(step))
	require.EqualError(t, err, incorrect)
	assert.Equal(t, signin.Outcome{}, outcome)
	for _, source := range []string{defineChallenge, createChallenge, verifyChallenge} {
		assert.Equal(t, "mo", f.users[source], source)
		assert.Equal(t, true, f.last[source]["userNotFound"], source)
		assert.Equal(t, map[string]any{}, f.last[source]["userAttributes"], source)
	}
}

// The trigger may require the password first. Its challenge results begin with SRP_A.
func TestCustomSignInWithThePasswordFirst(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("PASSWORD_VERIFIER"), next("CUSTOM_CHALLENGE"), issueTokens})
	client := f.srpClient(password)
	outcome, err := f.walk("jo", signin.Custom{SRPFirst: true, PublicValue: client.publicValue()}, client.proof, word)
	f.requireSignedIn(outcome, err)
	assert.Equal(t, []string{"pwd"}, outcome.Result.Authentication.AMR)
	var names []any
	for _, result := range f.last[defineChallenge]["session"].([]any) {
		names = append(names, result.(map[string]any)["challengeName"])
	}
	assert.Equal(t, []any{"SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"}, names)
}

func TestCustomSignInWithThePasswordOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("PASSWORD_VERIFIER")})
	f.hideUnknownUsers()
	client := f.srpClient(password)
	step := f.mustBegin("mo", signin.Custom{SRPFirst: true, PublicValue: client.publicValue()})
	assert.Equal(t, signin.PasswordVerifier, step.Name)
	assert.NotEqual(t, "mo", step.Username)
	_, err := f.answer(step, client.proof(step))
	assert.EqualError(t, err, incorrect)
}

// A temporary password is replaced after it was proven, if the trigger asks for it.
func TestCustomSignInWithATemporaryPassword(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("PASSWORD_VERIFIER"), next("NEW_PASSWORD_REQUIRED"), issueTokens})
	_, err := f.store.SetPassword(f.pool.ID, "jo", password, false)
	require.NoError(t, err)
	client := f.srpClient(password)
	f.requireSignedIn(f.walk("jo", signin.Custom{SRPFirst: true, PublicValue: client.publicValue()}, client.proof, func(step *signin.Step) signin.Answer {
		assert.Equal(t, userpool.StepNewPassword, step.Name)
		return signin.NewPassword{Password: "An0ther!Pass"}
	}))
	results := f.last[defineChallenge]["session"].([]any)
	assert.Equal(t, "NEW_PASSWORD_REQUIRED", results[len(results)-1].(map[string]any)["challengeName"])
}

// A second factor follows the password, and then the trigger determines what follows.
func TestCustomSignInWithASecondFactor(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{next("PASSWORD_VERIFIER"), issueTokens})
	f.enableEmailCodes()
	client := f.srpClient(password)
	f.requireSignedIn(f.walk("jo", signin.Custom{SRPFirst: true, PublicValue: client.publicValue()}, client.proof, f.sentCode))
	results := f.last[defineChallenge]["session"].([]any)
	assert.Equal(t, "EMAIL_OTP", results[len(results)-1].(map[string]any)["challengeName"])
}

// A response that does not fit the sign-in so far ends it.
func TestInvalidResponseOfDefineAuthChallenge(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		temporary bool
		first     bool // SRP_A
		define    []map[string]any
		want      string
	}{
		{"an empty response", false, false, []map[string]any{{}}, invalidResponse},
		{"an unknown challenge", false, false, []map[string]any{next("SMS_MFA")}, invalidResponse},
		{"a failure", false, false, []map[string]any{{"failAuthentication": true, "issueTokens": true}}, incorrect},
		{"neither tokens nor a failure", false, false, []map[string]any{{"failAuthentication": false, "issueTokens": false}}, invalidResponse},
		{"a password without SRP_A", false, false, []map[string]any{next("PASSWORD_VERIFIER")}, invalidResponse},
		{"a password after a challenge", false, false, []map[string]any{next("CUSTOM_CHALLENGE"), next("PASSWORD_VERIFIER")}, invalidResponse},
		{"a second password", false, true, []map[string]any{next("PASSWORD_VERIFIER"), next("PASSWORD_VERIFIER")}, invalidResponse},
		{"a password after SRP_A and a challenge", false, true, []map[string]any{next("CUSTOM_CHALLENGE"), next("PASSWORD_VERIFIER")}, invalidResponse},
		{"a new password of a confirmed user", false, true, []map[string]any{next("PASSWORD_VERIFIER"), next("NEW_PASSWORD_REQUIRED")}, invalidResponse},
		{"a new password before the old one", true, true, []map[string]any{next("NEW_PASSWORD_REQUIRED")}, invalidResponse},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newCustomFixture(t, tt.define)
			_, err := f.store.SetPassword(f.pool.ID, "jo", password, !tt.temporary)
			require.NoError(t, err)
			client := f.srpClient(password)
			var answers []func(*signin.Step) signin.Answer
			for range tt.define[1:] {
				answers = append(answers, func(step *signin.Step) signin.Answer {
					if step.Name == signin.PasswordVerifier {
						return client.proof(step)
					}
					return word(step)
				})
			}
			outcome, err := f.walk("jo", signin.Custom{SRPFirst: tt.first, PublicValue: client.publicValue()}, answers...)
			require.EqualError(t, err, tt.want)
			assert.Equal(t, signin.Outcome{}, outcome)
		})
	}
}

func TestCustomSignInRequiresItsTriggers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		triggers []string
		calls    []string
	}{
		{"define", []string{"CreateAuthChallenge", "VerifyAuthChallengeResponse"}, nil},
		{"create", []string{"DefineAuthChallenge", "VerifyAuthChallengeResponse"}, []string{defineChallenge}},
		{"verify", []string{"DefineAuthChallenge", "CreateAuthChallenge"}, []string{defineChallenge, createChallenge}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, false, tt.triggers...)
			f.defineResponses(next("CUSTOM_CHALLENGE"))
			outcome, err := f.walk("jo", signin.Custom{}, word)
			require.EqualError(t, err, noTrigger)
			assert.Equal(t, signin.Outcome{}, outcome)
			assert.Equal(t, tt.calls, f.triggers())
		})
	}
}

func TestCustomSignInRejectsTheStart(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{issueTokens}, "PreAuthentication")
	_, err := f.begin("jo", signin.Custom{SRPFirst: true})
	require.EqualError(t, err, "InvalidParameterException: Missing required parameter SRP_A")
	assert.Equal(t, []string{preAuthentication}, f.triggers())

	corp := newProvider(f, "OIDC", oidcDetails, nil)
	_, err = f.service.FromProvider(t.Context(), f.client, userpool.Assertion{Provider: corp, Subject: "1"})
	require.NoError(t, err)
	_, err = f.begin("Corp_1", signin.Custom{})
	require.EqualError(t, err, incorrect, "the user signs in at the provider")
	assert.Empty(t, f.triggers())

	user, _, err := f.store.PrepareUser(f.pool.ID, userpool.NewUser{Username: "mo"})
	require.NoError(t, err)
	user.Status = userpool.StatusUnconfirmed
	_, err = f.store.AddUser(user, false)
	require.NoError(t, err)
	_, err = f.begin("mo", signin.Custom{})
	require.EqualError(t, err, "UserNotConfirmedException: User is not confirmed.")
	assert.Equal(t, []string{preAuthentication}, f.triggers())
}

// The trigger cannot sign in a user whose state does not allow it.
func TestCustomSignInOfADisabledUser(t *testing.T) {
	t.Parallel()
	f := newCustomFixture(t, []map[string]any{issueTokens})
	_, err := f.store.DisableUser(f.pool.ID, "jo")
	require.NoError(t, err)
	outcome, err := f.begin("jo", signin.Custom{})
	require.EqualError(t, err, "NotAuthorizedException: User is disabled.")
	assert.Equal(t, signin.Outcome{}, outcome)
}
