package token

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// certificateYears is the validity of a pool's certificates in years (unspecified).
const certificateYears = 10

// SigningCertificate returns the certificate with which SAML providers verify a pool's
// requests: base64 of its DER.
func (i *Issuer) SigningCertificate(pool userpool.Pool) (string, error) {
	return certificate(pool, i.keysOf(pool.ID).id.key, x509.KeyUsageDigitalSignature)
}

// EncryptionCertificate returns the certificate with which SAML providers encrypt their
// responses to a pool: base64 of its DER. Its key is not the signing key.
func (i *Issuer) EncryptionCertificate(pool userpool.Pool) (string, error) {
	return certificate(pool, i.keysOf(pool.ID).refresh, x509.KeyUsageKeyEncipherment)
}

// certificate returns a self-signed certificate as base64 of its DER. It depends only on the
// pool's id, key and creation time, so that every call returns the same bytes.
func certificate(pool userpool.Pool, key *rsa.PrivateKey, usage x509.KeyUsage) (string, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(pool.Created.UnixNano()),
		Subject:      pkix.Name{CommonName: pool.ID},
		NotBefore:    pool.Created.Truncate(time.Second),
		NotAfter:     pool.Created.Truncate(time.Second).AddDate(certificateYears, 0, 0),
		KeyUsage:     usage,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key) // RSA PKCS #1 v1.5 does not use the reader
	if err != nil {
		return "", fmt.Errorf("token: certificate of pool %s: %w", pool.ID, err)
	}
	return base64.StdEncoding.EncodeToString(der), nil
}
