package prove

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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

// The service may reject tokens that it issues within a second of the end of the others.
func TestDisabledUserSignsInAgainTwoSecondsLater(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	s.other = nil
	began := s.now
	var after []time.Duration
	s.used = func(*fakeSignIn) { after = append(after, s.now.Sub(began)) }
	assert.Equal(t, report.Passed, s.check(DisabledUser, nil).Outcome)
	assert.Equal(t, []time.Duration{0, 0, 2 * time.Second, 2 * time.Second}, after, "two sign-ins before the end, a sign-in and a refresh after it")
}

func TestDisabledUserRequiresATemporaryUser(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, DisabledUser, withPermanentUser, "the check requires a temporary user")
}

func TestDisabledUserRequiresProveAPI(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, DisabledUser, withoutProveAPI, string(check.NoProveAPI))
}
