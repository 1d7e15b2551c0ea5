package cognitoidp_test

import (
	"strings"
	"testing"
)

// TestTooManyCallbackURLsAreRejected compares only the end of the text, because the service's format of a
// list with 101 values is not known (cdk-preflight).
func TestTooManyCallbackURLsAreRejected(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, member := range []string{"CallbackURLs", "LogoutURLs"} {
		urls := strings.Repeat(`"https://a.example/cb",`, 100) + `"https://a.example/cb"`
		got := s.call(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","`+member+`":[`+urls+`]}`)
		path := strings.ToLower(member[:1]) + member[1:]
		want := `at '` + path + `' failed to satisfy constraint: Member must have length less than or equal to 100"}`
		if got.status != 400 || !strings.HasSuffix(got.body, want) {
			t.Errorf("%s: got %d %.80s...%s, want 400 ...%s", member, got.status, got.body, got.body[len(got.body)-120:], want)
		}
	}
}

func TestAcceptedUserPoolClients(t *testing.T) {
	tests := []struct{ name, settings string }{
		{"rotation without ExplicitAuthFlows (captures)", `"RefreshTokenRotation":{"Feature":"ENABLED"}`},
		{"rotation with only SRP (terraform-provider-aws#47196)", `"RefreshTokenRotation":{"Feature":"ENABLED"},"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]`},
		{"disabled rotation with ALLOW_REFRESH_TOKEN_AUTH", `"RefreshTokenRotation":{"Feature":"DISABLED"},"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]`},
		{"http on loopback, any port (cdk-preflight)", `"CallbackURLs":["http://localhost","http://localhost:3000/cb","http://127.0.0.1:8080/cb","http://[::1]:8080/cb"]`},
		{"custom scheme (developer guide)", `"CallbackURLs":["myapp://cb"]`},
		{"validities at their limits (API reference)", `"RefreshTokenValidity":315360000,"AccessTokenValidity":86400,"IdTokenValidity":300,"TokenValidityUnits":{"RefreshToken":"seconds","AccessToken":"seconds","IdToken":"seconds"}`},
		{"access token as long as the refresh token (cdk-preflight)", `"RefreshTokenValidity":1,"AccessTokenValidity":1,"TokenValidityUnits":{"RefreshToken":"hours"}`},
		{"user context data with a secret (API reference)", `"GenerateSecret":true,"EnablePropagateAdditionalUserContextData":true`},
	}
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.ok(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c",`+tt.settings+`}`)
		})
	}
}
