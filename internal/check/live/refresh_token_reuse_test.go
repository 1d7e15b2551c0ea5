package live

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRefreshTokenReuse(t *testing.T) {
	t.Parallel()
	runCases(t, RefreshTokenReuse, []testCase{
		{"too many requests", busyFor("refresh_token", 429), report.Unchecked, "the token endpoint returns 429 Too Many Requests: try again later"},
		{"correct", nil, report.Passed, ""},
		{"correct without rotation", withoutRotation, report.Passed, ""},
		{"a rejected refresh", func(s *fakeService) {
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" }
		}, report.NotApplicable, "the refresh returned no tokens: see refresh-response"},
		{"rejected at the end of the grace period", func(s *fakeService) {
			s.take = func(string, time.Duration) bool { s.now = s.now.Add(10 * time.Second); return false }
		}, report.Passed, ""},
		{"an interrupted wait", func(s *fakeService) { s.wait = context.Canceled }, report.Unchecked, context.Canceled.Error()},
		{"a grace period that is too short for a retry", func(s *fakeService) {
			s.client.RefreshTokenRotation.RetryGracePeriodSeconds = aws.Int32(3)
			s.take = func(string, time.Duration) bool { return false }
		}, report.Passed, ""},
		{"a grace period that is long enough", func(s *fakeService) {
			s.client.RefreshTokenRotation.RetryGracePeriodSeconds = aws.Int32(4)
			s.take = func(string, time.Duration) bool { return false }
		}, report.Failed, "A replaced refresh token is rejected at once and must be accepted for 4 seconds: "},
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
	for name, tt := range map[string]struct{ retry, wait time.Duration }{
		"the grace period and three seconds": {0, 13 * time.Second},
		"less after a slow retry":            {2 * time.Second, 11 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			s.take = func(_ string, age time.Duration) bool {
				s.now = s.now.Add(tt.retry)
				return age < 10*time.Second
			}
			assert.Equal(t, report.Passed, s.check(RefreshTokenReuse).Outcome)
			assert.Equal(t, []time.Duration{tt.wait}, s.waits)
		})
	}
}

// The report shows the refreshes of the check as they were: a retry returns a refresh token, or does not.
func TestRefreshTokenReuseRecordsTheRetry(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*fakeService)
		want   []report.Kind
	}{
		"rotation":    {func(*fakeService) {}, []report.Kind{report.Issued, report.Issued, report.Rotated, report.Retried, report.Refused}},
		"no rotation": {withoutRotation, []report.Kind{report.Issued, report.Issued, report.Refreshed, report.Refreshed}},
		"no grace period": {func(s *fakeService) { s.take = func(string, time.Duration) bool { return false } },
			[]report.Kind{report.Issued, report.Issued, report.Rotated, report.Refused, report.Refused}},
		"no new refresh token": {func(s *fakeService) { s.refresh = func(_ url.Values, f map[string]any) { delete(f, "refresh_token") } },
			[]report.Kind{report.Issued, report.Issued, report.Refreshed, report.Refreshed, report.Refused}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			tt.change(s)
			s.check(RefreshTokenReuse)
			assert.Equal(t, tt.want, s.observed)
		})
	}
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
