package live

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// A check whose sign-in or refresh is interrupted has checked nothing: it neither passes nor fails.
func TestInterruptedChecksHaveNoResult(t *testing.T) {
	t.Parallel()
	noPage := func(s *fakeService) { s.signIn = checktest.ErrNoResponse }
	signIns := []check.Check{
		ClientAuthentication, CodeResponse, ExpiresIn, OriginJTI, RefreshResponse, RefreshTokenReuse, RevokedRefreshToken, SignOut, TokenClaims, TokenSignature,
	}
	refreshes := []check.Check{OriginJTI, RefreshResponse, RefreshTokenReuse, RevokedRefreshToken, TokenClaims}
	for _, tt := range []struct {
		name   string
		change func(*fakeService)
		checks []check.Check
	}{
		{"the login page does not respond", noPage, signIns},
		{"the token endpoint is busy", busyFor("authorization_code", http.StatusServiceUnavailable), signIns},
		{"the token endpoint is busy for a refresh", busyFor("refresh_token", http.StatusServiceUnavailable), refreshes},
	} {
		for _, c := range tt.checks {
			t.Run(tt.name+"/"+c.Name, func(t *testing.T) {
				t.Parallel()
				s := newFakeService(t)
				tt.change(s)
				got := s.check(c)
				assert.Contains(t, []report.Outcome{report.Unchecked, report.NotApplicable}, got.Outcome)
				assert.NotEmpty(t, got.Reason)
				assert.Empty(t, got.Findings)
			})
		}
	}
}
