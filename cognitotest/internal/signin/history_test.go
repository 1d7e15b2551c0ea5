package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// history returns the responses and challenges of the events of jo, the newest first.
func (f *fixture) history() (events []string) {
	f.t.Helper()
	all, err := f.store.AuthEvents(f.pool.ID, "jo")
	require.NoError(f.t, err)
	for _, e := range all {
		text := e.Response
		for _, c := range e.Challenges {
			text += map[bool]string{true: " +", false: " -"}[c.Passed] + c.Name
		}
		events = append(events, text)
	}
	return events
}

func TestHistoryOfASignIn(t *testing.T) {
	t.Parallel()
	eachFrontEnd(t, func(t *testing.T, onPage bool) {
		for _, tt := range []struct {
			name   string
			signIn func(*fixture)
			want   []string
		}{
			{"a right password", func(f *fixture) { f.requireSignedIn(f.begin("jo", signin.Password{Password: password})) }, []string{"Pass +Password"}},
			{"a wrong password", func(f *fixture) {
				_, err := f.begin("jo", signin.Password{Password: "wrong"})
				require.EqualError(f.t, err, incorrect)
			}, []string{"Fail -Password"}},
			{"an unknown user", func(f *fixture) {
				_, err := f.begin("mo", signin.Password{Password: "wrong"})
				require.EqualError(f.t, err, unknown)
			}, nil},
			{"a choice without an answer", func(f *fixture) { f.mustBegin("jo", choiceOf(f)) }, nil},
			{"an error that does not concern the user", func(f *fixture) {
				f.fails = preAuthentication
				_, err := f.begin("jo", signin.Password{Password: password})
				require.ErrorContains(f.t, err, "UserLambdaValidationException")
			}, nil},
			{"a second factor that is still open", func(f *fixture) {
				f.enableEmailCodes()
				f.mustBegin("jo", signin.Password{Password: password})
			}, []string{"InProgress +Password"}},
			{"a second factor", func(f *fixture) {
				f.enableEmailCodes()
				step := f.mustBegin("jo", signin.Password{Password: password})
				f.requireSignedIn(f.answer(step, signin.SentCode{Factor: userpool.StepEmail, Code: f.lastCode()}))
			}, []string{"Pass +Password +Mfa"}},
			{"a wrong code before the right one", func(f *fixture) {
				f.enableEmailCodes()
				step := f.mustBegin("jo", signin.Password{Password: password})
				_, err := f.answer(step, signin.SentCode{Factor: userpool.StepEmail, Code: "wrong"})
				require.ErrorContains(f.t, err, "CodeMismatchException")
				f.requireSignedIn(f.answer(step, f.sentCode(step)))
			}, []string{"Pass +Password -Mfa +Mfa"}},
			{"SRP", func(f *fixture) {
				client := f.srpClient(password)
				step := f.mustBegin("jo", signin.SRP{PublicValue: client.publicValue()})
				f.requireSignedIn(f.service.Answer(f.t.Context(), f.request("jo"), step.Session, client.proof(step)))
			}, []string{"Pass +Password"}},
			{"a code in place of the password", func(f *fixture) {
				step := f.mustAnswer(f.mustBegin("jo", choiceOf(f)), signin.FirstFactor{Name: "EMAIL_OTP"})
				_, err := f.answer(step, signin.SentCode{Factor: userpool.FactorEmail, Code: "wrong"})
				require.ErrorContains(f.t, err, "CodeMismatchException")
				f.requireSignedIn(f.answer(step, f.sentCode(step)))
			}, []string{"Pass"}},
			{"a wrong code", func(f *fixture) {
				f.enableEmailCodes()
				step := f.mustBegin("jo", signin.Password{Password: password})
				_, err := f.answer(step, signin.SentCode{Factor: userpool.StepEmail, Code: "wrong"})
				require.ErrorContains(f.t, err, "CodeMismatchException")
			}, []string{"Fail +Password -Mfa"}},
		} {
			f := newChoiceFixture(t, onPage, "PreAuthentication")
			f.change(func(p *userpool.Pool) { p.Tier, p.AdvancedSecurityMode = "PLUS", "AUDIT" })
			tt.signIn(f)
			assert.Equal(t, tt.want, f.history(), tt.name)
		}
	})
}

func TestPoolWithoutThreatProtectionHasNoHistory(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.requireSignedIn(f.begin("jo", signin.Password{Password: password}))
	f.change(func(p *userpool.Pool) { p.Tier, p.AdvancedSecurityMode = "PLUS", "ENFORCED" })
	assert.Empty(t, f.history())
}

// enableEmailCodes makes codes by email the second factor of jo.
func (f *fixture) enableEmailCodes() {
	f.t.Helper()
	f.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "OPTIONAL", Email: true} })
	_, err := f.store.SetSecondFactors(f.pool.ID, "jo", map[string]userpool.FactorSetting{"EMAIL_OTP": {Enabled: true}}, nil)
	require.NoError(f.t, err)
}
