package token

import (
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// certificateYears is the life of a pool's signing certificate: chosen.
const certificateYears = 10

// SigningCertificate is the certificate with which SAML providers would know a pool's
// requests: base64 of its DER. It is made of the pool's key and time of creation alone,
// so that it is the same at each call.
func (i *Issuer) SigningCertificate(pool userpool.Pool) (string, error) {
	key := i.keysOf(pool.ID).id.key
	template := &x509.Certificate{
		SerialNumber: big.NewInt(pool.Created.UnixNano()),
		Subject:      pkix.Name{CommonName: pool.ID},
		NotBefore:    pool.Created.Truncate(time.Second),
		NotAfter:     pool.Created.Truncate(time.Second).AddDate(certificateYears, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key) // RSA PKCS #1 v1.5 takes nothing from the reader
	if err != nil {
		return "", fmt.Errorf("token: signing certificate: %w", err)
	}
	return base64.StdEncoding.EncodeToString(der), nil
}
