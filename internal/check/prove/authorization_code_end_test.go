package prove

import (
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestAuthorizationCodeEnd(t *testing.T) {
	t.Parallel()
	runCases(t, AuthorizationCodeEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no code grant", withoutLoginPages, report.NotApplicable, session.NoCodeGrant},
		{"a code that lives ten minutes", func(s *fakeService) { s.codeLife *= 2 }, report.Failed, "A code returns tokens one second after the end of its 5 minutes and must be rejected."},
		{"a code that expires a second early", func(s *fakeService) { s.codeLife -= time.Second }, report.Failed, `The service rejects a code one second before the end of its 5 minutes: The token endpoint returns 400 with the error "invalid_grant".`},
		{"rejected with another error", func(s *fakeService) { s.rejectionCode = "invalid_request" }, report.Failed, "The service does not reject an expired code with invalid_grant: "},
	})
}
