package oauth2_test

import (
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

func parseJWS(raw string) (*jwt.JSONWebToken, error) {
	return jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256})
}
