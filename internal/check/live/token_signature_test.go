package live

import (
	"crypto/rsa"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestTokenSignature(t *testing.T) {
	t.Parallel()
	runCases(t, TokenSignature, []testCase{
		{"correct", nil, report.Passed, ""},
		{"another key", func(s *fakeService) { s.key = func() *rsa.PrivateKey { return unknownKey() } }, report.Failed,
			`The access token has a signature that the key "k1" of the JWKS does not verify.`},
		{"an unknown key", func(s *fakeService) { s.keyID = "k2" }, report.Failed,
			`The access token is signed with the key "k2", which the JWKS does not contain.`},
		{"a JWKS that is not JSON", func(s *fakeService) { s.jwks = "<!doctype html>" }, report.NotApplicable, "the JWKS cannot be read: see jwks"},
		{"no signature", func(s *fakeService) { s.code = func(f map[string]any) { f["id_token"] = "opaque" } }, report.Failed, "The ID token is not signed with RS256."},
	})
}
