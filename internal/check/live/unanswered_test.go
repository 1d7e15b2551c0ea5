package live

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// runLosing runs a check whose request with this number gets no response. lost is its name; it is "" if the check sends fewer requests.
// ends is true for a revocation that ends the run.
func runLosing(t *testing.T, change func(*fakeService), c check.Check, number int) (got report.Result, lost string, ends bool) {
	t.Helper()
	s := newFakeService(t)
	change(s)
	requests, revocations := 0, 0
	s.request = func(name string) error {
		if name == "/oauth2/revoke" {
			revocations++
		}
		if requests++; requests != number {
			return nil
		}
		lost = name
		ends = name == "/oauth2/revoke" && (c.Name != RevokedRefreshToken.Name || revocations > 1) // the check itself sends the first
		return checktest.ErrNoResponse
	}
	got = s.check(c)
	return got, lost, ends
}

// Each request that a check sends gets no response once. The check then neither passes nor fails: it says what it could not do.
// Only the revocations that end a run can fail without a consequence.
func TestCheckWithoutOneResponseDoesNotPass(t *testing.T) {
	t.Parallel()
	checks := []check.Check{
		SignIn, ClientAuthentication, CodeResponse, ExpiresIn, OriginJTI, RefreshResponse, RefreshTokenReuse, RevokedRefreshToken, SignOut,
		TokenClaims, TokenSignature,
	}
	for _, c := range checks {
		for name, change := range map[string]func(*fakeService){"rotation": func(*fakeService) {}, "no rotation": withoutRotation} {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				for number := 1; ; number++ {
					got, lost, ends := runLosing(t, change, c, number)
					switch {
					case lost == "":
						assert.Equal(t, report.Passed, got.Outcome, got)
						assert.Greater(t, number, 3, "requests")
						return
					case ends:
						assert.Equal(t, report.Passed, got.Outcome, got)
					default:
						assert.Contains(t, []report.Outcome{report.Unchecked, report.NotApplicable}, got.Outcome, "request %d, %s: %v", number, lost, got)
						assert.NotEmpty(t, got.Reason, lost)
						assert.Empty(t, got.Findings, lost)
					}
				}
			})
		}
	}
}
