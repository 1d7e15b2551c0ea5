package token

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // RSA-OAEP in JWE is defined with SHA-1 (RFC 7518 section 4.3)
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// refreshHeader is the header of every refresh token, byte for byte as observed on live pools.
// It is a literal because clients recognize its prefix, and JOSE libraries do not guarantee the
// order of the members.
const refreshHeader = `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`

// refreshClaims is the content of a refresh token. Clients cannot read it.
type refreshClaims struct {
	ID string `json:"jti"`
}

// sealRefreshToken returns a compact JWE (RFC 7516 section 5.1): a content key under RSA-OAEP,
// and the content under A256GCM, with the encoded header as additional authenticated data.
func (i *Issuer) sealRefreshToken(poolID, id string) (string, error) {
	content, err := json.Marshal(refreshClaims{ID: id})
	if err != nil {
		return "", err
	}
	contentKey, nonce := make([]byte, 32), make([]byte, 12)
	_, _ = rand.Read(contentKey) // never fails
	_, _ = rand.Read(nonce)
	keys := i.keysOf(poolID)
	encryptedKey, err := rsa.EncryptOAEP(sha1.New(), rand.Reader, &keys.refresh.PublicKey, contentKey, nil)
	if err != nil {
		return "", err
	}
	block, err := aes.NewCipher(contentKey)
	if err != nil {
		return "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	header := encode([]byte(refreshHeader))
	sealed := gcm.Seal(nil, nonce, content, []byte(header))
	text, tag := sealed[:len(content)], sealed[len(content):]
	raw := strings.Join([]string{header, encode(encryptedKey), encode(nonce), encode(text), encode(tag)}, ".")
	keys.known.add(raw, id)
	return raw, nil
}

// openRefreshToken returns the id in a pool's refresh token. It decrypts a token that it does not know,
// for example after a restart.
func (i *Issuer) openRefreshToken(poolID, raw string) (string, error) {
	keys := i.keysOf(poolID)
	if id, ok := keys.known.find(raw); ok {
		return id, nil
	}
	jwe, err := jose.ParseEncryptedCompact(raw, []jose.KeyAlgorithm{jose.RSA_OAEP}, []jose.ContentEncryption{jose.A256GCM})
	if err != nil {
		return "", err
	}
	content, err := jwe.Decrypt(keys.refresh)
	if err != nil {
		return "", err
	}
	var claims refreshClaims
	if err := json.Unmarshal(content, &claims); err != nil {
		return "", err
	}
	keys.known.add(raw, claims.ID)
	return claims.ID, nil
}
