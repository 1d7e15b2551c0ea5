package session

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

// Claims has the claims that the checks read.
type Claims struct {
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

	AuthenticationLevel   string   `json:"acr"` // empty if absent
	AuthenticationMethods []string `json:"amr"`
}

// Scopes returns the scopes of an access token.
func (c Claims) Scopes() []string { return strings.Fields(c.Scope) }

// ReadClaims reads the claims of a token without verifying its signature. The check
// token-signature verifies it.
func ReadClaims(token string) (read Claims, err error) {
	parsed, err := jwt.Parse(token)
	if errors.Is(err, jwt.ErrMalformed) || errors.Is(err, jwt.ErrEncrypted) {
		return Claims{}, errors.New("it is not a signed token of three parts")
	}
	if err != nil || parsed.Decode(&read) != nil {
		return Claims{}, errors.New("its claims are not a JSON object of the required types")
	}
	return read, nil
}

// DecodeField is json.Unmarshal that returns an error for an absent field.
func DecodeField(raw json.RawMessage, into any) error {
	if raw == nil {
		return errors.New("absent")
	}
	return json.Unmarshal(raw, into)
}
