package live

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const updatedIssuer = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"

func TestTokenClaims(t *testing.T) {
	t.Parallel()
	runCases(t, TokenClaims, []testCase{
		{"correct", nil, report.Passed, ""},
		{"another pool", withClaim("access", "iss", "https://elsewhere"), report.Failed,
			`The claim iss of the access token of the response to a code is "https://elsewhere" and must be "` + checktest.Issuer + `".`},
		{"an updated issuer", func(s *fakeService) {
			s.issuer = types.IssuerTypeUpdated
			s.claims = func(_ string, claims map[string]any) { claims["iss"] = updatedIssuer }
		}, report.Passed, ""},
		{
			"the original issuer of a pool with the updated one", func(s *fakeService) { s.issuer = types.IssuerTypeUpdated }, report.Failed,
			`The claim iss of the access token of the response to a code is "` + checktest.Issuer + `" and must be "` + updatedIssuer + `".`,
		},
		{"the updated issuer of a pool with the original one", withClaim("id", "iss", updatedIssuer), report.Failed,
			`The claim iss of the ID token of the response to a code is "` + updatedIssuer + `" and must be "` + checktest.Issuer + `".`},
		{"another client", withClaim("id", "aud", "2other"), report.Failed, `The claim aud of the ID token of the response to a code is "2other" and must be "1example23456789".`},
		{"another use", withClaim("access", "token_use", "id"), report.Failed, `The claim token_use of the access token of the response to a code is "id" and must be "access".`},
		{"another nonce", withClaim("id", "nonce", "x"), report.Failed, `The claim nonce of the ID token of the response to a code is "x" and must be "n".`},
		{"the hash of another access token", withClaim("id", "at_hash", "x"), report.Failed, `The claim at_hash of the ID token of the response to a code is "x" and must be "`},
		{"an additional scope", withClaim("access", "scope", "openid admin"), report.Failed, `The claim scope of the access token of the response to a code is "admin, openid" and must be "email, openid".`},
		{"a missing scope", withClaim("access", "scope", "openid"), report.Failed, `The claim scope of the access token of the response to a code is "openid" and must be "email, openid".`},
		{"a longer lifetime", func(s *fakeService) { s.declared.IDToken = new(5 * time.Minute) }, report.Failed, `The claim exp - iat of the ID token of the response to a code is "3600" and must be "300".`},
		{"an opaque token", func(s *fakeService) { s.code = func(f map[string]any) { f["access_token"] = "opaque" } }, report.Failed,
			"The access token of the response to a code cannot be read: it is not a signed token of three parts."},
		{"another client after a refresh", func(s *fakeService) {
			s.claims = func(use string, c map[string]any) {
				if use == "id" && s.issued > 3 { // the tokens of the code
					c["aud"] = "2other"
				}
			}
		}, report.Failed, `The claim aud of the ID token of the response to a refresh token is "2other" and must be "1example23456789".`},
		{"no refresh token", func(s *fakeService) { s.code = func(f map[string]any) { delete(f, "refresh_token") } }, report.Passed, ""},
	})
}

// The hash was computed with openssl.
func TestAccessTokenHash(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "mEEuVKz25mQUvCNAvyI7Yg", accessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxZ0z9K3vx5KF0Y"))
}
