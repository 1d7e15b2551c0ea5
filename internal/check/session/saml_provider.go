package session

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/xml"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// SAMLProvider is a SAML identity provider in memory, with one signing key and one user.
type SAMLProvider struct {
	NameID string // of the user, in lower case

	key         *rsa.PrivateKey
	certificate *x509.Certificate
	now         func() time.Time
}

// The addresses of the provider, at a reserved domain (RFC 2606, section 2). No browser requests them.
const (
	samlEntityID = "https://saml.cognitokit.example/metadata"
	samlSSO      = "https://saml.cognitokit.example/sso"
	samlSLO      = "https://saml.cognitokit.example/slo"
)

// The providers of a process share a key, and their impostors share another one, because a new key takes long.
var providerKey, impostorKey = sync.OnceValues(newSAMLKey), sync.OnceValues(newSAMLKey)

func newSAMLKey() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) }

// NewSAMLProvider returns a provider with a new user. now returns the time of the service.
func NewSAMLProvider(now func() time.Time) (*SAMLProvider, error) {
	return newSAMLProvider(now, providerKey)
}

func newSAMLProvider(now func() time.Time, keyOf func() (*rsa.PrivateKey, error)) (*SAMLProvider, error) {
	key, err := keyOf()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "saml.cognitokit.example"},
		NotBefore: now().Add(-time.Hour), NotAfter: now().Add(24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	return &SAMLProvider{NameID: "cognitokit-check-" + strings.ToLower(rand.Text()), key: key, certificate: certificate, now: now}, err
}

// Impostor returns a provider with the same addresses and the same user, and with another key.
func (p *SAMLProvider) Impostor() (*SAMLProvider, error) {
	impostor, err := newSAMLProvider(p.now, impostorKey)
	if err != nil {
		return nil, err
	}
	impostor.NameID = p.NameID
	return impostor, nil
}

// Metadata returns the metadata document of the provider.
func (p *SAMLProvider) Metadata() (string, error) {
	document, err := xml.Marshal(p.library(nil).Metadata())
	return string(document), err
}

// SAMLServiceProvider is a user pool as its SAML providers know it.
type SAMLServiceProvider struct {
	PoolID string
	Origin string // of the login pages
	// SigningCertificate verifies requests, in base64. It is empty for a pool that does not sign them.
	SigningCertificate string
	// EncryptionCertificate encrypts assertions, in base64. It is empty for assertions in the clear.
	EncryptionCertificate string
}

// SAMLRequestError is the error for a request that the provider rejects.
type SAMLRequestError struct{ error }

func (e SAMLRequestError) Unwrap() error { return e.error }

// Respond returns the response to the request of a pool, with attributes of the user. The error is
// a [SAMLRequestError] for an invalid request.
func (p *SAMLProvider) Respond(pool SAMLServiceProvider, attributes map[string]string, request *url.URL) (login.ProviderResponse, error) {
	message, err := saml.NewIdpAuthnRequest(p.library(&pool), &http.Request{Method: http.MethodGet, URL: request})
	if err == nil {
		err = message.Validate()
	}
	if err != nil {
		return login.ProviderResponse{}, SAMLRequestError{err}
	}
	return p.respond(message, attributes)
}

// RespondUnasked returns a response without a request of the pool. Its relay state has the parameters
// of an authorization request (developer guide, "SAML session initiation").
func (p *SAMLProvider) RespondUnasked(pool SAMLServiceProvider, attributes map[string]string, authorize *url.URL) (login.ProviderResponse, error) {
	message, err := p.library(&pool).NewIdpInitiatedRequest(&http.Request{Method: http.MethodGet, URL: authorize}, pool.entityID(), authorize.RawQuery)
	if err != nil {
		return login.ProviderResponse{}, err
	}
	return p.respond(message, attributes)
}

func (p *SAMLProvider) respond(message *saml.IdpAuthnRequest, attributes map[string]string) (login.ProviderResponse, error) {
	user := &saml.Session{Index: rand.Text(), CreateTime: p.now(), NameID: p.NameID, NameIDFormat: string(saml.PersistentNameIDFormat)}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		user.CustomAttributes = append(user.CustomAttributes, saml.Attribute{
			Name: name, NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified",
			Values: []saml.AttributeValue{{Type: "xs:string", Value: attributes[name]}},
		})
	}
	if err := (saml.DefaultAssertionMaker{}).MakeAssertion(message, user); err != nil {
		return login.ProviderResponse{}, err
	}
	form, err := message.PostBinding()
	return login.ProviderResponse{Action: form.URL, Fields: url.Values{"SAMLResponse": {form.SAMLResponse}, "RelayState": {form.RelayState}}}, err
}

// library returns the provider of the library, at the current time.
func (p *SAMLProvider) library(pool *SAMLServiceProvider) *saml.IdentityProvider {
	return &saml.IdentityProvider{
		Key: p.key, Certificate: p.certificate, Clock: dsig.NewFakeClockAt(p.now()), ServiceProviderProvider: pool,
		MetadataURL: addressOf(samlEntityID), SSOURL: addressOf(samlSSO), LogoutURL: addressOf(samlSLO),
		NameIDFormats: []saml.NameIDFormat{saml.PersistentNameIDFormat}, RejectSHA1Signatures: true,
	}
}

// addressOf parses one of the addresses above.
func addressOf(text string) url.URL {
	address, err := url.Parse(text)
	if err != nil {
		panic(err)
	}
	return *address
}

// entityID returns the id of the pool (developer guide, "Things to know about SAML IdPs").
func (s *SAMLServiceProvider) entityID() string { return "urn:amazon:cognito:sp:" + s.PoolID }

// GetServiceProvider returns the metadata of the pool. It implements an interface of the library.
func (s *SAMLServiceProvider) GetServiceProvider(_ *http.Request, id string) (*saml.EntityDescriptor, error) {
	if id != s.entityID() {
		return nil, fmt.Errorf("the issuer must be %s: %w", s.entityID(), os.ErrNotExist)
	}
	pool := saml.SPSSODescriptor{AssertionConsumerServices: []saml.IndexedEndpoint{{Binding: saml.HTTPPostBinding, Location: s.Origin + "/saml2/idpresponse"}}}
	for use, certificate := range map[string]string{"signing": s.SigningCertificate, "encryption": s.EncryptionCertificate} {
		if certificate != "" {
			pool.KeyDescriptors = append(pool.KeyDescriptors, saml.KeyDescriptor{
				Use: use, KeyInfo: saml.KeyInfo{X509Data: saml.X509Data{X509Certificates: []saml.X509Certificate{{Data: certificate}}}},
			})
		}
	}
	pool.AuthnRequestsSigned = new(s.SigningCertificate != "")
	return &saml.EntityDescriptor{EntityID: id, SPSSODescriptors: []saml.SPSSODescriptor{pool}}, nil
}
