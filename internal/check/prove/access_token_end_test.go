package prove

import (
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestAccessTokenEnd(t *testing.T) {
	t.Parallel()
	runCases(t, AccessTokenEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"correct with GetUser", func(s *fakeService) { s.client.AllowedOAuthScopes = []string{session.UserScope} }, report.Passed, ""},
		{"no accepted scope", withoutOpenID, report.NotApplicable, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"a machine client", machineClient, report.NotApplicable, "the client is a machine client, and no user signs in to it"},
		{"accepted a second too long", func(s *fakeService) { s.userInfoLate = time.Second }, report.Failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"rejected a second too early", func(s *fakeService) { s.userInfoLate = -time.Second }, report.Failed, "The service rejects an access token one second before the end of its 30 minutes: userInfo returns Unauthorized."},
		{"accepted too long with the API", all(withoutLoginPages, func(s *fakeService) { s.userInfoLate = time.Hour }), report.Failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"longer than declared", func(s *fakeService) { s.declared.AccessToken = new(20 * time.Minute) }, report.Failed, "The service accepts an access token after the end of its 20 minutes and must reject it."},
		{"shorter than declared", func(s *fakeService) { s.declared.AccessToken = new(40 * time.Minute) }, report.Failed, "The service rejects an access token one second before the end of its 40 minutes: "},
		{"a token that cannot be read", withClaims("access", false, func(c object) { c["iss"] = 1 }), report.Failed, "The access token cannot be read: its claims are not a JSON object of the required types."},
		{"two slow attempts", func(s *fakeService) { s.slow, s.slowFor = 2*time.Second, 8 }, report.Passed, ""},
		{"always slow", func(s *fakeService) { s.slow, s.slowFor = 2*time.Second, 1000 }, report.Unchecked, session.ErrSlow.Error()},
	})
}

func TestAccessTokenEndRequiresAnEndpointThatAcceptsTheToken(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, AccessTokenEnd, withoutProveAPI, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin")
}
