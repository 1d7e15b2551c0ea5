package refreshcheck

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// publicKey is what the checks read of a JSON Web Key (RFC 7517, section 4).
type publicKey struct {
	KeyID     string `json:"kid"`
	Type      string `json:"kty"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}

var poolJWKS = Check{
	Name: "jwks",
	Doc:  "The public keys of the pool are reachable where discovery says, and are RS256 keys for signatures.",
	Of:   OfPool,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		address := endpoints(t.Environment, nil).JWKSURI
		var findings []report.Finding
		document, err := t.Discovery(ctx)
		if _, wrong := asWrongAnswer(err); err != nil && !wrong { // a wrong one is the finding of discovery
			return nil, err
		}
		if err == nil && document.JWKSURI != address {
			findings = one(thisPool, "The jwks_uri of the discovery document is %s and must be %q.", shown(document.JWKSURI), address)
		}
		var set struct {
			Keys []publicKey `json:"keys"`
		}
		err = fetch(ctx, t.HTTP, address, &set)
		if wrong, ok := asWrongAnswer(err); ok {
			return append(findings, one(thisPool, "%s", wrong)...), nil
		}
		if err != nil {
			return nil, err
		}
		return append(findings, unfit(set.Keys)...), nil
	},
}

// notCognito is the fix of what Cognito itself does not answer.
const notCognito = "See what answers in Cognito's place, such as a proxy: Terraform sets no keys."

// unfit finds what is wrong with keys that must verify the tokens of a pool. Cognito signs
// with RS256, and names the key in each token (developer guide, "Verifying JSON web tokens").
func unfit(keys []publicKey) []report.Finding {
	if len(keys) == 0 {
		return one(notCognito, "The JWKS has no keys and must have one at least.")
	}
	var findings []report.Finding
	seen := map[string]bool{}
	for i, key := range keys {
		name := fmt.Sprintf("Key %d of the JWKS", i+1)
		if key.KeyID == "" {
			findings = append(findings, one(notCognito, "%s has no kid and must have one.", name)...)
		} else if seen[key.KeyID] {
			findings = append(findings, one(notCognito, "%s has the kid %s of another key and must have one of its own.", name, shown(key.KeyID))...)
		}
		seen[key.KeyID] = true
		for _, field := range []struct{ name, value, must string }{
			{"kty", key.Type, "RSA"},
			{"alg", key.Algorithm, "RS256"},
			{"use", key.Use, "sig"},
		} {
			if field.value != field.must {
				findings = append(findings, one(notCognito, "The %s of key %d of the JWKS is %s and must be %q.", field.name, i+1, shown(field.value), field.must)...)
			}
		}
	}
	return findings
}
