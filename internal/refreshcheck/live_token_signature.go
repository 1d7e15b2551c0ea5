package refreshcheck

import (
	"context"
	"errors"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveTokenSignature = Check{
	Name: "token-signature",
	Doc:  "The access and ID tokens are signed with RS256 by a key of the pool's JWKS.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		first, err := t.Session.firstTokens(ctx)
		if err != nil {
			return nil, err
		}
		var keys jose.JSONWebKeySet
		err = fetch(ctx, t.HTTP, endpoints(t.Environment, nil).JWKSURI, &keys)
		if _, wrong := asWrongAnswer(err); wrong {
			return nil, NotApplicable("the JWKS cannot be read: see jwks")
		}
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		for _, token := range []struct{ name, text string }{{"access token", first.access}, {"ID token", first.id}} {
			if token.text == "" {
				continue
			}
			if fault := unverified(token.text, &keys); fault != "" {
				findings = append(findings, one(notCognito, "The %s %s.", token.name, fault)...)
			}
		}
		return findings, nil
	},
}

// unverified is why a token is not one that the keys have signed, or "".
func unverified(token string, keys *jose.JSONWebKeySet) string {
	parsed, err := jwt.Parse(token)
	if err == nil {
		err = parsed.Verify(keys)
	}
	if unknown, ok := errors.AsType[*jwt.UnknownKeyError](err); ok {
		return "is signed with the key " + shown(unknown.KeyID) + ", which the JWKS does not have"
	}
	if wrong, ok := errors.AsType[*jwt.SignatureError](err); ok {
		return "has a signature that the key " + shown(wrong.KeyID) + " of the JWKS has not made"
	}
	if err != nil {
		return "is not signed with RS256"
	}
	return ""
}
