package live

import (
	"context"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TokenSignature is the check token-signature.
var TokenSignature = check.Check{
	Name: "token-signature",
	Doc:  "The access and ID tokens are signed with RS256 by a key of the pool's JWKS.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		first, err := session.Of(t).FirstTokens(ctx)
		if err != nil {
			return nil, err
		}
		var keys jose.JSONWebKeySet
		err = check.FetchJSON(ctx, t.HTTP, check.EndpointsOf(t.Environment, nil).JWKSURI, &keys)
		if _, wrong := check.AsInvalidResponse(err); wrong {
			return nil, check.NotApplicable("the JWKS cannot be read: see jwks")
		}
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		for _, token := range []struct{ name, text string }{{"access token", first.Access}, {"ID token", first.ID}} {
			if token.text == "" {
				continue
			}
			if fault := unverified(token.text, &keys); fault != "" {
				findings = append(findings, check.Finding(check.FixNotCognito, "The %s %s.", token.name, fault)...)
			}
		}
		return findings, nil
	},
}

// unverified returns the reason why the keys do not verify a token, or "".
func unverified(token string, keys *jose.JSONWebKeySet) string {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return "is not signed with RS256"
	}
	id := signed.Signatures[0].Header.KeyID
	found := keys.Key(id)
	if len(found) == 0 {
		return "is signed with the key " + check.Quote(id) + ", which the JWKS does not contain"
	}
	if _, err := signed.Verify(found[0]); err != nil {
		return "has a signature that the key " + check.Quote(id) + " of the JWKS does not verify"
	}
	return ""
}
