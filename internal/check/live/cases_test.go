package live

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// codeFields are the fields of a correct response to an authorization code.
const codeFields = "access_token, expires_in, id_token, refresh_token, token_type"

// testCase is one case of a live check.
type testCase struct {
	name    string
	change  func(*fakeService) // nil: the service is correct
	outcome report.Outcome
	want    string // part of the first finding's message, or the complete reason
}

// runCases runs the cases of a live check.
func runCases(t *testing.T, c check.Check, cases []testCase) {
	t.Helper()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			if tt.change != nil {
				tt.change(s)
			}
			got := s.check(c)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome != report.Failed {
				assert.Equal(t, tt.want, got.Reason)
				return
			}
			if assert.NotEmpty(t, got.Findings) {
				assert.Contains(t, got.Findings[0].Message, tt.want)
				assert.NotEmpty(t, got.Findings[0].Fix)
			}
		})
	}
}

// withoutRotation makes a client whose refresh tokens do not rotate.
func withoutRotation(s *fakeService) { s.client.RefreshTokenRotation = nil }

// withClaim replaces one claim of the tokens of one use.
func withClaim(use, name string, value any) func(*fakeService) {
	return func(s *fakeService) {
		s.claims = func(token string, claims map[string]any) {
			if token == use {
				claims[name] = value
			}
		}
	}
}

// busyFor makes the token endpoint return a status for each request with one grant.
func busyFor(grant string, status int) func(*fakeService) {
	return func(s *fakeService) {
		s.busy = func(form url.Values) int {
			if form.Get("grant_type") == grant {
				return status
			}
			return 0
		}
	}
}
