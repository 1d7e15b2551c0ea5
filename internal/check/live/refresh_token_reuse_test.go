package live

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRefreshTokenReuse(t *testing.T) {
	t.Parallel()
	runCases(t, RefreshTokenReuse, []testCase{
		{"too many requests", busyFor("refresh_token", 429), report.Unchecked, "the token endpoint returns 429 Too Many Requests: try again later"},
		{"correct", nil, report.Passed, ""},
		{"correct without rotation", withoutRotation, report.Passed, ""},
		{"no grace period", func(s *fakeService) { s.take = func(string, time.Duration) bool { return false } }, report.Failed,
			"A replaced refresh token is rejected at once and must be accepted for 10 seconds: "},
		{"an unlimited grace period", func(s *fakeService) { s.take = func(string, time.Duration) bool { return true } }, report.Failed,
			"A replaced refresh token is accepted 3 seconds after its grace period of 10 seconds and must be rejected."},
		{"another error after the grace period", lateError("invalid_request"), report.Passed, ""},
		{"a page after the grace period", lateError(""), report.Failed, "A replaced refresh token is rejected without an OAuth error: "},
		{"a longer grace period than declared", func(s *fakeService) {
			s.declared.Rotation, s.declared.RetryGracePeriod = new(true), new(time.Duration(0))
		}, report.Failed,
			"A replaced refresh token is accepted 3 seconds after its grace period of 0 seconds and must be rejected."},
		{"rejected at the second use without rotation", func(s *fakeService) {
			withoutRotation(s)
			used := map[string]bool{}
			s.refresh = func(form url.Values, f map[string]any) {
				if token := form.Get("refresh_token"); used[token] {
					f["error"] = "invalid_grant"
				} else {
					used[token] = true
				}
			}
		}, report.Failed, "A refresh token is rejected at its second use and must work until it expires, because the client does not rotate: "},
	})
}

func TestRefreshTokenReuseWaitsForTheGracePeriod(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	assert.Equal(t, report.Passed, s.check(RefreshTokenReuse).Outcome)
	assert.Equal(t, []time.Duration{13 * time.Second}, s.waits, "the grace period and three seconds")
}

// lateError makes the service reject a replaced refresh token after its grace period with an error code.
func lateError(code string) func(*fakeService) {
	return func(s *fakeService) {
		began := s.now
		s.refresh = func(_ url.Values, fields map[string]any) {
			if s.now.After(began) {
				fields["error"] = code
			}
		}
		s.take = func(string, time.Duration) bool { return true }
	}
}
