package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestGracePeriodEnd(t *testing.T) {
	t.Parallel()
	runCases(t, GracePeriodEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"correct without a grace period", func(s *fakeService) { s.grace, s.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, aws.Int32(0) }, report.Passed, ""},
		{"without rotation", withoutRotation, report.NotApplicable, "the client does not rotate its refresh tokens"},
		{"declared rotation is off", all(withoutRotation, func(s *fakeService) { s.declared.Rotation = new(true) }), report.Failed, "A refresh returns no new refresh token and must return one, because the client rotates."},
		{"the first refresh is rejected", func(s *fakeService) { s.refreshLife = 0 }, report.NotApplicable, string(session.NotRefreshed)},
		{"a second too long", func(s *fakeService) { s.grace += time.Second }, report.Passed, ""},
		{"two seconds too long", func(s *fakeService) { s.grace += 2 * time.Second }, report.Failed, "The service accepts a replaced refresh token one second after its grace period of 10 seconds and must reject it."},
		{"two seconds too short", func(s *fakeService) { s.grace -= 2 * time.Second }, report.Failed, "The service rejects a replaced refresh token one second before the end of its grace period of 10 seconds: "},
		{"a grace period that is not declared", func(s *fakeService) {
			s.declared.Rotation, s.declared.RetryGracePeriod = new(true), new(time.Duration(0))
		}, report.Failed,
			"The service accepts a replaced refresh token again and must reject it at once, because the client has no grace period."},
		{"too many requests", all(withoutLoginPages, func(s *fakeService) { s.rejectionCode = "TooManyRequestsException" }), report.Unchecked, "TooManyRequestsException: Rate exceeded"},
		{"rejected with a page", func(s *fakeService) { s.rejectionCode = "" }, report.Failed, "The service rejects a replaced refresh token without an error code: "},
	})
}
