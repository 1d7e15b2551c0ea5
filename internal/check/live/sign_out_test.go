package live

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSignOut(t *testing.T) {
	t.Parallel()
	runCases(t, SignOut, []testCase{
		{"as it must", nil, report.Passed, ""},
		{"no logout URL", func(s *fakeService) { s.client.LogoutURLs = nil }, report.NotApplicable, "the client has no logout URL"},
		{"none of the deployed ones", func(s *fakeService) {
			s.declared.LogoutURLs, s.signOut = []string{"https://declared.example.com/"}, "/error"
		}, report.Failed, `The logout endpoint answers 302 and leads to "/error", and must lead to https://declared.example.com/.`},
		{"none is declared", func(s *fakeService) { s.declared.LogoutURLs = []string{} }, report.NotApplicable, "the client has no logout URL"},
		{"elsewhere", func(s *fakeService) { s.signOut = "/error" }, report.Failed, `The logout endpoint answers 302 and leads to "/error", and must lead to https://app.example.com/signed-out.`},
		{"the session stays", func(s *fakeService) { s.stays = true }, report.Failed, "After a sign-out the next sign-in asks for no password and must ask for it."},
	})
}
