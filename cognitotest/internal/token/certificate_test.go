package token

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func parseCertificate(t *testing.T, text string) *x509.Certificate {
	t.Helper()
	der, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return certificate
}

func TestCertificatesOfAPool(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	pool := s.pool
	pool.Created = time.Date(2026, 2, 28, 10, 11, 13, 999, time.UTC)
	signing, err := s.issuer.SigningCertificate(pool)
	require.NoError(t, err)
	encryption, err := s.issuer.EncryptionCertificate(pool)
	require.NoError(t, err)
	for name, certificate := range map[string]*x509.Certificate{
		"signing": parseCertificate(t, signing), "encryption": parseCertificate(t, encryption),
	} {
		assert.Equal(t, time.Date(2026, 2, 28, 10, 11, 13, 0, time.UTC), certificate.NotBefore, name)
		assert.Equal(t, time.Date(2036, 2, 28, 10, 11, 13, 0, time.UTC), certificate.NotAfter, name)
		assert.Equal(t, pool.ID, certificate.Subject.CommonName, name)
		assert.NoError(t, certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature), name)
	}
	assert.Equal(t, x509.KeyUsageDigitalSignature, parseCertificate(t, signing).KeyUsage)
	assert.Equal(t, x509.KeyUsageKeyEncipherment, parseCertificate(t, encryption).KeyUsage)

	again, err := s.issuer.SigningCertificate(pool)
	require.NoError(t, err)
	assert.Equal(t, signing, again, "a provider that has stored the certificate finds it again")

	keys, err := s.issuer.SAMLKeys(pool)
	require.NoError(t, err)
	assert.Equal(t, parseCertificate(t, signing), keys.Certificate)
	assert.Equal(t, keys.Certificate.PublicKey, &keys.Signing.PublicKey)
	assert.Equal(t, parseCertificate(t, encryption).PublicKey, &keys.Decryption.PublicKey)
	assert.False(t, keys.Signing.PublicKey.Equal(keys.Decryption.Public()), "signing and encryption have different keys")
	assert.IsType(t, &rsa.PublicKey{}, keys.Certificate.PublicKey)
}

// A serial number is positive (RFC 5280 section 4.1.2.2), and the serial number of these certificates is a time.
func TestCertificateOfAPoolBefore1970Fails(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	pool := s.pool
	pool.Created = time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC)
	_, err := s.issuer.SigningCertificate(pool)
	assert.ErrorContains(t, err, "certificate of pool "+pool.ID)
	_, err = s.issuer.EncryptionCertificate(pool)
	assert.ErrorContains(t, err, "certificate of pool "+pool.ID)
	_, err = s.issuer.SAMLKeys(pool)
	assert.ErrorContains(t, err, "certificate of pool "+pool.ID)
}
