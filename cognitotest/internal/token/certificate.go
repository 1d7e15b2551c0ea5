package token

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// certificateYears is the validity of a pool's certificates in years (unspecified).
const certificateYears = 10

// SigningCertificate returns the certificate with which SAML providers verify a pool's
// requests: base64 of its DER.
func (i *Issuer) SigningCertificate(pool userpool.Pool) (string, error) {
	certificate, err := certificate(pool, i.keysOf(pool.ID).id.key, x509.KeyUsageDigitalSignature)
	return base64.StdEncoding.EncodeToString(certificate), err
}

// EncryptionCertificate returns the certificate with which SAML providers encrypt their
// responses to a pool: base64 of its DER. Its key is not the signing key.
func (i *Issuer) EncryptionCertificate(pool userpool.Pool) (string, error) {
	certificate, err := certificate(pool, i.keysOf(pool.ID).refresh, x509.KeyUsageKeyEncipherment)
	return base64.StdEncoding.EncodeToString(certificate), err
}

// SAMLKeys are the keys of a pool as a SAML service provider.
type SAMLKeys struct {
	Signing     *rsa.PrivateKey
	Certificate *x509.Certificate // of the signing key
	Decryption  *rsa.PrivateKey   // the key of the encryption certificate
}

// SAMLKeys returns the keys that belong to [Issuer.SigningCertificate] and
// [Issuer.EncryptionCertificate].
func (i *Issuer) SAMLKeys(pool userpool.Pool) (SAMLKeys, error) {
	keys := i.keysOf(pool.ID)
	der, err := certificate(pool, keys.id.key, x509.KeyUsageDigitalSignature)
	if err != nil {
		return SAMLKeys{}, err
	}
	parsed, err := x509.ParseCertificate(der)
	return SAMLKeys{Signing: keys.id.key, Certificate: parsed, Decryption: keys.refresh}, err
}

// certificate returns the DER of a self-signed certificate. It depends only on the pool's id,
// key and creation time, so that every call returns the same bytes. Its times are whole seconds.
func certificate(pool userpool.Pool, key *rsa.PrivateKey, usage x509.KeyUsage) ([]byte, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(pool.Created.UnixNano()),
		Subject:      pkix.Name{CommonName: pool.ID},
		NotBefore:    pool.Created,
		NotAfter:     pool.Created.AddDate(certificateYears, 0, 0),
		KeyUsage:     usage,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key) // RSA PKCS #1 v1.5 does not use the reader
	if err != nil {
		return nil, fmt.Errorf("token: certificate of pool %s: %w", pool.ID, err)
	}
	return der, nil
}
