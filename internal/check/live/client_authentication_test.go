package live

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestClientAuthentication(t *testing.T) {
	t.Parallel()
	runCases(t, ClientAuthentication, []testCase{
		{"too many requests", busyFor("refresh_token", 429), report.Unchecked, "the token endpoint returns 429 Too Many Requests: try again later"},
		{"correct", nil, report.Passed, ""},
		{"a public client", func(s *fakeService) { s.client.ClientSecret = nil }, report.NotApplicable, "the client is public"},
		{"the secret is ignored", func(s *fakeService) { s.secret = func(*http.Request) bool { return true } }, report.Failed,
			"A refresh with a wrong secret returns tokens and must be rejected with invalid_client."},
		{"another error", func(s *fakeService) {
			s.secret = func(*http.Request) bool { return true }
			s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" }
		}, report.Failed, `A refresh with a wrong secret is not rejected with invalid_client: The token endpoint returns 400 with the error "invalid_grant".`},
		{"a secret is optional", func(s *fakeService) {
			s.secret = func(r *http.Request) bool {
				_, password, given := r.BasicAuth()
				return !given || password == checktest.ClientSecret
			}
		}, report.Failed, "A refresh with no secret returns tokens and must be rejected with invalid_client."},
	})
}
