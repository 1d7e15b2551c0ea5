package live

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	runCases(t, SignIn, []testCase{
		{"correct", nil, report.Passed, ""},
		{"a machine client", func(s *fakeService) {
			s.client.AllowedOAuthFlows = []types.OAuthFlowType{"client_credentials"}
		}, report.NotApplicable, "the client is a machine client"},
		{"no code grant", func(s *fakeService) {
			s.client.AllowedOAuthFlows = []types.OAuthFlowType{"implicit"}
		}, report.NotApplicable, "the client does not have the authorization code grant"},
		{"no callback", func(s *fakeService) { s.client.CallbackURLs = nil }, report.NotApplicable, "the client has no callback URL"},
		{"only an external identity provider", func(s *fakeService) { s.client.SupportedIdentityProviders = []string{"Google"} }, report.NotApplicable, "the client does not support users of the pool"},
		{"an error page", func(s *fakeService) { s.signIn = &login.HostedError{Status: 400, Code: "redirect_mismatch"} }, report.Failed,
			"The sign-in does not return to https://app.example.com/callback: "},
		{"an error at the app", func(s *fakeService) { s.signIn = &login.CallbackError{Code: "unauthorized_client"} }, report.Failed,
			"The sign-in does not return to https://app.example.com/callback: " + (&login.CallbackError{Code: "unauthorized_client"}).Error() + "."},
		{"at the declared callback", func(s *fakeService) {
			s.declared.CallbackURLs = []string{"https://declared.example.com/callback"}
			s.signIn = &login.HostedError{Status: 400, Code: "redirect_mismatch"}
		}, report.Failed, "The sign-in does not return to https://declared.example.com/callback: "},
		{"a wrong password", func(s *fakeService) { s.signIn = &login.CredentialsError{Message: "no"} }, report.Unchecked, (&login.CredentialsError{Message: "no"}).Error()},
		{"a page that does not respond", func(s *fakeService) { s.signIn = checktest.ErrNoResponse }, report.Unchecked, "no response"},
	})
}
