package live

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestExpiresIn(t *testing.T) {
	t.Parallel()
	runCases(t, ExpiresIn, []testCase{
		{"correct", nil, report.Passed, ""},
		{"not as declared", func(s *fakeService) { s.declared.AccessToken = new(15 * time.Minute) }, report.Failed, "The expires_in of the response to a code is 3600 and must be 900."},
		{"another value after the refresh", func(s *fakeService) { s.refresh = func(_ url.Values, f map[string]any) { f["expires_in"] = 60 } }, report.Failed,
			"The expires_in of the response to a refresh token is 60 and must be 3600."},
		{"no refresh token", func(s *fakeService) {
			s.code = func(f map[string]any) { delete(f, "refresh_token"); f["expires_in"] = 60 }
		}, report.Failed, "The expires_in of the response to a code is 60 and must be 3600."},
		{"a rejected refresh", func(s *fakeService) {
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" }
		}, report.Passed, ""},
		{"a string", func(s *fakeService) { s.code = func(f map[string]any) { f["expires_in"] = "3600" } }, report.Failed,
			"The expires_in of the response to a code is not a number and must be 3600."},
	})
}

func TestExpiresInNamesTheLifetimeToDeclare(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	s.code = func(f map[string]any) { f["expires_in"] = 5400 }
	got := s.check(ExpiresIn)
	require.Len(t, got.Findings, 1)
	assert.Equal(t, "Apply the configuration again, or declare access_token = { validity = 90, unit = \"minutes\" }.", got.Findings[0].Fix)
}
