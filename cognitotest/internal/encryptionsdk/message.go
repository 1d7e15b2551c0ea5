package encryptionsdk

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// The constants of the format. The suite is AES-256 in GCM with a key by HKDF with SHA-384, and a
// signature by ECDSA on P-384. It has no key commitment.
const (
	version      = 0x01
	customerData = 0x80 // the type of every message
	suite        = 0x0378
	framed       = 0x02
	frameLength  = 4096
	finalFrame   = 0xFFFFFFFF

	messageIDSize = 16
	keySize       = 32
	ivSize        = 12
)

// publicKeyName is the entry of the encryption context with the key that verifies the signature.
const publicKeyName = "aws-crypto-public-key"

// WrappedKey is a data key under a key of a provider, such as a key of AWS KMS.
type WrappedKey struct {
	Provider   string // such as aws-kms
	KeyID      string // the key's name at the provider
	Ciphertext []byte
}

// Wrap encrypts a data key. It authenticates the encryption context.
type Wrap func(dataKey []byte, encryptionContext map[string]string) (WrappedKey, error)

// Encrypt returns a message with the plaintext, which must fit in one frame. The message has a new
// data key, and a new key pair for its signature, whose public key it adds to the encryption context.
func Encrypt(plaintext []byte, encryptionContext map[string]string, wrap Wrap) ([]byte, error) {
	if len(plaintext) > frameLength {
		return nil, fmt.Errorf("encryptionsdk: a plaintext of %d bytes is longer than a frame of %d bytes", len(plaintext), frameLength)
	}
	signer, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("encryptionsdk: %w", err)
	}
	public, err := signer.PublicKey.Bytes()
	if err != nil {
		return nil, fmt.Errorf("encryptionsdk: %w", err)
	}
	entries := maps.Clone(encryptionContext)
	if entries == nil {
		entries = map[string]string{}
	}
	entries[publicKeyName] = base64.StdEncoding.EncodeToString(compressed(public))

	dataKey, messageID := random(keySize), random(messageIDSize)
	wrapped, err := wrap(dataKey, entries)
	if err != nil {
		return nil, err
	}
	seal, err := sealer(dataKey, messageID)
	if err != nil {
		return nil, fmt.Errorf("encryptionsdk: %w", err)
	}
	m := header(messageID, entries, wrapped)
	iv := make([]byte, ivSize) // of the header: zero
	m = append(m, iv...)
	m = append(m, seal(iv, nil, m[:len(m)-ivSize])...)
	m = append(m, frame(messageID, plaintext, seal)...)
	digest := sha512.Sum384(m)
	signature, err := ecdsa.SignASN1(rand.Reader, signer, digest[:])
	if err != nil {
		return nil, fmt.Errorf("encryptionsdk: %w", err)
	}
	return withLength(m, signature), nil
}

// compressed returns the compressed form of an uncompressed point (SEC 1 section 2.3.3).
func compressed(point []byte) []byte {
	size := (len(point) - 1) / 2
	return append([]byte{2 + point[len(point)-1]&1}, point[1:1+size]...)
}

func random(size int) []byte {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never returns an error
	return b
}

// sealer returns the encryption with the key that the suite derives from the data key. Without
// plaintext it returns an authentication tag.
func sealer(dataKey, messageID []byte) (func(iv, plaintext, authenticated []byte) []byte, error) {
	info := append(binary.BigEndian.AppendUint16(nil, suite), messageID...)
	key, err := hkdf.Key(sha512.New384, dataKey, nil, string(info), keySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return func(iv, plaintext, authenticated []byte) []byte { return gcm.Seal(nil, iv, plaintext, authenticated) }, nil
}

// header returns the message header without its authentication.
func header(messageID []byte, encryptionContext map[string]string, key WrappedKey) []byte {
	b := []byte{version, customerData}
	b = binary.BigEndian.AppendUint16(b, suite)
	b = append(b, messageID...)
	b = withLength(b, contextBytes(encryptionContext))
	b = binary.BigEndian.AppendUint16(b, 1) // the number of data keys
	for _, field := range [][]byte{[]byte(key.Provider), []byte(key.KeyID), key.Ciphertext} {
		b = withLength(b, field)
	}
	b = append(b, framed, 0, 0, 0, 0, ivSize) // four bytes are reserved
	return binary.BigEndian.AppendUint32(b, frameLength)
}

// contextBytes returns the encryption context, sorted by the bytes of its keys.
func contextBytes(encryptionContext map[string]string) []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(len(encryptionContext)))
	for _, name := range slices.Sorted(maps.Keys(encryptionContext)) {
		b = withLength(withLength(b, []byte(name)), []byte(encryptionContext[name]))
	}
	return b
}

// frame returns the body, which is one final frame.
func frame(messageID, plaintext []byte, seal func(iv, plaintext, authenticated []byte) []byte) []byte {
	const number = 1
	sequence := binary.BigEndian.AppendUint32(nil, number)
	iv := append(make([]byte, ivSize-len(sequence)), sequence...)
	authenticated := bytes.Join([][]byte{messageID, []byte("AWSKMSEncryptionClient Final Frame"), sequence}, nil)
	authenticated = binary.BigEndian.AppendUint64(authenticated, uint64(len(plaintext)))

	b := binary.BigEndian.AppendUint32(nil, finalFrame)
	b = append(append(b, sequence...), iv...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(plaintext)))
	return append(b, seal(iv, plaintext, authenticated)...)
}

// withLength appends the length of a field in two bytes, and the field.
func withLength(b, field []byte) []byte {
	return append(binary.BigEndian.AppendUint16(b, uint16(len(field))), field...)
}
