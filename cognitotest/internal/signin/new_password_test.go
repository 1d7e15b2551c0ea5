package signin_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newPasswordFixture creates a pool that requires an email address and a name, which jo does not have. The password of jo is a temporary
// one.
func newPasswordFixture(t *testing.T, onPage bool, triggers ...string) *fixture {
	t.Helper()
	f := newFixture(t, onPage, triggers...)
	f.change(func(p *userpool.Pool) {
		p.Schema = slices.Clone(p.Schema)
		for i, a := range p.Schema {
			p.Schema[i].Required = a.Required || a.Name == "email" || a.Name == "name"
		}
	})
	f.resetPassword()
	return f
}

func TestTemporaryPassword(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		f := newPasswordFixture(t, onPage, "PreTokenGeneration")
		step := f.mustBegin("jo", signin.Password{Password: password})
		assert.Equal(t, userpool.StepNewPassword, step.Name)
		assert.Equal(t, []string{"jo", "jo"}, []string{step.Username, step.User.Username})
		assert.Equal(t, []string{"name"}, step.Missing)
		outcome, err := f.answer(step, signin.NewPassword{Password: "An0ther!Pass"})
		require.EqualError(t, err, "InvalidParameterException: Invalid attributes given, name is missing")
		require.Equal(t, onPage, outcome.Step != nil)
		if onPage {
			assert.Equal(t, step.Name, outcome.Step.Name)
			assert.Equal(t, []string{"name"}, outcome.Step.Missing, "the page shows its field again")
		}
		answer := signin.NewPassword{Password: "An0ther!Pass", Attributes: []userpool.Attribute{{Name: "name", Value: "Jo"}}}
		outcome, err = f.answer(step, answer)
		f.requireSignedIn(outcome, err)
		name, _ := outcome.Result.User.Attribute("name")
		assert.Equal(t, "Jo", name)
		if !onPage {
			assert.Equal(t, []string{"TokenGeneration_NewPasswordChallenge"}, f.triggers())
		}
		f.requireSignedIn(f.begin("jo", signin.Password{Password: "An0ther!Pass"}))
	})
}

// A client sets only the attributes that it may write.
func TestNewPasswordWithAnAttributeThatTheClientMayNotWrite(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	settings := f.client.ClientSettings
	settings.WriteAttributes = []string{"email"}
	var err error
	f.client, err = f.store.UpdateClient(f.pool.ID, f.client.ID, settings)
	require.NoError(t, err)
	f.resetPassword()
	step := f.mustBegin("jo", signin.Password{Password: password})
	assert.Empty(t, step.Missing)
	outcome, err := f.answer(step, signin.NewPassword{Password: "An0ther!Pass", Attributes: []userpool.Attribute{{Name: "name", Value: "Jo"}}})
	require.Error(t, err)
	assert.Equal(t, signin.Outcome{}, outcome)
	_, err = f.begin("jo", signin.Password{Password: "An0ther!Pass"})
	require.EqualError(t, err, incorrect, "the password is unchanged")
}

func TestWeakNewPassword(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.resetPassword()
	step := f.mustBegin("jo", signin.Password{Password: password})
	_, err := f.answer(step, signin.NewPassword{Password: "weak"})
	require.ErrorContains(t, err, "InvalidPasswordException: ")
	f.requireSignedIn(f.answer(step, signin.NewPassword{Password: "An0ther!Pass"}))
}
