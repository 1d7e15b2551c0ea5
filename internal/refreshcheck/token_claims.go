package refreshcheck

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

// claims are those of a token, as far as the checks read them.
type claims struct {
	Issuer    string  `json:"iss"`
	Audience  string  `json:"aud"`
	ClientID  string  `json:"client_id"`
	Use       string  `json:"token_use"`
	Nonce     string  `json:"nonce"`
	Scope     string  `json:"scope"`
	IssuedAt  float64 `json:"iat"`
	ExpiresAt float64 `json:"exp"`
	ID        string  `json:"jti"`
	OriginID  string  `json:"origin_jti"`
	Subject   string  `json:"sub"`
	Username  string  `json:"username"` // access tokens only
	// AccessTokenHash is in ID tokens only. It is empty if absent.
	AccessTokenHash string  `json:"at_hash"`
	AuthTime        float64 `json:"auth_time"` // 0 if absent
}

// scopes returns the scopes of an access token.
func (c claims) scopes() []string { return strings.Fields(c.Scope) }

// readClaims reads a token without verifying it: token-signature does that.
func readClaims(token string) (read claims, err error) {
	parsed, err := jwt.Parse(token)
	if errors.Is(err, jwt.ErrMalformed) || errors.Is(err, jwt.ErrEncrypted) {
		return read, errors.New("it is no signed token of three parts")
	}
	if err != nil || parsed.Decode(&read) != nil {
		return read, errors.New("its claims are no JSON object of the kinds that they must have")
	}
	return read, nil
}

// decode is json.Unmarshal that takes what is absent for an error.
func decode(raw json.RawMessage, into any) error {
	if raw == nil {
		return errors.New("absent")
	}
	return json.Unmarshal(raw, into)
}
