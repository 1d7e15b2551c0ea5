package kmskey

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Keys are the keys of one store.
type Keys struct{ Store *userpool.Store }

// ErrCiphertext reports a ciphertext that no key of the store made with the encryption context.
var ErrCiphertext = errors.New("kmskey: the ciphertext is invalid")

const (
	keySize       = 32
	formatVersion = 1
	arnStart      = 3 // after the version and the length of the ARN
)

func secretName(arn string) string { return "kms " + arn }

// Exists reports whether a key has been used.
func (k Keys) Exists(arn string) bool {
	_, ok := k.Store.FindSecret(secretName(arn))
	return ok
}

// Encrypt encrypts with a key, which it creates on first use. The encryption context is
// authenticated and is not in the ciphertext. The format of the ciphertext is the emulator's own,
// because KMS does not publish its format: a version, the ARN, a nonce, and AES-256-GCM.
func (k Keys) Encrypt(arn string, plaintext []byte, encryptionContext map[string]string) ([]byte, error) {
	secret := k.Store.Secret(secretName(arn), func() []byte {
		material := make([]byte, keySize)
		_, _ = rand.Read(material) // never returns an error
		return material
	})
	aead, err := newAEAD(secret)
	if err != nil {
		return nil, err
	}
	head := binary.BigEndian.AppendUint16([]byte{formatVersion}, uint16(len(arn)))
	head = append(head, arn...)
	return append(head, aead.Seal(nil, nil, plaintext, authenticated(head, encryptionContext))...), nil
}

// Decrypt returns the plaintext of a ciphertext and the ARN of its key, or [ErrCiphertext].
func (k Keys) Decrypt(ciphertext []byte, encryptionContext map[string]string) (arn string, plaintext []byte, err error) {
	if len(ciphertext) < arnStart || ciphertext[0] != formatVersion {
		return "", nil, ErrCiphertext
	}
	end := arnStart + int(binary.BigEndian.Uint16(ciphertext[1:]))
	if len(ciphertext) < end {
		return "", nil, ErrCiphertext
	}
	head, sealed := ciphertext[:end], ciphertext[end:]
	arn = string(head[arnStart:])
	secret, ok := k.Store.FindSecret(secretName(arn))
	if !ok {
		return "", nil, ErrCiphertext
	}
	aead, err := newAEAD(secret)
	if err != nil {
		return "", nil, err
	}
	if plaintext, err = aead.Open(nil, nil, sealed, authenticated(head, encryptionContext)); err != nil {
		return "", nil, ErrCiphertext
	}
	return arn, plaintext, nil
}

// newAEAD returns AES-GCM with random nonces at the start of the ciphertext.
func newAEAD(secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("kmskey: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// authenticated returns the data that a ciphertext authenticates. No context and an empty one are
// equal (AWS KMS Developer Guide, "Encryption context").
func authenticated(head []byte, encryptionContext map[string]string) []byte {
	if len(encryptionContext) == 0 {
		encryptionContext = map[string]string{}
	}
	text, _ := json.Marshal(encryptionContext) // sorts the keys, and cannot fail
	return append(append([]byte{}, head...), text...)
}
