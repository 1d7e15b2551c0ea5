package idp

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"html"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/crewjam/saml/samlidp"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// SAMLProvider is a SAML identity provider on this machine, with one user. Only browsers connect to it.
type SAMLProvider struct {
	Metadata string // for the input saml.metadata_file
	Email    string // of the user, and the NameID

	url string
}

const samlPassword = "Passw0rd!"

// NewSAML starts the provider.
func NewSAML(t *testing.T) *SAMLProvider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "partner"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	handler, err = samlidp.New(samlidp.Options{URL: *address, Key: key, Certificate: certificate, Store: &samlidp.MemoryStore{}, Logger: log.New(io.Discard, "", 0)})
	require.NoError(t, err)
	p := &SAMLProvider{Email: "partner@example.com", url: server.URL}
	p.put(t, "/users/partner", `{"name":"partner","password":"`+samlPassword+`","email":"`+p.Email+`"}`)
	p.Metadata = read(t, http.DefaultClient, http.MethodGet, p.url+"/metadata", nil)
	return p
}

// Register makes the user pool of a deployment known to the provider, which verifies its requests.
func (p *SAMLProvider) Register(t *testing.T, d *deploy.Deployment) {
	t.Helper()
	signing, err := d.API().GetSigningCertificate(t.Context(), &cognitoidentityprovider.GetSigningCertificateInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
	require.NoError(t, err)
	p.put(t, "/services/pool", `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:amazon:cognito:sp:`+d.Outputs.UserPoolID+`">`+
		`<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">`+
		`<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>`+aws.ToString(signing.Certificate)+`</X509Certificate></X509Data></KeyInfo>`+
		`</KeyDescriptor><AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" `+
		`Location="`+d.Outputs.LoginBaseURL+`/saml2/idpresponse"/></SPSSODescriptor></EntityDescriptor>`)
}

// SignIn follows the application's authorization request with a provider name to the provider's sign-in form and
// back, and returns the parameters of the application's callback.
func (p *SAMLProvider) SignIn(t *testing.T, d *deploy.Deployment, web *login.Client, name string) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := *d.Target.HTTP
	browser.Jar = jar
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	started := redirect(t, &browser, http.MethodGet, web.AuthorizationEndpoint+"?"+url.Values{
		"response_type": {"code"}, "client_id": {web.ClientID}, "redirect_uri": {web.RedirectURI},
		"scope": {strings.Join(web.Scopes, " ")}, "state": {"s1"}, "identity_provider": {name},
	}.Encode(), nil)
	require.True(t, strings.HasPrefix(started.String(), p.url+"/sso?"), "the redirect target is the sign-in address in the metadata: %s", started)
	action, form := formOf(t, read(t, http.DefaultClient, http.MethodGet, started.String(), nil))
	form.Set("user", "partner")
	form.Set("password", samlPassword)
	action, form = formOf(t, read(t, http.DefaultClient, http.MethodPost, action, form))
	return redirect(t, &browser, http.MethodPost, action, form).Query()
}

var (
	formAction  = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// formOf returns the form of a page of the provider.
func formOf(t *testing.T, page string) (action string, form url.Values) {
	t.Helper()
	match := formAction.FindStringSubmatch(page)
	require.NotNil(t, match, page)
	form = url.Values{}
	for _, field := range hiddenField.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	return html.UnescapeString(match[1]), form
}

func (p *SAMLProvider) put(t *testing.T, path, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, p.url+path, strings.NewReader(body))
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusNoContent, response.StatusCode, path)
}

func send(t *testing.T, client *http.Client, method, address string, form url.Values) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := client.Do(request)
	require.NoError(t, err)
	return response
}

func read(t *testing.T, client *http.Client, method, address string, form url.Values) string {
	t.Helper()
	response := send(t, client, method, address, form)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode, address)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(text)
}

func redirect(t *testing.T, client *http.Client, method, address string, form url.Values) *url.URL {
	t.Helper()
	response := send(t, client, method, address, form)
	defer response.Body.Close()
	require.Equal(t, http.StatusFound, response.StatusCode, address)
	location, err := response.Location()
	require.NoError(t, err)
	return location
}
