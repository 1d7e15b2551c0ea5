package cognitoidp_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// certificate decodes a certificate and requires that it belongs to the pool.
func (s *server) certificate(t *testing.T, text any) *x509.Certificate {
	t.Helper()
	der, err := base64.StdEncoding.DecodeString(text.(string))
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	assert.NoError(t, certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature))
	assert.Equal(t, 2048, certificate.PublicKey.(*rsa.PublicKey).N.BitLen())
	assert.Equal(t, s.values["{pool}"], certificate.Subject.CommonName)
	assert.True(t, certificate.NotBefore.Before(s.Now()))
	assert.True(t, certificate.NotAfter.After(s.Now().AddDate(9, 0, 0)))
	return certificate
}

// TestEncryptionCertificate: a pool has a second certificate, with which a SAML provider encrypts. It is
// the same in every response, and its key differs from the key of the signing certificate.
func TestEncryptionCertificate(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	saml := func(action, name string) any {
		got := s.ok(t, action, `{"UserPoolId":"{pool}","ProviderName":"`+name+`","ProviderType":"SAML","ProviderDetails":{"MetadataURL":"https://idp.example/metadata"},"IdpIdentifiers":["`+name+`.example"]}`)
		return at(got, "IdentityProvider", "ProviderDetails", "ActiveEncryptionCertificate")
	}
	first := saml("CreateIdentityProvider", "Corp")
	encryption := s.certificate(t, first)
	assert.Equal(t, first, saml("CreateIdentityProvider", "West"))
	s.Advance(time.Hour)
	assert.Equal(t, first, at(s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp"}`), "IdentityProvider", "ProviderDetails", "ActiveEncryptionCertificate"))
	assert.Equal(t, first, at(s.ok(t, "GetIdentityProviderByIdentifier", `{"UserPoolId":"{pool}","IdpIdentifier":"West.example"}`), "IdentityProvider", "ProviderDetails", "ActiveEncryptionCertificate"))
	assert.Equal(t, first, at(s.ok(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp","ProviderDetails":{"MetadataURL":"https://idp.example/metadata","ActiveEncryptionCertificate":"mine"}}`),
		"IdentityProvider", "ProviderDetails", "ActiveEncryptionCertificate"), "a caller cannot set it")
	signing := s.certificate(t, s.ok(t, "GetSigningCertificate", `{"UserPoolId":"{pool}"}`)["Certificate"])
	assert.NotEqual(t, signing.PublicKey, encryption.PublicKey)

	s.pool(t, `{"PoolName":"other"}`)
	assert.NotEqual(t, first, saml("CreateIdentityProvider", "Corp"))
	assert.Nil(t, at(s.ok(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"1","client_secret":"2","authorize_scopes":"openid"}}`),
		"IdentityProvider", "ProviderDetails", "ActiveEncryptionCertificate"), "providers of other types have no certificate")
}

// TestSigningCertificate: each call returns the same certificate. Each pool has its own.
func TestSigningCertificate(t *testing.T) {
	s := start(t)
	get := func() string {
		certificate, _ := s.ok(t, "GetSigningCertificate", `{"UserPoolId":"{pool}"}`)["Certificate"].(string)
		return certificate
	}
	s.pool(t, `{"PoolName":"p"}`)
	first := get()
	assert.Equal(t, first, get())
	s.certificate(t, first)

	s.pool(t, `{"PoolName":"other"}`)
	assert.NotEqual(t, first, get())
	s.fails(t, "GetSigningCertificate", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
}
