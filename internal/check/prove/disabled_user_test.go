package prove

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestDisabledUser(t *testing.T) {
	t.Parallel()
	runCases(t, DisabledUser, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"the refresh token still works", func(s *fakeService) { s.disabledCanRefresh = true }, report.Failed, "The refresh token of a disabled user returns tokens and must be rejected."},
		{"enabling restores the sign-in", func(s *fakeService) { s.enablingRestores = true }, report.Failed, "The refresh token of a user who was disabled and enabled returns tokens and must still be rejected."},
		{"a new sign-in cannot refresh", func(s *fakeService) { s.neverRefreshesAgain = true }, report.Failed, "The service rejects the refresh token of a new sign-in of a user who was disabled and enabled: "},
	})
}

func TestDisabledUserRequiresATemporaryUser(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, DisabledUser, withPermanentUser, "the check requires a temporary user")
}

func TestDisabledUserRequiresProveAPI(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, DisabledUser, withoutProveAPI, string(check.NoProveAPI))
}
