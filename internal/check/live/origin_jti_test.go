package live

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestOriginJTI(t *testing.T) {
	t.Parallel()
	runCases(t, OriginJTI, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no revocation and no rotation", func(s *fakeService) {
			withoutRotation(s)
			s.client.EnableTokenRevocation = aws.Bool(false)
		}, report.NotApplicable, "without revocation and rotation the tokens have no origin_jti"},
		{"declared revocation", func(s *fakeService) {
			withoutRotation(s)
			s.client.EnableTokenRevocation, s.declared.Revocation = aws.Bool(false), new(true)
			s.claims = func(_ string, c map[string]any) { delete(c, "origin_jti") }
		}, report.Failed, `The access token of the sign-in has the origin_jti "" and the jti "jti-1" and must have both.`},
		{"an opaque token", func(s *fakeService) { s.code = func(f map[string]any) { f["access_token"] = "opaque" } }, report.Failed,
			"The access token of the sign-in cannot be read: it is not a signed token of three parts."},
		{"another sign-in", withClaim("id", "origin_jti", "other"), report.Failed, "The origin_jti of the ID token of the sign-in differs from the origin_jti of the sign-in and must be the same."},
		{"a jti that is the origin_jti", func(s *fakeService) { s.claims = func(_ string, c map[string]any) { c["jti"] = c["origin_jti"] } }, report.Failed,
			"The jti of the access token of the sign-in equals its origin_jti and must differ from it."},
		{"the same jti for all tokens", func(s *fakeService) { s.claims = func(_ string, c map[string]any) { c["jti"] = "same" } }, report.Failed,
			"The jti of the ID token of the sign-in equals the jti of the access token of the sign-in and must be unique."},
	})
}
