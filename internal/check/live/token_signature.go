package live

import (
	"context"
	"errors"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
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
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		var keys jose.JSONWebKeySet
		err = check.FetchJSON(ctx, t.HTTP, check.EndpointsOf(t.Environment, pool, nil).JWKSURI, &keys)
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
	parsed, err := jwt.Parse(token)
	if err == nil {
		err = parsed.Verify(keys)
	}
	if unknown, ok := errors.AsType[*jwt.UnknownKeyError](err); ok {
		return "is signed with the key " + check.Quote(unknown.KeyID) + ", which the JWKS does not contain"
	}
	if wrong, ok := errors.AsType[*jwt.SignatureError](err); ok {
		return "has a signature that the key " + check.Quote(wrong.KeyID) + " of the JWKS does not verify"
	}
	if err != nil {
		return "is not signed with RS256"
	}
	return ""
}
