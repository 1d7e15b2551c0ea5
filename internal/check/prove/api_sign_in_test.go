package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestAPISignIn(t *testing.T) {
	t.Parallel()
	runCases(t, APISignIn, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct without rotation", withoutRotation, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"a machine client", machineClient, report.NotApplicable, "the client is a machine client, and no user signs in to it"},
		{"no flow with a password", func(s *fakeService) { s.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"} }, report.NotApplicable, "the client allows no API flow with a password"},
		{"a declared flow fails", func(s *fakeService) { s.flows = []string{} }, report.Failed,
			"A sign-in with USER_PASSWORD_AUTH fails and must return tokens: the service returns InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client."},
		{"an undeclared flow works", func(s *fakeService) { s.flows = []string{check.AllowPassword, check.AllowAdmin} }, report.Failed,
			"A sign-in with ADMIN_USER_PASSWORD_AUTH returns tokens and must be rejected, because the client does not allow it."},
		{"without an ID token", withResult("sign-in", func(r *types.AuthenticationResultType) { r.IdToken = nil }), report.Failed,
			"The response to a sign-in has AccessToken, ExpiresIn, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"without a new refresh token", withResult("get-tokens", func(r *types.AuthenticationResultType) { r.RefreshToken = nil }), report.Failed,
			"The response to a refresh with GetTokensFromRefreshToken has AccessToken, ExpiresIn, IdToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"a refresh that is rejected", func(s *fakeService) { s.refreshLife = 0 }, report.Failed, "A refresh with GetTokensFromRefreshToken fails and must return tokens: the service returns NotAuthorizedException: Invalid Refresh Token."},
		{"the refresh token of the request", func(s *fakeService) {
			var first *string
			s.api = func(_ string, r *types.AuthenticationResultType) {
				if first == nil {
					first = r.RefreshToken
				}
				r.RefreshToken = first
			}
		}, report.Failed, "The response to a refresh has the refresh token of the request and must have a new one."},
		{"without ExpiresIn", withResult("sign-in", func(r *types.AuthenticationResultType) { r.ExpiresIn = 0 }), report.Failed,
			"The response to a sign-in has AccessToken, IdToken, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"with a refresh token", all(withoutRotation, withResult("refresh", func(r *types.AuthenticationResultType) { r.RefreshToken = aws.String("r") })), report.Failed,
			"The response to a refresh with InitiateAuth has AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, TokenType."},
		{"with another ExpiresIn", func(s *fakeService) { s.declared.AccessToken = new(time.Hour) }, report.Failed, "The ExpiresIn of the response to a sign-in is 1800 and must be 3600."},
		{"aud of another client", withClaims("id", false, func(c object) { c["aud"] = "2other" }), report.Failed, `The claim aud of the ID token of the response to a sign-in is "2other" and must be "1example23456789".`},
		{"another scope", withClaims("access", false, func(c object) { c["scope"] = "openid" }), report.Failed, `The claim scope of the access token of the response to a sign-in is "openid" and must be "aws.cognito.signin.user.admin".`},
		{"any hash is accepted", func(s *fakeService) { s.anySecret = true }, report.Failed, "A sign-in with the hash of a wrong client secret returns tokens and must be rejected."},
		{"InitiateAuth refreshes despite rotation", func(s *fakeService) { s.flows = []string{check.AllowPassword, check.AllowRefresh} }, report.Failed,
			"A refresh with InitiateAuth returns tokens and must be rejected, because the client does not allow it."},
		{"InitiateAuth does not refresh", all(withoutRotation, func(s *fakeService) { s.flows = []string{check.AllowPassword} }), report.Failed, "A refresh with InitiateAuth fails and must return tokens: "},
		{"declared refresh tokens without a call", all(withoutLoginPages, func(s *fakeService) {
			s.client.RefreshTokenRotation, s.declared.RefreshToken = nil, new(48*time.Hour)
		}), report.Failed, "The configuration declares refresh tokens that live 2 days, and no call accepts them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant."},
		{"undeclared refresh tokens without a call", all(withoutLoginPages, func(s *fakeService) { s.client.RefreshTokenRotation = nil }), report.Passed, ""},
		{"refresh tokens for the token endpoint", func(s *fakeService) { s.client.RefreshTokenRotation, s.declared.RefreshToken = nil, new(48*time.Hour) }, report.Passed, ""},
	})
}

func TestAPISignInRequiresProveAPI(t *testing.T) {
	t.Parallel()
	assertNotApplicable(t, APISignIn, withoutProveAPI, string(check.NoProveAPI))
}

func TestAbsentExpiresInIsOneFinding(t *testing.T) {
	t.Parallel()
	result := &types.AuthenticationResultType{AccessToken: aws.String("a"), IdToken: aws.String("i"), TokenType: aws.String("Bearer")}
	assert.Len(t, resultFindings("a refresh", result, false, time.Hour), 1)
	result.ExpiresIn = 3600
	assert.Empty(t, resultFindings("a refresh", result, false, time.Hour))
}

// withResult changes the responses of the API to one kind of request.
func withResult(to string, change func(*types.AuthenticationResultType)) func(*fakeService) {
	return func(s *fakeService) {
		s.api = func(name string, r *types.AuthenticationResultType) {
			if name == to {
				change(r)
			}
		}
	}
}
