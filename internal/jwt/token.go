package jwt

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
)

// Token is a signed token. [Parse] does not verify the signature; [Token.Verify] does.
type Token struct {
	compact string
	header  json.RawMessage // a JSON object
	claims  json.RawMessage // a JSON object
}

// The errors of [Parse]. They do not quote the token, which is a secret.
var (
	ErrEncrypted = errors.New("the token is encrypted, as the refresh tokens of Cognito are. Only Cognito can decode it")
	ErrMalformed = errors.New("the token is not a JSON Web Token. A JSON Web Token has three parts in base64url, separated by dots. Pass the token itself, not the name of a file")
	ErrClaims    = errors.New("the claims of the token are not a JSON object")
)

// Parse parses a token in the compact serialization (RFC 7515 section 3.1). It does not verify the signature.
func Parse(compact string) (*Token, error) {
	parts := strings.Split(compact, ".")
	header, err := object(parts[0])
	switch {
	case len(parts) == 5 && err == nil: // RFC 7516 section 3.1
		return nil, ErrEncrypted
	case len(parts) != 3 || err != nil:
		return nil, ErrMalformed
	}
	claims, err := object(parts[1])
	if err != nil {
		return nil, ErrClaims
	}
	return &Token{compact: compact, header: header, claims: claims}, nil
}

// object decodes a part that must be a JSON object.
func object(part string) (json.RawMessage, error) {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, err
	}
	if members == nil {
		return nil, errors.New("null is not an object")
	}
	return text, nil
}

// Header returns the JSON object of the header, as it was sent.
func (t *Token) Header() json.RawMessage { return t.header }

// Claims returns the JSON object of the claims, as it was sent.
func (t *Token) Claims() json.RawMessage { return t.claims }

// Decode decodes the claims into a struct or a map, as encoding/json does. It fails if a
// claim has another JSON type than its field.
func (t *Token) Decode(target any) error { return json.Unmarshal(t.claims, target) }
