package jwt

import (
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

// ErrAlgorithm means that the token is not signed with RS256, the only algorithm of Cognito (developer guide,
// "Verifying JSON web tokens").
var ErrAlgorithm = errors.New("not signed with RS256")

// UnknownKeyError means that the key set does not have the key id in the token's header.
type UnknownKeyError struct{ KeyID string }

func (e *UnknownKeyError) Error() string { return fmt.Sprintf("no key %q in the key set", e.KeyID) }

// SignatureError means that the signature does not match the key with the id in the token's header.
type SignatureError struct{ KeyID string }

func (e *SignatureError) Error() string { return fmt.Sprintf("not signed by the key %q", e.KeyID) }

// Verify checks the signature with the key that the header names. The error is
// [ErrAlgorithm], an [UnknownKeyError] or a [SignatureError].
//
// It uses the key set of go-jose. The remote key set of go-oidc returns the same error for an unknown key and for a
// wrong signature, which users must distinguish.
func (t *Token) Verify(keys *jose.JSONWebKeySet) error {
	signed, err := t.parseRS256()
	if err != nil {
		return err
	}
	id := signed.Signatures[0].Header.KeyID
	found := keys.Key(id)
	if len(found) == 0 {
		return &UnknownKeyError{id}
	}
	if _, err := signed.Verify(found[0]); err != nil {
		return &SignatureError{id}
	}
	return nil
}

// CheckAlgorithm returns [ErrAlgorithm] if the token is not signed with RS256. It requires no keys, so a caller can
// reject a token before it fetches them.
func (t *Token) CheckAlgorithm() error {
	_, err := t.parseRS256()
	return err
}

func (t *Token) parseRS256() (*jose.JSONWebSignature, error) {
	signed, err := jose.ParseSignedCompact(t.compact, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return nil, ErrAlgorithm
	}
	return signed, nil
}
