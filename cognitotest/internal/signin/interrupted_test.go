package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// openStep is a step with an answer to it.
type openStep struct {
	name   string
	newOne func(*testing.T) (*fixture, *signin.Step, signin.Answer)
}

func openSteps() []openStep {
	setUp := userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)}
	choice := func(onPage bool) func(*testing.T) (*fixture, *signin.Step, signin.Answer) {
		return func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f := newChoiceFixture(t, onPage)
			return f, f.mustBegin("jo", choiceOf(f)), signin.FirstFactor{Name: "EMAIL_OTP"}
		}
	}
	return []openStep{
		{"first factor", choice(false)},
		{"first factor on a page", choice(true)},
		{"password on a page", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f := newFixture(t, true)
			f.allowFlows("ALLOW_USER_PASSWORD_AUTH")
			return f, f.mustBegin("jo", signin.UsernameFirst{}), signin.PagePassword{Password: password}
		}},
		{"new password", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f := newFixture(t, false)
			f.resetPassword()
			return f, f.mustBegin("jo", signin.Password{Password: password}), signin.NewPassword{Password: "An0ther!Pass"}
		}},
		{"custom challenge", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f := newCustomFixture(t, []map[string]any{next("CUSTOM_CHALLENGE"), issueTokens})
			return f, f.mustBegin("jo", signin.Custom{}), word(nil)
		}},
		{"proof of the password", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f := newFixture(t, false)
			client := f.srpClient(password)
			step := f.mustBegin("jo", signin.SRP{PublicValue: client.publicValue()})
			return f, step, client.proof(step)
		}},
		{"selection of a second factor", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f, step, _ := newSelectStep(t, false)
			return f, step, signin.SecondFactor{Name: "EMAIL_OTP"}
		}},
		{"code", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f, step := newCodeStep(t, false)
			return f, step, f.sentCode(step)
		}},
		{"set-up", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f, step := newSetUpStep(t, setUp)
			return f, step, signin.SetUp{Email: "jo@example.org"}
		}},
		{"set-up on a page", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f, step := newSetUp(t, true, setUp)
			return f, step, signin.PageSetUp{Factor: "EMAIL_OTP"}
		}},
		{"passkey", func(t *testing.T) (*fixture, *signin.Step, signin.Answer) {
			f, key := newPasskeyFixture(t, false)
			step := f.beginPasskey()
			return f, step, signed(t, key, step)
		}},
	}
}

// allowFlows sets ExplicitAuthFlows of the client.
func (f *fixture) allowFlows(flows ...string) {
	f.t.Helper()
	settings := f.client.ClientSettings
	settings.ExplicitAuthFlows = flows
	var err error
	f.client, err = f.store.UpdateClient(f.pool.ID, f.client.ID, settings)
	require.NoError(f.t, err)
}

// An administrator deletes the user or the pool while an answer is checked. The outcome has neither a step nor a result, so the error must
// not be lost.
func TestDeletionWhileAnAnswerIsChecked(t *testing.T) {
	t.Parallel()
	for _, s := range openSteps() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			f, step, answer := s.newOne(t)
			messages := len(f.store.Messages())
			outcome, err := f.answer(step, signin.Interrupted{Answer: answer, Meanwhile: func() { require.NoError(t, f.store.DeleteUser(f.pool.ID, "jo")) }})
			require.EqualError(t, err, unknown)
			assert.Nil(t, outcome.Result)
			assert.Len(t, f.store.Messages(), messages)

			f, step, answer = s.newOne(t)
			outcome, err = f.answer(step, signin.Interrupted{Answer: answer, Meanwhile: func() { require.NoError(t, f.store.DeletePool(f.pool.ID)) }})
			require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.")
			assert.Nil(t, outcome.Result)
		})
	}
}

// The pool is deleted before a request, or after the request has read it.
func TestDeletionOfThePoolOfASignIn(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		for _, flow := range []signin.Flow{
			signin.Password{Password: password}, signin.SRP{PublicValue: publicValue}, signin.Choice{}, signin.UsernameFirst{}, signin.StepUp{}, signin.Custom{},
		} {
			f := newFixture(t, onPage, customTriggers...)
			want := "ResourceNotFoundException: User pool " + f.pool.ID + " does not exist."
			outcome, err := f.begin("jo", signin.InterruptedFlow{Flow: flow, Meanwhile: func() { require.NoError(t, f.store.DeletePool(f.pool.ID)) }})
			require.EqualError(t, err, want, "%T", flow)
			assert.Equal(t, signin.Outcome{}, outcome)
			outcome, err = f.begin("jo", flow)
			require.EqualError(t, err, want, "%T", flow)
			assert.Equal(t, signin.Outcome{}, outcome)
		}
		f, step := newCodeStep(t, onPage)
		right := f.sentCode(step)
		require.NoError(t, f.store.DeletePool(f.pool.ID))
		outcome, err := f.answer(step, right)
		require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.")
		assert.Equal(t, signin.Outcome{}, outcome)
	})
}
