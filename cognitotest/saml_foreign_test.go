package cognitotest_test

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
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/crewjam/saml/samlidp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// foreignIDP is the identity provider of crewjam/saml, with the user jo. It encrypts assertions if the pool
// has a certificate for it.
type foreignIDP struct {
	url string
}

// newForeignIDP starts the provider. If requireSigned is true, it rejects requests without a signature: also
// requests that its own sign-in form repeats, so that a user must have a session.
func newForeignIDP(t *testing.T, requireSigned bool) foreignIDP {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "idp"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	idp, err := samlidp.New(samlidp.Options{
		URL: *mustParse(t, server.URL), Key: key, Certificate: certificate, Store: &samlidp.MemoryStore{}, Logger: log.New(io.Discard, "", 0),
	})
	require.NoError(t, err)
	idp.IDP.WantAuthnRequestsSigned = requireSigned
	handler = idp
	f := foreignIDP{server.URL}
	f.put(t, "/users/jo", `{"name":"jo","password":"Passw0rd!","email":"jo@example.com","common_name":"Jo Doe","groups":["a","b"]}`)
	return f
}

func (f foreignIDP) put(t *testing.T, path, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, f.url+path, strings.NewReader(body))
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	text, _ := io.ReadAll(response.Body) // only for the message
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusNoContent, response.StatusCode, "%s", text)
}

// register makes the provider known to a pool, with more details, and the pool to the provider: with the
// metadata that an administrator writes for it. base is the address of the pool's domain.
func (f foreignIDP) register(t *testing.T, aim *cognitoidentityprovider.Client, poolID, base string, details map[string]string) {
	t.Helper()
	details["MetadataFile"] = f.metadata(t)
	created, err := aim.CreateIdentityProvider(t.Context(), &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &poolID, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeSaml, ProviderDetails: details,
		AttributeMapping: map[string]string{"email": "urn:oid:0.9.2342.19200300.100.1.3", "name": "urn:oid:2.5.4.3"},
	})
	require.NoError(t, err)
	signing, err := aim.GetSigningCertificate(t.Context(), &cognitoidentityprovider.GetSigningCertificateInput{UserPoolId: &poolID})
	require.NoError(t, err)
	key := func(use, certificate string) string {
		return `<KeyDescriptor use="` + use + `"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>` + certificate + `</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
	}
	keys := key("signing", *signing.Certificate)
	if details["EncryptedResponses"] == "true" {
		keys += key("encryption", created.IdentityProvider.ProviderDetails["ActiveEncryptionCertificate"])
	}
	const post = `Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="`
	f.put(t, "/services/pool", `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:amazon:cognito:sp:`+poolID+`">`+
		`<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`+keys+
		`<SingleLogoutService `+post+base+`/saml2/logout"/><AssertionConsumerService `+post+base+`/saml2/idpresponse" index="0" isDefault="true"/>`+
		`</SPSSODescriptor></EntityDescriptor>`)
}

var (
	formActionPattern = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	hiddenPattern     = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// formOf returns the form of a page of the provider.
func formOf(t *testing.T, page string) (action string, form url.Values) {
	t.Helper()
	match := formActionPattern.FindStringSubmatch(page)
	require.NotNil(t, match, page)
	form = url.Values{}
	for _, field := range hiddenPattern.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	return html.UnescapeString(match[1]), form
}

// The provider of another implementation verifies the pool's requests and signs users in and out.
func TestSAMLProviderOfAnotherImplementation(t *testing.T) {
	t.Parallel()
	for name, encrypted := range map[string]string{"in the clear": "false", "encrypted": "true"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			f := newSAMLPool(t, s, samlSettings{})
			aim := api(s, "us-east-1")
			idp := newForeignIDP(t, true)
			f.replaceProvider(t, idp, map[string]string{"RequestSigningAlgorithm": "rsa-sha256", "EncryptedResponses": encrypted, "IDPSignout": "true", "IDPInit": "true"})
			b := browser(t, s.Client())
			atIDP := browser(t, http.DefaultClient)
			fetch(t, atIDP, http.MethodPost, idp.url+"/login", url.Values{"user": {"jo"}, "password": {"Passw0rd!"}})
			response, _ := fetch(t, b, http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
			_, page := fetch(t, atIDP, http.MethodGet, response.Header.Get("Location"), nil)
			action, form := formOf(t, page)
			require.Equal(t, samlACS, action)
			response, _ = fetch(t, b, http.MethodPost, action, form)
			id := f.exchangeCode(t, b, response.Header.Get("Location"))
			assert.Equal(t, "Corp_jo@example.com", id["cognito:username"])
			assert.Equal(t, "jo@example.com", id["email"])
			assert.Equal(t, "Jo Doe", id["name"])

			// The provider starts a sign-in.
			idp.put(t, "/shortcuts/app", `{"service_provider":"urn:amazon:cognito:sp:`+f.poolID+`","relay_state":"`+f.relayStateOf(nil)+`"}`)
			_, page = fetch(t, atIDP, http.MethodGet, idp.url+"/login/app", nil)
			action, form = formOf(t, page)
			require.Equal(t, samlACS, action)
			started := browser(t, s.Client())
			response, _ = fetch(t, started, http.MethodPost, action, form)
			assert.Equal(t, id["sub"], f.exchangeCode(t, started, response.Header.Get("Location"))["sub"])

			// A logout ends the session at the provider, too.
			_, _, location := f.logOut(t, b)
			_, page = fetch(t, atIDP, http.MethodGet, location, nil)
			action, form = formOf(t, page)
			require.Equal(t, samlSLO, action, page)
			response, _ = fetch(t, b, http.MethodPost, action, form)
			assert.Equal(t, signedOut, response.Header.Get("Location"))
			response, _ = fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
			response, page = fetch(t, atIDP, http.MethodGet, response.Header.Get("Location"), nil)
			assert.Equal(t, http.StatusOK, response.StatusCode, "the provider accepts the request")
			assert.Contains(t, page, `name="password"`, "and asks for the password again")

			// It rejects a request without a signature.
			_, err := aim.UpdateIdentityProvider(t.Context(), &cognitoidentityprovider.UpdateIdentityProviderInput{
				UserPoolId: &f.poolID, ProviderName: aws.String("Corp"), ProviderDetails: map[string]string{"MetadataFile": idp.metadata(t)},
			})
			require.NoError(t, err)
			response, _ = fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
			response, _ = fetch(t, atIDP, http.MethodGet, response.Header.Get("Location"), nil)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
		})
	}
}

func (f foreignIDP) metadata(t *testing.T) string {
	t.Helper()
	_, document := fetch(t, http.DefaultClient, http.MethodGet, f.url+"/metadata", nil)
	return document
}

// replaceProvider replaces the provider Corp of a pool.
func (f samlPool) replaceProvider(t *testing.T, idp foreignIDP, details map[string]string) {
	t.Helper()
	aim := api(f.server, "us-east-1")
	supports := func(names ...string) {
		_, err := aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
			UserPoolId: &f.poolID, ClientId: &f.clientID, AllowedOAuthFlowsUserPoolClient: true,
			AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email", "profile"},
			CallbackURLs: []string{callback}, LogoutURLs: []string{signedOut}, SupportedIdentityProviders: names,
		})
		require.NoError(t, err)
	}
	supports("COGNITO")
	_, err := aim.DeleteIdentityProvider(t.Context(), &cognitoidentityprovider.DeleteIdentityProviderInput{UserPoolId: &f.poolID, ProviderName: aws.String("Corp")})
	require.NoError(t, err)
	idp.register(t, aim, f.poolID, stock, details)
	supports("Corp")
}
