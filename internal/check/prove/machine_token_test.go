package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
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
		{"a wrong secret is rejected with another error", all(machineClient, func(s *fakeService) { s.secretError = "invalid_request" }), report.Failed, "The service does not reject a wrong client secret with invalid_client: "},
		{"the declared secret", all(machineClient, func(s *fakeService) {
			s.client.ClientSecret, s.secret = aws.String("old"), new(environment.Secret(checktest.ClientSecret))
		}), report.Passed, ""},
		{"an empty declared secret", all(machineClient, func(s *fakeService) { s.secret = new(environment.Secret("")) }), report.Passed, ""},
		{"one scope", all(machineClient, func(s *fakeService) { s.client.AllowedOAuthScopes = []string{"orders/read"} }), report.Passed, ""},
		{"no domain", all(machineClient, func(s *fakeService) { s.noDomain = true }), report.NotApplicable, "the pool has no domain for the token endpoint"},
		{"OAuth is off", all(machineClient, func(s *fakeService) { s.client.AllowedOAuthFlowsUserPoolClient = nil }), report.NotApplicable, "the client is not a machine client"},
		{"a token that cannot be read", all(machineClient, func(s *fakeService) { s.machine = func(f object) { f["access_token"] = "a" } }), report.Failed, "The access token cannot be read: it is not a signed token of three parts."},
		{"another lifetime of the token", all(machineClient, withClaims("access", false, func(c object) { c["exp"] = c["iat"].(int64) + 60 })), report.Failed, `The claim exp - iat of the access token is "60" and must be "1800", when the request names no scope.`},
		{"its own secret is rejected", all(machineClient, func(s *fakeService) { s.client.ClientSecret = aws.String("old") }), report.Failed,
			`The token endpoint returns 400 with the error "invalid_client". A machine client must get an access token with orders/read, orders/write.`},
	})
}

// A client with one scope gets the same token with and without a requested scope.
func TestMachineTokenRequestsOneOfSeveralScopes(t *testing.T) {
	t.Parallel()
	for tokens, scopes := range map[int][]string{1: {"orders/read"}, 2: {"orders/read", "orders/write"}} {
		s := newFakeService(t)
		machineClient(s)
		got := 0
		s.other, s.client.AllowedOAuthScopes, s.machine = nil, scopes, func(object) { got++ }
		assert.Equal(t, report.Passed, s.check(MachineToken, nil).Outcome)
		assert.Equal(t, tokens, got, scopes)
	}
}
