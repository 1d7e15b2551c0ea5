package prove

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/beevik/etree"
	"github.com/crewjam/saml"
	"github.com/crewjam/saml/samlsp"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// samlService is a fakeService with the SAML provider Corp: its login pages are the service provider of
// the library.
type samlService struct {
	*fakeService

	settings types.UserPoolType
	provider types.IdentityProviderType
	users    checktest.Users

	// The faults of a test. The zero values are correct.
	anySignature bool              // a response needs no signature of the provider
	anyStart     bool              // a response needs no request
	neverStarts  bool              // a response always needs a request
	unsigned     bool              // requests have no signature
	rejection    string            // the error of every sign-in
	lost         string            // an attribute that no token has
	constant     map[string]string // attributes with another value
	updateErrs   []error           // of the first updates
	otherUser    bool              // tokens name another user
	notRedirects bool              // the pages do not redirect to the provider
	stopped      func()            // called when a response arrives

	updates   []cognitoidentityprovider.UpdateIdentityProviderInput
	user      map[string]string // the attributes of the signed-in user, NameID and nonce
	requestID string            // of the last request
}

// poolKey signs the requests of the fakes and decrypts the responses.
var poolKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

const samlEmail = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"

func newSAMLService(t *testing.T) *samlService {
	t.Helper()
	s := &samlService{fakeService: newFakeService(t)}
	s.other = nil
	s.client.SupportedIdentityProviders = []string{"COGNITO", "Corp"}
	s.providers = []types.ProviderDescription{{ProviderName: aws.String("Google"), ProviderType: "Google"}, {ProviderName: aws.String("Corp"), ProviderType: "SAML"}}
	s.settings.Domain = aws.String("orders")
	s.settings.SchemaAttributes = []types.SchemaAttributeType{{Name: aws.String("custom:team"), AttributeDataType: "String"}}
	s.provider = types.IdentityProviderType{
		ProviderName: aws.String("Corp"), ProviderType: "SAML", IdpIdentifiers: []string{"corp.example"},
		ProviderDetails:  map[string]string{"MetadataURL": "https://idp.corp.example/metadata", "IDPSignout": "true", "SSORedirectBindingURI": "https://idp.corp.example/sso"},
		AttributeMapping: map[string]string{"email": samlEmail},
	}
	s.claims = func(use string, _ bool, claims object) {
		if use == "access" {
			claims["username"] = s.username()
			return
		}
		claims["nonce"] = s.user["nonce"]
		for name, source := range s.provider.AttributeMapping {
			if name != s.lost {
				claims[name] = s.user[source]
			}
			if value := s.constant[name]; value != "" {
				claims[name] = value
			}
		}
	}
	return s
}

func (s *samlService) username() string {
	if s.otherUser {
		return "Corp_other"
	}
	return "Corp_" + s.user["NameID"]
}

// serviceProvider returns the pool with the provider's last metadata.
func (s *samlService) serviceProvider() *saml.ServiceProvider {
	acs, err := url.Parse("https://orders.auth.eu-west-1.amazoncognito.com/saml2/idpresponse")
	require.NoError(s.t, err)
	sp := &saml.ServiceProvider{
		EntityID: "urn:amazon:cognito:sp:eu-west-1_Ab12Cd34E", AcsURL: *acs, Clock: dsig.NewFakeClockAt(s.now),
		Key: poolKey(), Certificate: s.certificate(), AllowIDPInitiated: true,
	}
	sp.IDPMetadata, err = samlsp.ParseMetadata([]byte(s.updates[len(s.updates)-1].ProviderDetails["MetadataFile"]))
	require.NoError(s.t, err)
	if s.provider.ProviderDetails["RequestSigningAlgorithm"] != "" && !s.unsigned {
		sp.SignatureMethod = dsig.RSASHA256SignatureMethod
	}
	return sp
}

func (s *samlService) certificate() *x509.Certificate {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: s.now.Add(-time.Hour), NotAfter: s.now.Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &poolKey().PublicKey, poolKey())
	require.NoError(s.t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(s.t, err)
	return certificate
}

// ServeHTTP serves the login pages of a user of the provider, and the token endpoint.
func (s *samlService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/oauth2/authorize":
		assert.Equal(s.t, "Corp", r.URL.Query().Get("identity_provider"))
		if s.notRedirects {
			_, _ = w.Write([]byte(`<form name="cognitoSignInForm" method="post"><input name="_csrf" value="x"><input name="username"><input name="password"></form>`))
			return
		}
		sp := s.serviceProvider()
		request, err := sp.MakeAuthenticationRequest(sp.GetSSOBindingLocation(saml.HTTPRedirectBinding), saml.HTTPRedirectBinding, saml.HTTPPostBinding)
		assert.NoError(s.t, err)
		location, err := request.Redirect(r.URL.RawQuery, sp)
		assert.NoError(s.t, err)
		s.requestID = request.ID
		http.Redirect(w, r, location.String(), http.StatusFound)
	case "/saml2/idpresponse":
		http.Redirect(w, r, s.receive(r), http.StatusFound)
	default:
		s.fakeService.ServeHTTP(w, r)
	}
}

// receive returns the redirect that answers a response of the provider.
func (s *samlService) receive(r *http.Request) string {
	parameters, err := url.ParseQuery(r.PostFormValue("RelayState"))
	assert.NoError(s.t, err)
	app := func(name, value string) string {
		return parameters.Get("redirect_uri") + "?" + url.Values{name: {value}, "state": {parameters.Get("state")}}.Encode()
	}
	text, err := base64.StdEncoding.DecodeString(r.PostFormValue("SAMLResponse"))
	assert.NoError(s.t, err)
	if s.stopped != nil {
		s.stopped()
		<-r.Context().Done() // the client closes the connection
		return app("error", "server_error")
	}
	if encrypted := bytes.Contains(text, []byte("EncryptedAssertion")); encrypted != (s.provider.ProviderDetails["EncryptedResponses"] == "true") {
		return app("error", "server_error")
	}
	sp := s.serviceProvider()
	if s.anySignature {
		sp.SignatureVerifier = anySignature{}
	}
	accepts := s.anyStart || !s.neverStarts && s.provider.ProviderDetails["IDPInit"] == "true" && len(s.client.SupportedIdentityProviders) == 1
	if s.requestID == "" && !accepts {
		return "https://orders.auth.eu-west-1.amazoncognito.com/error?error=invalid"
	}
	assertion, err := sp.ParseXMLResponse(text, []string{s.requestID}, sp.AcsURL)
	s.requestID = ""
	if err != nil || s.rejection != "" {
		return app("error", "server_error") + "&error_description=" + url.QueryEscape(s.rejection)
	}
	s.user = map[string]string{"NameID": assertion.Subject.NameID.Value, "nonce": parameters.Get("nonce")}
	for _, statement := range assertion.AttributeStatements {
		for _, attribute := range statement.Attributes {
			s.user[attribute.Name] = attribute.Values[0].Value
		}
	}
	s.issued++
	code := "code-" + assertion.ID
	s.codes[code] = s.now
	return app("code", code)
}

func (s *samlService) DescribeIdentityProvider(context.Context, *cognitoidentityprovider.DescribeIdentityProviderInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeIdentityProviderOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	provider := s.provider
	provider.ProviderDetails = maps.Clone(provider.ProviderDetails)
	if provider.ProviderDetails["EncryptedResponses"] == "true" {
		provider.ProviderDetails["ActiveEncryptionCertificate"] = base64.StdEncoding.EncodeToString(s.certificate().Raw)
	}
	return &cognitoidentityprovider.DescribeIdentityProviderOutput{IdentityProvider: &provider}, nil
}

func (s *samlService) UpdateIdentityProvider(ctx context.Context, in *cognitoidentityprovider.UpdateIdentityProviderInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.UpdateIdentityProviderOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	assert.NoError(s.t, ctx.Err())
	if len(s.updates) > 0 {
		s.assertCleanup(ctx)
	}
	s.updates = append(s.updates, *in)
	var err error
	if len(s.updateErrs) > 0 {
		err, s.updateErrs = s.updateErrs[0], s.updateErrs[1:]
	}
	return &cognitoidentityprovider.UpdateIdentityProviderOutput{}, err
}

func (s *samlService) GetSigningCertificate(context.Context, *cognitoidentityprovider.GetSigningCertificateInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetSigningCertificateOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	return &cognitoidentityprovider.GetSigningCertificateOutput{Certificate: aws.String(base64.StdEncoding.EncodeToString(s.certificate().Raw))}, nil
}

// anySignature accepts every signature.
type anySignature struct{}

func (anySignature) VerifySignature(*dsig.ValidationContext, *etree.Element) error { return nil }

// check runs saml-sign-in on the client. edit changes the options of the run.
func (s *samlService) check(ctx context.Context, edit func(*check.Options, *check.Connection)) report.Result {
	s.t.Helper()
	server := httptest.NewServer(s)
	s.t.Cleanup(server.Close)
	return s.checkUntil(ctx, SAMLSignIn, func(o *check.Options, c *check.Connection) {
		api := c.API.(fakeAPI)
		s.settings.Id = api.Pool.Id
		api.Pool, c.Prove, c.Users = &s.settings, s, fakeUsers{&s.users, s.fakeService}
		c.HTTP = s.httpClient(server)
		if edit != nil {
			edit(o, c)
		}
	})
}
