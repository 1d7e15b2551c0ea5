package cognitoidp_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSigningCertificate is one that a SAML provider can read, the same at each call and another for each pool.
func TestSigningCertificate(t *testing.T) {
	s := start(t)
	get := func() string {
		certificate, _ := s.ok(t, "GetSigningCertificate", `{"UserPoolId":"{pool}"}`)["Certificate"].(string)
		return certificate
	}
	s.pool(t, `{"PoolName":"p"}`)
	first := get()
	assert.Equal(t, first, get())
	der, err := base64.StdEncoding.DecodeString(first)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	assert.NoError(t, certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature))
	assert.Equal(t, 2048, certificate.PublicKey.(*rsa.PublicKey).N.BitLen())
	assert.Equal(t, s.ids["{pool}"], certificate.Subject.CommonName)
	assert.True(t, certificate.NotBefore.Before(s.Now()))
	assert.True(t, certificate.NotAfter.After(s.Now().AddDate(9, 0, 0)))

	s.pool(t, `{"PoolName":"other"}`)
	assert.NotEqual(t, first, get())
	s.refused(t, "GetSigningCertificate", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
}
