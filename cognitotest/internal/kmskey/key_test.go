package kmskey_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	key   = "arn:aws:kms:us-east-1:123456789012:key/1"
	other = "arn:aws:kms:us-east-1:123456789012:key/2"
)

func TestCiphertextNamesItsKey(t *testing.T) {
	keys := kmskey.Keys{Store: userpool.NewStore("123456789012")}
	assert.False(t, keys.Exists(key))
	ciphertext, err := keys.Encrypt(key, []byte("secret"), map[string]string{"b": "2", "a": "1"})
	require.NoError(t, err)
	assert.True(t, keys.Exists(key))
	assert.NotContains(t, string(ciphertext), "secret")
	arn, plaintext, err := keys.Decrypt(ciphertext, map[string]string{"a": "1", "b": "2"})
	require.NoError(t, err)
	assert.Equal(t, key, arn)
	assert.Equal(t, "secret", string(plaintext))
}

func TestNoContextEqualsAnEmptyOne(t *testing.T) {
	keys := kmskey.Keys{Store: userpool.NewStore("123456789012")}
	ciphertext, err := keys.Encrypt(key, []byte("secret"), nil)
	require.NoError(t, err)
	_, plaintext, err := keys.Decrypt(ciphertext, map[string]string{})
	require.NoError(t, err)
	assert.Equal(t, "secret", string(plaintext))
}

func TestInvalidCiphertexts(t *testing.T) {
	keys := kmskey.Keys{Store: userpool.NewStore("123456789012")}
	context := map[string]string{"userpool-id": "p"}
	ciphertext, err := keys.Encrypt(key, []byte("secret"), context)
	require.NoError(t, err)
	_, err = keys.Encrypt(other, nil, nil)
	require.NoError(t, err)
	for at := range ciphertext { // the last byte of the ARN leads to the other key
		changed := append([]byte{}, ciphertext...)
		changed[at] ^= 3
		_, _, err := keys.Decrypt(changed, context)
		require.ErrorIs(t, err, kmskey.ErrCiphertext, "byte %d", at)
		_, _, err = keys.Decrypt(ciphertext[:at], context)
		require.ErrorIs(t, err, kmskey.ErrCiphertext, "%d bytes", at)
	}
	for _, wrong := range []map[string]string{nil, {"userpool-id": "q"}, {"userpool-id": "p", "more": ""}, {"Userpool-id": "p"}} {
		_, _, err := keys.Decrypt(ciphertext, wrong)
		require.ErrorIs(t, err, kmskey.ErrCiphertext, "%v", wrong)
	}
	_, _, err = kmskey.Keys{Store: userpool.NewStore("123456789012")}.Decrypt(ciphertext, context)
	require.ErrorIs(t, err, kmskey.ErrCiphertext, "another store")
}
