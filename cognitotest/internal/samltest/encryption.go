package samltest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // the hash of RSA-OAEP in XML Encryption 1.0
	"crypto/x509"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

// Encrypt returns an EncryptedAssertion with the text of an assertion, for the certificate of a service
// provider in base64: AES-128-GCM, with a key in RSA-OAEP.
func Encrypt(t testing.TB, assertion, certificate string) string {
	t.Helper()
	der, err := base64.StdEncoding.DecodeString(certificate)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	key, nonce := make([]byte, 16), make([]byte, 12)
	_, _ = rand.Read(key)   // never fails
	_, _ = rand.Read(nonce) // never fails
	block, err := aes.NewCipher(key)
	require.NoError(t, err)
	gcm, err := cipher.NewGCM(block)
	require.NoError(t, err)
	wrapped, err := rsa.EncryptOAEP(sha1.New(), rand.Reader, parsed.PublicKey.(*rsa.PublicKey), key, nil) //nolint:gosec // see the import
	require.NoError(t, err)
	value := func(text []byte) string {
		return `<xenc:CipherData><xenc:CipherValue>` + base64.StdEncoding.EncodeToString(text) + `</xenc:CipherValue></xenc:CipherData>`
	}
	return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` +
		`<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">` +
		`<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"></xenc:EncryptionMethod>` +
		`<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>` +
		`<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p">` +
		`<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"></ds:DigestMethod></xenc:EncryptionMethod>` + value(wrapped) +
		`</xenc:EncryptedKey></ds:KeyInfo>` + value(gcm.Seal(nonce, nonce, []byte(assertion), nil)) +
		`</xenc:EncryptedData></saml:EncryptedAssertion>`
}
