package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRefreshTokenEnd(t *testing.T) {
	t.Parallel()
	runCases(t, RefreshTokenEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct without rotation", withoutRotation, report.Passed, ""},
		{"correct with the API", all(withoutLoginPages, withoutRotation), report.Passed, ""},
		{"a new refresh token with its own lifetime", func(s *fakeService) { s.ownLifetime = true }, report.Failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"a new refresh token with its own lifetime and no grace period", func(s *fakeService) {
			s.ownLifetime, s.grace, s.client.RefreshTokenRotation.RetryGracePeriodSeconds = true, 0, aws.Int32(0)
		}, report.Failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"longer", all(withoutRotation, func(s *fakeService) { s.refreshLife += 3 * time.Second }), report.Failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"shorter", func(s *fakeService) { s.refreshLife -= 2 * time.Second }, report.Failed, "A refresh fails one second before the end of the 2 days from the sign-in: "},
		{"much shorter", func(s *fakeService) { s.refreshLife = time.Hour }, report.Failed, "A refresh fails after half of the 2 days that the refresh token must live: "},
		{"longer than declared", func(s *fakeService) { s.declared.RefreshToken = new(24 * time.Hour) }, report.Failed, "A refresh returns tokens one second after the end of the 1 day from the sign-in and must be rejected."},
		{"rejected with another error", func(s *fakeService) { s.rejectionCode = "invalid_request" }, report.Failed, "The service does not reject an expired refresh token with invalid_grant: "},
	})
}
