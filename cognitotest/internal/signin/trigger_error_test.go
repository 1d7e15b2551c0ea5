package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// journey is a sign-in with all its steps.
type journey struct {
	name     string
	onPage   bool
	triggers []string
	prepare  func(*fixture) // may be nil
	signIn   func(*fixture) (signin.Outcome, error)
}

func journeys() []journey {
	around := []string{"PreAuthentication", "PostAuthentication", "PreTokenGeneration", "CustomMessage"}
	withPassword := func(f *fixture) (signin.Outcome, error) {
		return f.walk("jo", signin.Password{Password: password}, f.sentCode)
	}
	migrate := func(f *fixture) {
		f.responses[userMigration] = map[string]any{"userAttributes": map[string]string{"email": "mo@example.com"}, "finalUserStatus": "CONFIRMED"}
	}
	firstFactor := func(name string) func(*signin.Step) signin.Answer {
		return func(*signin.Step) signin.Answer { return signin.FirstFactor{Name: name, Password: password} }
	}
	return []journey{
		{"password and a code", false, around, (*fixture).enableEmailCodes, withPassword},
		{"password and a code on a page", true, around, (*fixture).enableEmailCodes, withPassword},
		{"SRP", false, around, nil, func(f *fixture) (signin.Outcome, error) {
			client := f.srpClient(password)
			return f.walk("jo", signin.SRP{PublicValue: client.publicValue()}, client.proof)
		}},
		{"choice of a code", false, around, (*fixture).allowEmail, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.Choice{}, firstFactor("EMAIL_OTP"), f.sentCode)
		}},
		{"choice of a code on a page", true, around, (*fixture).allowEmail, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.UsernameFirst{}, firstFactor("EMAIL_OTP"), f.sentCode)
		}},
		{"choice of the password", false, around, nil, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.Choice{}, firstFactor("PASSWORD"))
		}},
		{"temporary password", false, around, (*fixture).resetPassword, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.Password{Password: password}, func(*signin.Step) signin.Answer { return signin.NewPassword{Password: "An0ther!Pass"} })
		}},
		{"migration", false, append(around, "UserMigration"), migrate, func(f *fixture) (signin.Outcome, error) {
			return f.walk("mo", signin.Password{Password: "old password"})
		}},
		{"migration on a page", true, append(around, "UserMigration"), migrate, func(f *fixture) (signin.Outcome, error) {
			return f.walk("mo", signin.UsernameFirst{}, func(*signin.Step) signin.Answer { return signin.PagePassword{Password: "old password"} })
		}},
		{"custom challenge", false, append(around, customTriggers...), nil, func(f *fixture) (signin.Outcome, error) {
			f.defineResponses(next("CUSTOM_CHALLENGE"), issueTokens)
			return f.walk("jo", signin.Custom{}, word)
		}},
		{"custom challenge after the password", false, append(around, customTriggers...), (*fixture).enableEmailCodes, func(f *fixture) (signin.Outcome, error) {
			f.defineResponses(next("PASSWORD_VERIFIER"), next("CUSTOM_CHALLENGE"), issueTokens)
			client := f.srpClient(password)
			return f.walk("jo", signin.Custom{SRPFirst: true, PublicValue: client.publicValue()}, client.proof, f.sentCode, word)
		}},
		{"after a sign-up", false, around, (*fixture).allowEmail, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.AfterSignUp{Session: f.confirmedSession()})
		}},
		{"step-up on a page", true, around, (*fixture).enableEmailCodes, func(f *fixture) (signin.Outcome, error) {
			return f.walk("jo", signin.StepUp{}, f.sentCode)
		}},
	}
}

// allowEmail makes codes by email a first factor.
func (f *fixture) allowEmail() {
	f.t.Helper()
	f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD", "EMAIL_OTP"} })
}

// resetPassword makes the password of jo a temporary one.
func (f *fixture) resetPassword() {
	f.t.Helper()
	_, err := f.store.SetPassword(f.pool.ID, "jo", password, false)
	require.NoError(f.t, err)
}

// confirmedSession returns the session of a sign-up of jo that was confirmed by email.
func (f *fixture) confirmedSession() string {
	f.t.Helper()
	user, err := f.store.User(f.pool.ID, "jo")
	require.NoError(f.t, err)
	session := f.service.SignUpSession(f.client, user, userpool.MediumEmail)
	require.NotEmpty(f.t, session)
	confirmed, err := f.service.ConfirmedSession(f.client, session, func() (userpool.User, error) { return user, nil })
	require.NoError(f.t, err)
	require.NotEmpty(f.t, confirmed)
	return confirmed
}

// run runs a journey on a new fixture, after setting it.
func (j journey) run(t *testing.T, set func(*fixture)) (*fixture, signin.Outcome, error) {
	t.Helper()
	f := newFixture(t, j.onPage, j.triggers...)
	if j.prepare != nil {
		j.prepare(f)
	}
	set(f)
	outcome, err := j.signIn(f)
	return f, outcome, err
}

// eachCall runs each journey once for each of its trigger calls: fails sets the fixture. A journey without it succeeds, and whole is its
// fixture.
func eachCall(t *testing.T, fails func(f *fixture, call int), check func(t *testing.T, whole, f *fixture, call int, err error)) {
	t.Helper()
	for _, j := range journeys() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			whole, outcome, err := j.run(t, func(*fixture) {})
			whole.requireSignedIn(outcome, err)
			require.NotZero(t, whole.calls)
			for call := 1; call <= whole.calls; call++ {
				f, outcome, err := j.run(t, func(f *fixture) { fails(f, call) })
				if err != nil {
					assert.Nil(t, outcome.Result, whole.sources[call-1])
				}
				check(t, whole, f, call, err)
			}
		})
	}
}

// Each call of a trigger fails once. No other trigger runs after the call, and the sign-in has no result.
func TestFailingTriggerEndsTheSignIn(t *testing.T) {
	t.Parallel()
	eachCall(t, func(f *fixture, call int) { f.failsAt = call }, func(t *testing.T, whole, f *fixture, call int, err error) {
		require.ErrorContains(t, err, "UserLambdaValidationException: ", whole.sources[call-1])
		require.ErrorContains(t, err, " failed with error no.", whole.sources[call-1])
		assert.Equal(t, whole.sources[:call], f.sources)
	})
}

// An administrator deletes the pool during each call of a trigger, except for the last call on a page, which ends the sign-in.
func TestPoolThatIsDeletedDuringASignIn(t *testing.T) {
	t.Parallel()
	eachCall(t, func(f *fixture, call int) { f.deletesAt = call }, func(t *testing.T, whole, f *fixture, call int, err error) {
		if f.onPage && call == whole.calls {
			return
		}
		require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.", whole.sources[call-1])
	})
}
