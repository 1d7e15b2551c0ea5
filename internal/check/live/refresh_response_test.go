package live

import (
	"net/url"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRefreshResponse(t *testing.T) {
	t.Parallel()
	runCases(t, RefreshResponse, []testCase{
		{"too many requests", busyFor("refresh_token", 429), report.Unchecked, "the token endpoint returns 429 Too Many Requests: try again later"},
		{"correct", nil, report.Passed, ""},
		{"correct without rotation", withoutRotation, report.Passed, ""},
		{"no refresh token", func(s *fakeService) { s.code = func(f map[string]any) { delete(f, "refresh_token") } }, report.NotApplicable,
			"the authorization code returned no tokens: see code-response"},
		{"no new refresh token", func(s *fakeService) { s.refresh = func(_ url.Values, f map[string]any) { delete(f, "refresh_token") } }, report.Failed,
			"The response to a refresh token has access_token, expires_in, id_token, token_type and must have " + codeFields + "."},
		{"a new refresh token without rotation", func(s *fakeService) {
			withoutRotation(s)
			s.refresh = func(_ url.Values, f map[string]any) { f["refresh_token"] = "h.e.i.c.9" }
		}, report.Failed, "The response to a refresh token has " + codeFields + " and must have access_token, expires_in, id_token, token_type."},
		{"the old refresh token again", func(s *fakeService) {
			s.refresh = func(form url.Values, f map[string]any) { f["refresh_token"] = form.Get("refresh_token") }
		}, report.Failed, "The refresh token of the response to a refresh equals the refresh token of the request and must be new."},
		{"not as declared", func(s *fakeService) { s.declared.RefreshResponseFields = []string{"access_token"} }, report.Failed,
			"The response to a refresh token has " + codeFields + " and must have access_token."},
		{"a rejection", func(s *fakeService) {
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" }
		}, report.Failed,
			`The token endpoint returns 400 with the error "invalid_grant". It must return 200 with ` + codeFields + " for a refresh token."},
	})
}
