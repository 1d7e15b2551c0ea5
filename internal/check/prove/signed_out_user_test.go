package prove

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSignedOutUser(t *testing.T) {
	t.Parallel()
	runCases(t, SignedOutUser, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"correct without userInfo", withoutOpenID, report.Passed, ""},
		{"the refresh token still works", func(s *fakeService) { s.signOutKeepsRefresh = true }, report.Failed, "The refresh token of a user who was signed out everywhere returns tokens and must be rejected."},
		{"the access token still works", func(s *fakeService) { s.signOutKeepsAccess = true }, report.Failed, "The service accepts the access token of a user who was signed out everywhere and must reject it."},
		{"a new sign-in fails", func(s *fakeService) { s.noSignInAfterSignOut = true }, report.NotApplicable, "no sign-in succeeded: see sign-in"},
	})
}

func TestSignedOutUserRequiresATemporaryUser(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, SignedOutUser, withPermanentUser, "the check requires a temporary user")
}
