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
		{"no signature", func(s *fakeService) { s.code = func(f map[string]any) { f["id_token"] = "opaque" } }, report.Failed, "The ID token is not signed with RS256."},
	})
}
