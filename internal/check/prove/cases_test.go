package prove

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// testCase is one case of a check of prove.
type testCase struct {
	name    string
	change  func(*fakeService) // nil: the service is correct
	outcome report.Outcome
	want    string // part of the first finding's message, or the complete reason
}

// runCases runs the cases of a check. A check that moves the clock also runs without one.
func runCases(t *testing.T, c check.Check, cases []testCase) {
	t.Helper()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			if tt.change != nil {
				tt.change(s)
			}
			got := s.check(c, nil)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome != report.Failed {
				assert.Equal(t, tt.want, got.Reason)
				return
			}
			if assert.NotEmpty(t, got.Findings) {
				assert.Contains(t, got.Findings[0].Message, tt.want)
				assert.NotEmpty(t, got.Findings[0].Fix)
			}
			assert.False(t, s.disabled, "the check enables the user again")
		})
	}
	if !c.Clock {
		return
	}
	t.Run("without a clock", func(t *testing.T) {
		t.Parallel()
		got := newFakeService(t).check(c, func(o *check.Options, _ *check.Connection) { o.Live.(*session.Options).Advance = nil })
		assert.Equal(t, report.Result{Check: c.Name, Outcome: report.NotApplicable, Reason: "the check requires a clock that can be moved: use cognitokit prove"}, got)
	})
}

// assertNotApplicable runs a check with changed options of the run and requires the reason.
func assertNotApplicable(t *testing.T, c check.Check, edit func(*check.Options, *check.Connection), reason string) {
	t.Helper()
	s := newFakeService(t)
	s.client.AllowedOAuthScopes = []string{session.UserScope}
	got := s.check(c, edit)
	assert.Equal(t, report.NotApplicable, got.Outcome)
	assert.Equal(t, reason, got.Reason)
	assert.False(t, s.out, "the check signs the user out")
}

// withPermanentUser makes the run sign in with a user of the caller.
func withPermanentUser(o *check.Options, _ *check.Connection) {
	o.Live.(*session.Options).User = &login.Credentials{Username: "ada", Password: "Str0ng!Pass"}
}

// withoutProveAPI makes the run lack the calls of prove.
func withoutProveAPI(_ *check.Options, c *check.Connection) { c.Prove = nil }

// all applies several changes.
func all(changes ...func(*fakeService)) func(*fakeService) {
	return func(s *fakeService) {
		for _, change := range changes {
			change(s)
		}
	}
}

// withoutOpenID makes a client whose access tokens userInfo does not accept.
func withoutOpenID(s *fakeService) { s.client.AllowedOAuthScopes = []string{"orders/read"} }

// endpointsOf returns the endpoints of login pages, as the outputs declare them.
func endpointsOf(pages string) environment.Endpoints {
	return environment.Endpoints{
		LoginBaseURL: pages, AuthorizationEndpoint: pages + "/oauth2/authorize", TokenEndpoint: pages + "/oauth2/token",
		RevocationEndpoint: pages + "/oauth2/revoke", UserInfoEndpoint: pages + "/oauth2/userInfo", EndSessionEndpoint: pages + "/logout",
	}
}

// withClaims changes the claims of the tokens of one use, in a refresh or in a sign-in.
func withClaims(use string, refreshed bool, change func(object)) func(*fakeService) {
	return func(s *fakeService) {
		s.claims = func(token string, again bool, claims object) {
			if token == use && again == refreshed {
				change(claims)
			}
		}
	}
}
