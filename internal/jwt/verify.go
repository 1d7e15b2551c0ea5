package jwt

import (
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

// ErrAlgorithm means that the token is not signed with RS256. Cognito signs with no other
// algorithm (developer guide, "Verifying JSON web tokens").
var ErrAlgorithm = errors.New("not signed with RS256")

// UnknownKeyError means that the key set does not have the key that the token names.
type UnknownKeyError struct{ KeyID string }

func (e *UnknownKeyError) Error() string { return fmt.Sprintf("no key %q in the key set", e.KeyID) }

// SignatureError means that the key that the token names did not make the signature.
type SignatureError struct{ KeyID string }

func (e *SignatureError) Error() string { return fmt.Sprintf("not signed by the key %q", e.KeyID) }

// Verify checks the signature with the key that the header names. The error is
// [ErrAlgorithm], an [UnknownKeyError] or a [SignatureError].
//
// The key set is go-jose's and not go-oidc's: a remote key set of go-oidc returns the same
// error for an unknown key and for a wrong signature.
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

// CheckAlgorithm returns [ErrAlgorithm] if [Token.Verify] would, without a key set.
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
