package prove

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestAuthorizationCodeEnd(t *testing.T) {
	t.Parallel()
	runCases(t, AuthorizationCodeEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no code grant", withoutLoginPages, report.NotApplicable, session.NoCodeGrant},
		{"a code that lives ten minutes", func(s *fakeService) { s.codeLife *= 2 }, report.Failed, "A code returns tokens one second after the end of its 5 minutes and must be rejected."},
		{"a code that expires a second early", func(s *fakeService) { s.codeLife -= time.Second }, report.Failed, `The service rejects a code one second before the end of its 5 minutes: The token endpoint returns 400 with the error "invalid_grant".`},
		{"a code that expires a second late", func(s *fakeService) { s.codeLife += time.Second }, report.Passed, ""},
		{"a code that expires two seconds late", func(s *fakeService) { s.codeLife += 2 * time.Second }, report.Failed, "A code returns tokens one second after the end of its 5 minutes and must be rejected."},
		{"no second sign-in", func(s *fakeService) {
			s.used = func(*fakeSignIn) { s.signInErr = checktest.ErrNoResponse }
		}, report.NotApplicable, string(session.NotSignedIn)},
		{"rejected with another error", func(s *fakeService) { s.rejectionCode = "invalid_request" }, report.Failed, "The service does not reject an expired code with invalid_grant: "},
	})
}

// stoppedBrowser stops the run at the second sign-in.
type stoppedBrowser struct {
	*fakeService
	stop func()
}

func (b stoppedBrowser) SignIn(ctx context.Context, user login.Credentials) (*login.Callback, error) {
	if len(b.codes) > 0 {
		b.stop()
		return nil, ctx.Err()
	}
	return b.fakeService.SignIn(ctx, user)
}

// A run that stops during a sign-in does not blame the sign-in.
func TestAuthorizationCodeEndStops(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	got := s.checkUntil(ctx, AuthorizationCodeEnd, func(o *check.Options, _ *check.Connection) {
		o.Live.(*session.Options).OpenBrowser = func(context.Context, *login.Client, bool) (session.Browser, error) {
			return stoppedBrowser{s, stop}, nil
		}
	})
	assert.Equal(t, report.Result{Check: "authorization-code-end", Outcome: report.Unchecked, Reason: "the run was stopped before this check"}, got)
}
