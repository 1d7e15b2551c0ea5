package signin_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkeytest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newPasskeyFixture creates a pool that allows passkeys, and a passkey of jo.
func newPasskeyFixture(t *testing.T, onPage bool) (*fixture, *passkeytest.Passkey) {
	t.Helper()
	f := newFixture(t, onPage)
	f.change(func(p *userpool.Pool) {
		p.AllowedFirstAuthFactors = []string{"PASSWORD", "WEB_AUTHN"}
		p.MFA.Passkeys = userpool.PasskeySettings{RelyingPartyID: "shop.example"}
	})
	key := passkeytest.New(t, "shop.example", "https://app.shop.example")
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	service := &passkey.Service{Store: f.store}
	options, err := service.Start(jo, f.client.ID)
	require.NoError(t, err)
	text, err := json.Marshal(options)
	require.NoError(t, err)
	require.NoError(t, service.Complete(jo, f.client.ID, []byte(key.Register(t, string(text)))))
	return f, key
}

// signed returns the response of a passkey to the challenge of a step.
func signed(t *testing.T, key *passkeytest.Passkey, step *signin.Step) signin.PasskeyResponse {
	t.Helper()
	require.Equal(t, userpool.FactorPasskey, step.Name)
	require.NotNil(t, step.Passkey)
	text, err := json.Marshal(step.Passkey)
	require.NoError(t, err)
	return signin.PasskeyResponse{Credential: key.Sign(t, string(text))}
}

// beginPasskey chooses the passkey as the first factor.
func (f *fixture) beginPasskey() *signin.Step {
	f.t.Helper()
	return f.mustAnswer(f.mustBegin("jo", choiceOf(f)), signin.FirstFactor{Name: "WEB_AUTHN"})
}

func TestPasskeySignIn(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, key := newPasskeyFixture(t, onPage)
		step := f.beginPasskey()
		assert.Equal(t, []string{"jo", "jo"}, []string{step.Username, step.User.Username})
		assert.Equal(t, int64(180_000), step.Passkey.Timeout, "the lifetime of the session in milliseconds")
		assert.Equal(t, "shop.example", step.Passkey.RelyingPartyID)
		outcome, err := f.answer(step, signed(t, key, step))
		f.requireSignedIn(outcome, err)
		assert.Equal(t, userpool.Authentication{Level: 3, AMR: []string{"swk"}}, outcome.Result.Authentication)
	})
}

// A page receives the options again, so that the user can retry.
func TestMalformedPasskeyResponse(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, key := newPasskeyFixture(t, onPage)
		step := f.beginPasskey()
		for _, credential := range []string{"", "{}", "no JSON"} {
			outcome, err := f.answer(step, signin.PasskeyResponse{Credential: credential})
			require.ErrorContains(t, err, "InvalidParameterException: CREDENTIAL is not an AuthenticationResponseJSON")
			if !onPage {
				require.Equal(t, signin.Outcome{}, outcome)
				continue
			}
			require.NotNil(t, outcome.Step)
			require.Equal(t, step.Passkey, outcome.Step.Passkey)
			require.Equal(t, []string{step.Session, "jo"}, []string{outcome.Step.Session, outcome.Step.User.Username})
		}
		f.requireSignedIn(f.answer(step, signed(t, key, step)))
	})
}

// A page shows the step without options if the pool allows no passkeys any more.
func TestRetryInAPoolWithoutPasskeys(t *testing.T) {
	t.Parallel()
	f, _ := newPasskeyFixture(t, true)
	step := f.beginPasskey()
	f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD"} })
	outcome, err := f.answer(step, signin.PasskeyResponse{})
	require.ErrorContains(t, err, "InvalidParameterException: ")
	require.NotNil(t, outcome.Step)
	assert.Nil(t, outcome.Step.Passkey)
}

func TestPasskeyOfAnotherSignIn(t *testing.T) {
	t.Parallel()
	f, key := newPasskeyFixture(t, false)
	first, second := f.beginPasskey(), f.beginPasskey()
	require.NotEqual(t, first.Passkey.Challenge, second.Passkey.Challenge)
	outcome, err := f.answer(second, signed(t, key, first))
	require.EqualError(t, err, "NotAuthorizedException: The passkey signed another challenge.")
	assert.Equal(t, signin.Outcome{}, outcome)
}

// The settings change between the choice and the passkey, or between the passkey and its response.
func TestPasskeyThatIsNoFirstFactorAnyMore(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f, key := newPasskeyFixture(t, onPage)
		choice := f.mustBegin("jo", choiceOf(f))
		step := f.beginPasskey()
		response := signed(t, key, step)
		f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD"} })
		_, err := f.answer(choice, signin.FirstFactor{Name: "WEB_AUTHN"})
		require.ErrorContains(t, err, "WebAuthnNotEnabledException: ")
		outcome, err := f.answer(step, response)
		require.EqualError(t, err, invalidSession)
		assert.Equal(t, signin.Outcome{}, outcome)
	})
}

// A passkey can satisfy MFA, and then no second factor follows.
func TestPasskeySatisfiesMFA(t *testing.T) {
	t.Parallel()
	f, key := newPasskeyFixture(t, false)
	f.change(func(p *userpool.Pool) {
		p.MFA.Configuration, p.MFA.Email, p.MFA.PasskeysAreMFA = "OPTIONAL", true, true
	})
	_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}, "WEB_AUTHN": {Enabled: true}}, nil)
	require.NoError(t, err)
	step := f.beginPasskey()
	f.requireSignedIn(f.answer(step, signed(t, key, step)))
}

// A passkey does not replace the second factor that the user has turned on meanwhile.
func TestPasskeyDoesNotReplaceASecondFactor(t *testing.T) {
	t.Parallel()
	f, key := newPasskeyFixture(t, false)
	step := f.beginPasskey()
	f.change(func(p *userpool.Pool) { p.MFA.Configuration, p.MFA.Email = "OPTIONAL", true })
	_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}}, nil)
	require.NoError(t, err)
	_, err = f.answer(step, signed(t, key, step))
	require.EqualError(t, err, invalidSession)
}
