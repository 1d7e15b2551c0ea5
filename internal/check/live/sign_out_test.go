package live

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSignOut(t *testing.T) {
	t.Parallel()
	runCases(t, SignOut, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no logout URL", func(s *fakeService) { s.client.LogoutURLs = nil }, report.NotApplicable, "the client has no logout URL"},
		{"a declared URL that is not deployed", func(s *fakeService) {
			s.declared.LogoutURLs, s.signOut = []string{"https://declared.example.com/"}, "/error"
		}, report.Failed, `The logout endpoint returns 302 and redirects to "/error", and must redirect to https://declared.example.com/.`},
		{"no URL is declared", func(s *fakeService) { s.declared.LogoutURLs = []string{} }, report.NotApplicable, "the client has no logout URL"},
		{"another target", func(s *fakeService) { s.signOut = "/error" }, report.Failed, `The logout endpoint returns 302 and redirects to "/error", and must redirect to https://app.example.com/signed-out.`},
		{"the session stays", func(s *fakeService) { s.stays = true }, report.Failed, "After a sign-out, the next sign-in does not require the password and must require it."},
	})
}
