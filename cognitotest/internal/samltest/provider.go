package samltest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Provider is an identity provider with one signing key.
type Provider struct {
	EntityID    string
	Key         *rsa.PrivateKey
	Certificate string // base64 of the DER
}

// New returns the provider https://idp.example/saml with a new key. Its certificate is valid for the
// hundred years around the test.
func New(t testing.TB) *Provider {
	t.Helper()
	return NewWithValidity(t, time.Now().AddDate(-50, 0, 0), time.Now().AddDate(50, 0, 0)) //nolint:forbidigo // a certificate, whose validity may differ from the emulator's clock
}

// NewWithValidity returns a provider whose certificate is valid between two times.
func NewWithValidity(t testing.TB, from, to time.Time) *Provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "idp.example"}, NotBefore: from, NotAfter: to}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	return &Provider{EntityID: "https://idp.example/saml", Key: key, Certificate: base64.StdEncoding.EncodeToString(der)}
}

// The addresses of a provider for requests by redirect.
const (
	SSO = "https://idp.example/sso"
	SLO = "https://idp.example/slo"
)

// Metadata returns the metadata of the provider. Its addresses for the binding POST come first. Pairs of
// old and new text change it.
func (p *Provider) Metadata(oldnew ...string) string {
	const binding = `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-`
	document := `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="` + p.EntityID + `">` +
		`<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
		`<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
		p.Certificate + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>` +
		`<md:SingleLogoutService Binding="` + binding + `POST" Location="https://idp.example/post/slo"/>` +
		`<md:SingleLogoutService Binding="` + binding + `Redirect" Location="` + SLO + `"/>` +
		`<md:SingleSignOnService Binding="` + binding + `POST" Location="https://idp.example/post/sso"/>` +
		`<md:SingleSignOnService Binding="` + binding + `Redirect" Location="` + SSO + `"/>` +
		`</md:IDPSSODescriptor></md:EntityDescriptor>`
	return strings.NewReplacer(oldnew...).Replace(document)
}
