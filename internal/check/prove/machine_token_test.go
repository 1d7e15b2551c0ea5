package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestMachineToken(t *testing.T) {
	t.Parallel()
	runCases(t, MachineToken, []testCase{
		{"correct", machineClient, report.Passed, ""},
		{"a client with users", nil, report.NotApplicable, "the client is not a machine client"},
		{"an additional scope", all(machineClient, func(s *fakeService) { s.declared.AllowedOAuthScopes = []string{"orders/read"} }), report.Failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names no scope.`},
		{"all scopes instead of one", all(machineClient, withClaims("access", false, func(c object) { c["scope"] = "orders/write orders/read" })), report.Failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names orders/read.`},
		{"another sub", all(machineClient, withClaims("access", false, func(c object) { c["sub"] = "ada" })), report.Failed, `The claim sub of the access token is "ada" and must be "1example23456789", when the request names no scope.`},
		{"a refresh token", all(machineClient, func(s *fakeService) { s.machine = func(f object) { f["refresh_token"] = "r" } }), report.Failed,
			"The response to a client's credentials has access_token, expires_in, refresh_token, token_type and must have access_token, expires_in, token_type."},
		{"longer than declared", all(machineClient, func(s *fakeService) { s.declared.AccessToken = new(15 * time.Minute) }), report.Failed, "The expires_in of the response to a client's credentials is 1800 and must be 900."},
		{"any secret is accepted", all(machineClient, func(s *fakeService) { s.anySecret = true }), report.Failed, "A wrong client secret gets an access token and must be rejected with invalid_client."},
		{"its own secret is rejected", all(machineClient, func(s *fakeService) { s.client.ClientSecret = aws.String("old") }), report.Failed,
			`The token endpoint returns 400 with the error "invalid_client". A machine client must get an access token with orders/read, orders/write.`},
	})
}
