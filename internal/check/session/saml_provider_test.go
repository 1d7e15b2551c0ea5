package session

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/crewjam/saml"
	"github.com/crewjam/saml/samlsp"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

const loginPages = "https://orders.auth.eu-west-1.amazoncognito.com"

// samlPool is a user pool that verifies the responses of a provider with the library's service provider.
type samlPool struct {
	*saml.ServiceProvider
	described SAMLServiceProvider
}

// newSAMLPool returns a pool with the metadata of a provider. With a key it signs requests and requires encryption.
func newSAMLPool(t *testing.T, provider *SAMLProvider, key *rsa.PrivateKey) samlPool {
	t.Helper()
	metadata, err := provider.Metadata()
	require.NoError(t, err)
	acs, err := url.Parse(loginPages + "/saml2/idpresponse")
	require.NoError(t, err)
	pool := samlPool{
		&saml.ServiceProvider{EntityID: "urn:amazon:cognito:sp:eu-west-1_Ab12Cd34E", AcsURL: *acs, Clock: dsig.NewFakeClockAt(testTime), AllowIDPInitiated: true},
		SAMLServiceProvider{PoolID: "eu-west-1_Ab12Cd34E", Origin: loginPages},
	}
	pool.IDPMetadata, err = samlsp.ParseMetadata([]byte(metadata))
	require.NoError(t, err)
	if key != nil {
		template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: testTime.Add(-time.Hour), NotAfter: testTime.Add(time.Hour)}
		der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
		require.NoError(t, err)
		pool.Certificate, err = x509.ParseCertificate(der)
		require.NoError(t, err)
		pool.Key, pool.SignatureMethod = key, dsig.RSASHA256SignatureMethod
		pool.described.SigningCertificate = base64.StdEncoding.EncodeToString(der)
		pool.described.EncryptionCertificate = pool.described.SigningCertificate
	}
	return pool
}

// request returns the id and the address of a request of the pool.
func (p samlPool) request(t *testing.T) (id string, address *url.URL) {
	t.Helper()
	request, err := p.MakeAuthenticationRequest(p.GetSSOBindingLocation(saml.HTTPRedirectBinding), saml.HTTPRedirectBinding, saml.HTTPPostBinding)
	require.NoError(t, err)
	address, err = request.Redirect("the-relay-state", p.ServiceProvider)
	require.NoError(t, err)
	return request.ID, address
}

// accept returns the assertion of a response.
func (p samlPool) accept(t *testing.T, response login.ProviderResponse, ids ...string) (*saml.Assertion, []byte, error) {
	t.Helper()
	assert.Equal(t, loginPages+"/saml2/idpresponse", response.Action)
	text, err := base64.StdEncoding.DecodeString(response.Fields.Get("SAMLResponse"))
	require.NoError(t, err)
	assertion, err := p.ParseXMLResponse(text, ids, p.AcsURL)
	return assertion, text, err
}

func newSAMLTestProvider(t *testing.T) *SAMLProvider {
	t.Helper()
	provider, err := NewSAMLProvider(func() time.Time { return testTime })
	require.NoError(t, err)
	return provider
}

func TestSAMLResponseIsSignedAndHasTheAttributes(t *testing.T) {
	t.Parallel()
	provider := newSAMLTestProvider(t)
	assert.Equal(t, 2048, provider.key.N.BitLen())
	assert.Equal(t, testTime.Add(-time.Hour).UTC(), provider.certificate.NotBefore)
	assert.Equal(t, testTime.Add(24*time.Hour).UTC(), provider.certificate.NotAfter)
	assert.Regexp(t, `^cognitokit-check-[a-z0-9]{26}$`, provider.NameID)
	pool := newSAMLPool(t, provider, nil)
	assert.Equal(t, samlEntityID, pool.IDPMetadata.EntityID)
	assert.Equal(t, samlSSO, pool.GetSSOBindingLocation(saml.HTTPRedirectBinding))

	id, request := pool.request(t)
	response, err := provider.Respond(pool.described, map[string]string{"name": "Ada", "email": "ada@example.com"}, request)
	require.NoError(t, err)
	assert.Equal(t, "the-relay-state", response.Fields.Get("RelayState"))
	assertion, text, err := pool.accept(t, response, id)
	require.NoError(t, err)
	assert.Contains(t, string(text), "ada@example.com", "not encrypted")
	assert.Equal(t, provider.NameID, assertion.Subject.NameID.Value)
	assert.Equal(t, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", assertion.Subject.NameID.Format)
	var attributes []string
	for _, a := range assertion.AttributeStatements[0].Attributes {
		attributes = append(attributes, a.Name+"="+a.Values[0].Value)
	}
	assert.Equal(t, []string{"email=ada@example.com", "name=Ada"}, attributes)
}

func TestSAMLResponseOfAnImpostorIsRejected(t *testing.T) {
	t.Parallel()
	provider := newSAMLTestProvider(t)
	pool := newSAMLPool(t, provider, nil)
	impostor, err := provider.Impostor()
	require.NoError(t, err)
	assert.Equal(t, provider.NameID, impostor.NameID)
	id, request := pool.request(t)
	response, err := impostor.Respond(pool.described, nil, request)
	require.NoError(t, err)
	_, _, err = pool.accept(t, response, id)
	assert.Error(t, err)
}

func TestSAMLResponseIsEncryptedForThePool(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	provider := newSAMLTestProvider(t)
	pool := newSAMLPool(t, provider, key)
	id, request := pool.request(t)
	response, err := provider.Respond(pool.described, map[string]string{"email": "ada@example.com"}, request)
	require.NoError(t, err)
	assertion, text, err := pool.accept(t, response, id)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "ada@example.com")
	assert.Equal(t, provider.NameID, assertion.Subject.NameID.Value)
}

func TestSAMLResponseWithoutARequest(t *testing.T) {
	t.Parallel()
	provider := newSAMLTestProvider(t)
	pool := newSAMLPool(t, provider, nil)
	authorize, err := url.Parse(loginPages + "/oauth2/authorize?client_id=c&state=s")
	require.NoError(t, err)
	response, err := provider.RespondUnasked(pool.described, map[string]string{"email": "ada@example.com"}, authorize)
	require.NoError(t, err)
	assert.Equal(t, "client_id=c&state=s", response.Fields.Get("RelayState"))
	assertion, _, err := pool.accept(t, response)
	require.NoError(t, err)
	assert.Equal(t, provider.NameID, assertion.Subject.NameID.Value)
}

func TestSAMLRequestIsRejected(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	provider := newSAMLTestProvider(t)
	signed := newSAMLPool(t, provider, key)
	unsigned := newSAMLPool(t, provider, nil)
	otherIssuer := newSAMLPool(t, provider, nil)
	otherIssuer.EntityID = "urn:amazon:cognito:sp:eu-west-1_Other"
	otherAddress := newSAMLPool(t, provider, nil)
	otherAddress.AcsURL.Host = "attacker.example"
	for _, tt := range []struct {
		name string
		pool samlPool // sends the request
		as   SAMLServiceProvider
	}{
		{"without the signature of the pool", unsigned, signed.described},
		{"of another pool", otherIssuer, unsigned.described},
		{"for another address", otherAddress, unsigned.described},
	} {
		_, request := tt.pool.request(t)
		_, err := provider.Respond(tt.as, nil, request)
		assert.ErrorAs(t, err, new(SAMLRequestError), tt.name)
	}
	_, err = provider.Respond(unsigned.described, nil, &url.URL{RawQuery: "SAMLRequest=no"})
	assert.ErrorAs(t, err, new(SAMLRequestError))
	_, err = provider.Respond(signed.described, nil, &url.URL{})
	rejected, ok := err.(SAMLRequestError) //nolint:errorlint // the type of the error itself
	require.True(t, ok)
	assert.Equal(t, rejected.error, rejected.Unwrap())

	unreadable := unsigned.described
	unreadable.EncryptionCertificate = "no"
	_, request := unsigned.request(t)
	_, err = provider.Respond(unreadable, nil, request)
	assert.Error(t, err)
	assert.NotErrorAs(t, err, new(SAMLRequestError), "the request is valid")

	_, err = unsigned.described.GetServiceProvider(&http.Request{}, "urn:amazon:cognito:sp:eu-west-1_Other")
	assert.ErrorIs(t, err, os.ErrNotExist)
	assert.EqualError(t, err, "the issuer must be urn:amazon:cognito:sp:eu-west-1_Ab12Cd34E: file does not exist")
}
