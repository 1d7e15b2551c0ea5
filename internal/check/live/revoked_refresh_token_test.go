package live

import (
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRevokedRefreshToken(t *testing.T) {
	t.Parallel()
	runCases(t, RevokedRefreshToken, []testCase{
		{"correct", nil, report.Passed, ""},
		{"not supported", func(s *fakeService) { s.client.EnableTokenRevocation = aws.Bool(false) }, report.NotApplicable, "the client does not support revocation: see token-revocation"},
		{"too many requests", func(s *fakeService) { s.revoke = func() int { return 429 } }, report.Unchecked, "the revocation endpoint returns 429 Too Many Requests: try again later"},
		{"rejected", func(s *fakeService) { s.revoke = func() int { return 400 } }, report.Failed, "The revocation endpoint returns 400 and must return 200."},
		{"without effect", func(s *fakeService) { s.revoke = func() int { return 200 } }, report.Failed, "A revoked refresh token still returns tokens and must be rejected."},
		{"another error", func(s *fakeService) {
			s.revoke = func() int { return 200 }
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_request" }
		}, report.Failed, `A revoked refresh token is not rejected with invalid_grant: The token endpoint returns 400 with the error "invalid_request".`},
	})
}

func TestRevokedRefreshTokenIsInTheReport(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	s.check(RevokedRefreshToken)
	assert.Equal(t, []report.Kind{report.Issued, report.Issued, report.Revoked, report.Refused}, s.observed)
}
