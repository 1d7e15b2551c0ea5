package cognitotest_test

import (
	"compress/flate"
	"encoding/base64"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// samlPool is a pool with the domain stock, the SAML provider Corp, and a client.
type samlPool struct {
	server           *cognitotest.Server
	idp              *samltest.Provider
	poolID, clientID string
	certificate      string // ActiveEncryptionCertificate
}

// samlSettings changes a pool and its provider. All members may be empty.
type samlSettings struct {
	idp       *samltest.Provider
	details   map[string]string // in addition to the metadata
	providers []string          // of the client, in addition to Corp
	pool      func(*cognitoidentityprovider.CreateUserPoolInput)
}

const samlACS = stock + "/saml2/idpresponse"

func newSAMLPool(t *testing.T, s *cognitotest.Server, settings samlSettings) samlPool {
	t.Helper()
	ctx, aim := t.Context(), api(s, "us-east-1")
	f := samlPool{server: s, idp: settings.idp}
	if f.idp == nil {
		f.idp = samltest.New(t)
	}
	input := &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("stock")}
	if settings.pool != nil {
		settings.pool(input)
	}
	pool, err := aim.CreateUserPool(ctx, input)
	require.NoError(t, err)
	f.poolID = *pool.UserPool.Id
	_, err = aim.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &f.poolID, Domain: aws.String("stock")})
	require.NoError(t, err)
	details := map[string]string{"MetadataFile": f.idp.Metadata()}
	for name, value := range settings.details {
		if details[name] = value; name == "MetadataURL" {
			delete(details, "MetadataFile")
		}
	}
	provider, err := aim.CreateIdentityProvider(ctx, &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &f.poolID, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeSaml,
		AttributeMapping: map[string]string{"email": "mail", "profile": "groups"}, ProviderDetails: details,
	})
	require.NoError(t, err)
	f.certificate = provider.IdentityProvider.ProviderDetails["ActiveEncryptionCertificate"]
	client, err := aim.CreateUserPoolClient(ctx, &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientName: aws.String("spa"), AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email", "profile"},
		CallbackURLs: []string{callback}, LogoutURLs: []string{signedOut}, SupportedIdentityProviders: append([]string{"Corp"}, settings.providers...),
	})
	require.NoError(t, err)
	f.clientID = *client.UserPoolClient.ClientId
	return f
}

func (f samlPool) authorizeURL(query string) string {
	return stock + "/oauth2/authorize?response_type=code&client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + query
}

// samlMessage is what the tests read of a message to a provider.
type samlMessage struct {
	XMLName  xml.Name
	ID       string   `xml:",attr"`
	Version  string   `xml:",attr"`
	Issued   string   `xml:"IssueInstant,attr"`
	To       string   `xml:"Destination,attr"`
	Address  string   `xml:"AssertionConsumerServiceURL,attr"`
	Binding  string   `xml:"ProtocolBinding,attr"`
	Issuer   string   `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	NameID   string   `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Sessions []string `xml:"urn:oasis:names:tc:SAML:2.0:protocol SessionIndex"`
}

// readMessage decodes the SAMLRequest in the query of an address: base64, deflate, XML.
func readMessage(t *testing.T, location string) (samlMessage, url.Values) {
	t.Helper()
	q := mustParse(t, location).Query()
	compressed, err := base64.StdEncoding.DecodeString(q.Get("SAMLRequest"))
	require.NoError(t, err, location)
	text, err := io.ReadAll(flate.NewReader(strings.NewReader(string(compressed))))
	require.NoError(t, err)
	var message samlMessage
	require.NoError(t, xml.Unmarshal(text, &message), "%s", text)
	return message, q
}

// samlVisit is a browser that the pool has redirected to the provider.
type samlVisit struct {
	browser               *http.Client
	requestID, relayState string
}

// visit starts a sign-in in a new browser.
func (f samlPool) visit(t *testing.T) samlVisit {
	t.Helper()
	b := browser(t, f.server.Client())
	response, _ := fetch(t, b, http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
	message, q := readMessage(t, response.Header.Get("Location"))
	return samlVisit{b, message.ID, q.Get("RelayState")}
}

// response returns a valid response for the user jo@example.com.
func (f samlPool) response(requestID string) *samltest.Response {
	return f.idp.NewResponse("urn:amazon:cognito:sp:"+f.poolID, samlACS, requestID, "jo@example.com", f.server.Now().Truncate(time.Millisecond))
}

// post posts a response to the pool and returns the redirect.
func (v samlVisit) post(t *testing.T, text, relayState string) string {
	t.Helper()
	response, body := fetch(t, v.browser, http.MethodPost, samlACS, url.Values{
		"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte(text))}, "RelayState": {relayState},
	})
	require.Equal(t, http.StatusFound, response.StatusCode, body)
	return response.Header.Get("Location")
}

// usernames returns the users of the pool.
func (f samlPool) usernames(t *testing.T) []string {
	t.Helper()
	list, err := api(f.server, "us-east-1").ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.poolID})
	require.NoError(t, err)
	names := []string{}
	for _, user := range list.Users {
		names = append(names, *user.Username)
	}
	return names
}
