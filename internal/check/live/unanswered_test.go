package live

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

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
				for lost := 1; ; lost++ {
					s := newFakeService(t)
					change(s)
					requests, revocations, reached := 0, 0, ""
					s.request = func(name string) error {
						if name == "/oauth2/revoke" {
							revocations++
						}
						requests++
						if requests != lost {
							return nil
						}
						reached = fmt.Sprint(name, " ", revocations)
						return checktest.ErrNoResponse
					}
					got := s.check(c)
					if reached == "" {
						assert.Equal(t, report.Passed, got.Outcome, got)
						assert.Greater(t, lost, 3, "requests")
						return
					}
					ends := strings.HasPrefix(reached, "/oauth2/revoke") && (c.Name != RevokedRefreshToken.Name || reached != "/oauth2/revoke 1")
					if ends && got.Outcome == report.Passed {
						continue
					}
					assert.Contains(t, []report.Outcome{report.Unchecked, report.NotApplicable}, got.Outcome, "request %d, %s: %v", lost, reached, got)
					assert.NotEmpty(t, got.Reason, reached)
					assert.Empty(t, got.Findings, reached)
				}
			})
		}
	}
}
