package settings

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// publicKey has the fields of a JSON Web Key that the check reads (RFC 7517, section 4).
type publicKey struct {
	KeyID     string `json:"kid"`
	Type      string `json:"kty"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}

// JWKS is the check jwks.
var JWKS = check.Check{
	Name: "jwks",
	Doc:  "The public keys of the pool are reachable at the URL of the discovery document, and are RS256 signature keys.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		address := check.EndpointsOf(t.Environment, pool, nil).JWKSURI
		var findings []report.Finding
		document, err := t.Discovery(ctx)
		if _, wrong := check.AsInvalidResponse(err); err != nil && !wrong { // discovery reports an invalid document
			return nil, err
		}
		if err == nil && document.JWKSURI != address {
			findings = check.Finding(fixWrongPool, "The jwks_uri of the discovery document is %s and must be %q.", check.Quote(document.JWKSURI), address)
		}
		var set struct {
			Keys []publicKey `json:"keys"`
		}
		err = check.FetchJSON(ctx, t.HTTP, address, &set)
		if wrong, ok := check.AsInvalidResponse(err); ok {
			return append(findings, check.Finding(fixWrongPool, "%s", wrong)...), nil
		}
		if err != nil {
			return nil, err
		}
		return append(findings, keyFindings(set.Keys)...), nil
	},
}

// keyFindings checks keys that must verify the tokens of a pool. Cognito signs with RS256, and
// each token contains the id of its key (developer guide, "Verifying JSON web tokens").
func keyFindings(keys []publicKey) []report.Finding {
	if len(keys) == 0 {
		return check.Finding(check.FixNotCognito, "The JWKS has no keys and must have at least one.")
	}
	var findings []report.Finding
	seen := map[string]bool{}
	for i, key := range keys {
		name := fmt.Sprintf("Key %d of the JWKS", i+1)
		if key.KeyID == "" {
			findings = append(findings, check.Finding(check.FixNotCognito, "%s has no kid and must have one.", name)...)
		} else if seen[key.KeyID] {
			findings = append(findings, check.Finding(check.FixNotCognito, "%s has the kid %s of another key and must have a unique one.", name, check.Quote(key.KeyID))...)
		}
		seen[key.KeyID] = true
		for _, field := range []struct{ name, value, must string }{
			{"kty", key.Type, "RSA"},
			{"alg", key.Algorithm, "RS256"},
			{"use", key.Use, "sig"},
		} {
			if field.value != field.must {
				findings = append(findings, check.Finding(check.FixNotCognito, "The %s of key %d of the JWKS is %s and must be %q.", field.name, i+1, check.Quote(field.value), field.must)...)
			}
		}
	}
	return findings
}
