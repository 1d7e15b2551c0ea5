package cognitotest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authority is a server's certificate authority (CA). It signs the certificate of a host name
// at the first connection to the host.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pem         []byte

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// certificateLifetime is measured by the clock of the machine: clients check certificates
// with their own clock, which [Server.Advance] does not move. It is long, because a server
// that a team shares may run for weeks.
const certificateLifetime = 365 * 24 * time.Hour

// authoritySecret is the name of the CA's certificate and key in the store.
const authoritySecret = "certificate authority"

// authorityOf returns the CA in the store, so that the CA bundles of clients stay valid after
// a restart. It creates a new CA if the store has none or if the CA has expired.
func authorityOf(store *userpool.Store) (*authority, error) {
	created, err := newAuthority()
	if err != nil {
		return nil, err
	}
	a, err := parseAuthority(store.Secret(authoritySecret, func() []byte { return created }))
	if err == nil && time.Now().After(a.certificate.NotAfter) {
		store.SetSecret(authoritySecret, created)
		return parseAuthority(created)
	}
	return a, err
}

// newAuthority creates a CA and returns its certificate and its key in PEM.
func newAuthority() ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: CA key: %w", err)
	}
	template := newTemplate("cognitotest CA")
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: CA certificate: %w", err)
	}
	private, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: CA key: %w", err)
	}
	return slices.Concat(
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: private}),
	), nil
}

func parseAuthority(stored []byte) (*authority, error) {
	pair, err := tls.X509KeyPair(stored, stored)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: CA certificate: %w", err)
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("cognitotest: CA key: %T", pair.PrivateKey)
	}
	return &authority{
		certificate: pair.Leaf, key: key, leaves: map[string]*tls.Certificate{},
		pem: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}),
	}, nil
}

func newTemplate(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // never fails
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour), // a client's clock may be behind
		NotAfter:     time.Now().Add(certificateLifetime),
	}
}

// leaf returns the certificate of a host name. It creates the certificate at the first call.
func (a *authority) leaf(host string) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if leaf, ok := a.leaves[host]; ok {
		return leaf, nil
	}
	template := newTemplate(host)
	template.DNSNames = []string{host}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &a.key.PublicKey, a.key)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: certificate of %s: %w", host, err)
	}
	leaf := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
	a.leaves[host] = leaf
	return leaf, nil
}

// serverConfig returns a configuration that presents the certificate of host. It ignores the
// server name in the client's handshake, because the CONNECT request named the host.
func (a *authority) serverConfig(host string) *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return a.leaf(host) },
	}
}

func (a *authority) clientConfig() *tls.Config {
	roots := x509.NewCertPool()
	roots.AddCert(a.certificate)
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
}
