package live

import (
	"net/url"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRefreshResponse(t *testing.T) {
	t.Parallel()
	runCases(t, RefreshResponse, []testCase{
		{"too many requests", busyFor("refresh_token", 429), report.Unchecked, "the token endpoint answers 429 Too Many Requests: try again later"},
		{"as it must", nil, report.Passed, ""},
		{"as it must without rotation", withoutRotation, report.Passed, ""},
		{"no new refresh token", func(s *fakeService) { s.refresh = func(_ url.Values, f map[string]any) { delete(f, "refresh_token") } }, report.Failed,
			"The response to a refresh token has access_token, expires_in, id_token, token_type and must have " + codeFields + "."},
		{"a new one without rotation", func(s *fakeService) {
			withoutRotation(s)
			s.refresh = func(_ url.Values, f map[string]any) { f["refresh_token"] = "h.e.i.c.9" }
		}, report.Failed, "The response to a refresh token has " + codeFields + " and must have access_token, expires_in, id_token, token_type."},
		{"the old one again", func(s *fakeService) {
			s.refresh = func(form url.Values, f map[string]any) { f["refresh_token"] = form.Get("refresh_token") }
		}, report.Failed, "The refresh token of the response to a refresh is the one that was sent and must be a new one."},
		{"not as declared", func(s *fakeService) { s.declared.RefreshResponseFields = []string{"access_token"} }, report.Failed,
			"The response to a refresh token has " + codeFields + " and must have access_token."},
		{"a refusal", func(s *fakeService) {
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" }
		}, report.Failed,
			`The token endpoint answers 400 with the error "invalid_grant". It must answer 200 with ` + codeFields + " to a refresh token."},
	})
}
