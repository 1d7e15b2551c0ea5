package encryptionsdk_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/encryptionsdk"
)

// encrypt returns a message, its data key, and the encryption context of the data key.
func encrypt(t *testing.T, plaintext string) (message, dataKey []byte, encryptionContext map[string]string) {
	t.Helper()
	message, err := encryptionsdk.Encrypt([]byte(plaintext), map[string]string{"userpool-id": "us-east-1_AbCdEfGhI"},
		func(key []byte, given map[string]string) (encryptionsdk.WrappedKey, error) {
			dataKey, encryptionContext = bytes.Clone(key), given
			return encryptionsdk.WrappedKey{Provider: "aws-kms", KeyID: "arn:k", Ciphertext: []byte("wrapped")}, nil
		})
	require.NoError(t, err)
	return message, dataKey, encryptionContext
}

// The message has, field by field, the layout of a message that a live pool sent (awslabs/aws-sdk-rust#1250): version 1, suite
// 0x0378, two entries in the context, one data key, frames of 4096 bytes, one final frame.
func TestMessageHasTheLayoutOfTheService(t *testing.T) {
	message, dataKey, encryptionContext := encrypt(t, "123456")
	public := encryptionContext["aws-crypto-public-key"]
	require.Len(t, public, 68)
	rest := message
	take := func(n int) string {
		t.Helper()
		require.GreaterOrEqual(t, len(rest), n)
		field := rest[:n]
		rest = rest[n:]
		return hex.EncodeToString(field)
	}
	text := func(s string) string { return hex.EncodeToString([]byte(s)) }

	assert.Equal(t, "01"+"80"+"0378", take(4))
	messageID, err := hex.DecodeString(take(16))
	require.NoError(t, err)
	assert.Equal(t, "0081", take(2), "the length of the encryption context")
	assert.Equal(t, "0002", take(2))
	assert.Equal(t, "0015"+text("aws-crypto-public-key")+"0044"+text(public), take(2+21+2+68))
	assert.Equal(t, "000b"+text("userpool-id")+"0013"+text("us-east-1_AbCdEfGhI"), take(2+11+2+19))
	assert.Equal(t, "0001"+"0007"+text("aws-kms")+"0005"+text("arn:k")+"0007"+text("wrapped"), take(2+2+7+2+5+2+7))
	assert.Equal(t, "02"+"00000000"+"0c"+"00001000", take(10))
	header := message[:len(message)-len(rest)]
	assert.Equal(t, strings.Repeat("00", 12), take(12))
	headerTag := rest[:16]
	take(16)
	assert.Equal(t, "ffffffff"+"00000001"+"000000000000000000000001"+"00000006", take(24))
	ciphertext, frameTag := rest[:6], rest[6:22]
	take(22)
	signed := message[:len(message)-len(rest)]
	signature := rest[2:]
	assert.Equal(t, len(signature), int(binary.BigEndian.Uint16(rest)))

	// The same with the standard library: the derived key opens the frame, and the signature is valid.
	key, err := hkdf.Key(sha512.New384, dataKey, nil, "\x03\x78"+string(messageID), 32)
	require.NoError(t, err)
	block, err := aes.NewCipher(key)
	require.NoError(t, err)
	gcm, err := cipher.NewGCM(block)
	require.NoError(t, err)
	_, err = gcm.Open(nil, make([]byte, 12), headerTag, header)
	require.NoError(t, err)
	authenticated := string(messageID) + "AWSKMSEncryptionClient Final Frame" + "\x00\x00\x00\x01" + "\x00\x00\x00\x00\x00\x00\x00\x06"
	plaintext, err := gcm.Open(nil, []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"), append(bytes.Clone(ciphertext), frameTag...), []byte(authenticated))
	require.NoError(t, err)
	assert.Equal(t, "123456", string(plaintext))

	point, err := base64.StdEncoding.DecodeString(public)
	require.NoError(t, err)
	x, y := elliptic.UnmarshalCompressed(elliptic.P384(), point)
	require.NotNil(t, x)
	digest := sha512.Sum384(signed)
	verifier, err := ecdsa.ParseUncompressedPublicKey(elliptic.P384(), append(append([]byte{4}, x.FillBytes(make([]byte, 48))...), y.FillBytes(make([]byte, 48))...))
	require.NoError(t, err)
	assert.True(t, ecdsa.VerifyASN1(verifier, digest[:], signature))
}

func TestNoTwoMessagesShareAKey(t *testing.T) {
	first, firstKey, firstContext := encrypt(t, "123456")
	second, secondKey, secondContext := encrypt(t, "123456")
	assert.NotEqual(t, firstKey, secondKey)
	assert.NotEqual(t, firstContext, secondContext)
	assert.NotEqual(t, first[4:20], second[4:20], "the message id")
}

func TestEncryptDoesNotChangeTheCallersContext(t *testing.T) {
	given := map[string]string{"userpool-id": "p"}
	_, err := encryptionsdk.Encrypt(nil, given, func([]byte, map[string]string) (encryptionsdk.WrappedKey, error) {
		return encryptionsdk.WrappedKey{}, nil
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"userpool-id": "p"}, given)
}

func TestEncryptReportsErrors(t *testing.T) {
	wrap := func([]byte, map[string]string) (encryptionsdk.WrappedKey, error) {
		return encryptionsdk.WrappedKey{}, errors.New("no key")
	}
	_, err := encryptionsdk.Encrypt(nil, nil, wrap)
	require.EqualError(t, err, "no key")
	_, err = encryptionsdk.Encrypt(make([]byte, 4097), nil, wrap)
	require.EqualError(t, err, "encryptionsdk: a plaintext of 4097 bytes is longer than a frame of 4096 bytes")
}
