package cognitotest_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// exchangeCode redeems the code of a callback and returns the claims of the ID token.
func (f samlPool) exchangeCode(t *testing.T, b *http.Client, location string) map[string]any {
	t.Helper()
	back := mustParse(t, location).Query()
	require.NotEmpty(t, back.Get("code"), location)
	response, body := fetch(t, b, http.MethodPost, stock+"/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}, "client_id": {f.clientID},
	})
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	var tokens map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &tokens))
	return payload(t, tokens["id_token"])
}

// The pool redirects the browser to the provider with a request in deflate and base64, and an opaque
// relay state of more than 80 bytes (developer guide, "SAML session initiation" and "Things to know").
func TestSAMLRequest(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	b := browser(t, s.Client())
	response, _ := fetch(t, b, http.MethodGet, f.authorizeURL("&identity_provider=Corp&login_hint=jo&prompt=login"), nil)
	require.Equal(t, http.StatusFound, response.StatusCode)
	location := response.Header.Get("Location")
	message, q := readMessage(t, location)
	assert.Equal(t, "urn:oasis:names:tc:SAML:2.0:protocol AuthnRequest", message.XMLName.Space+" "+message.XMLName.Local)
	assert.Regexp(t, `^_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, message.ID)
	assert.Equal(t, samlMessage{
		XMLName: message.XMLName, ID: message.ID, Version: "2.0", Issued: message.Issued, To: "https://idp.example/sso", Address: samlACS,
		Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", Issuer: "urn:amazon:cognito:sp:" + f.poolID,
	}, message)
	issued, err := time.Parse(time.RFC3339, message.Issued)
	require.NoError(t, err)
	assert.WithinDuration(t, s.Now(), issued, time.Minute)
	assert.Greater(t, len(q.Get("RelayState")), 80)
	assert.Equal(t, []string{"RelayState", "SAMLRequest"}, slices.Sorted(maps.Keys(q)), "not signed, and without login_hint and prompt")
	require.True(t, strings.HasPrefix(location, "https://idp.example/sso?"))
	var cookie *http.Cookie
	for _, c := range response.Cookies() {
		if c.Path == "/saml2/idpresponse" {
			cookie = c
		}
	}
	require.NotNil(t, cookie)
	assert.Equal(t, http.SameSiteNoneMode, cookie.SameSite, "the provider answers with a POST from its own site")
	assert.True(t, cookie.Secure)
}

// With RequestSigningAlgorithm the query is signed with the key of the pool's signing certificate (SAML
// bindings 3.4.4.1).
func TestSAMLRequestIsSigned(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"RequestSigningAlgorithm": "rsa-sha256"}})
	response, _ := fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
	assertSignedQuery(t, f, response.Header.Get("Location"))
}

// assertSignedQuery checks the signature in the query of an address with the pool's signing certificate.
func assertSignedQuery(t *testing.T, f samlPool, location string) {
	t.Helper()
	signed, signature, ok := strings.Cut(mustParse(t, location).RawQuery, "&Signature=")
	require.True(t, ok, location)
	require.Regexp(t, `^SAMLRequest=[^&]+&RelayState=[^&]+&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256$`, signed)
	text, err := url.QueryUnescape(signature)
	require.NoError(t, err)
	value, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	got, err := api(f.server, "us-east-1").GetSigningCertificate(t.Context(), &cognitoidentityprovider.GetSigningCertificateInput{UserPoolId: &f.poolID})
	require.NoError(t, err)
	der, err := base64.StdEncoding.DecodeString(*got.Certificate)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	digest := sha256.Sum256([]byte(signed))
	assert.NoError(t, rsa.VerifyPKCS1v15(certificate.PublicKey.(*rsa.PublicKey), crypto.SHA256, digest[:], value))
}

// A user signs in at the provider and receives tokens of the pool. A later sign-in updates the profile.
func TestSAMLUserReceivesTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{providers: []string{"COGNITO"}})
	visit := f.visit(t)
	response := f.response(visit.requestID)
	response.Attributes = samltest.Attribute("mail", "jo@example.com") + samltest.Attribute("groups", "sales", "r&amp;d, all")
	location := visit.post(t, f.idp.Signed(response), visit.relayState)
	assert.Equal(t, "s", mustParse(t, location).Query().Get("state"))
	id := f.exchangeCode(t, visit.browser, location)
	assert.Equal(t, "Corp_jo@example.com", id["cognito:username"])
	assert.Equal(t, "jo@example.com", id["email"])
	assert.Equal(t, false, id["email_verified"])
	assert.Equal(t, "[sales,r%26d%2C+all]", id["profile"], "several values are one text")
	assert.Equal(t, []any{f.poolID + "_Corp"}, id["cognito:groups"])
	assert.NotContains(t, id, "nonce")
	identity := id["identities"].([]any)[0].(map[string]any)
	assert.Equal(t, map[string]any{
		"userId": "jo@example.com", "providerName": "Corp", "providerType": "SAML", "issuer": "https://idp.example/saml", "primary": "true", "dateCreated": identity["dateCreated"],
	}, identity)
	profile, err := api(s, "us-east-1").AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &f.poolID, Username: aws.String("Corp_jo@example.com")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusType("EXTERNAL_PROVIDER"), profile.UserStatus)

	// The session of the pool is enough for the next request.
	again, _ := fetch(t, visit.browser, http.MethodGet, f.authorizeURL("&identity_provider=Corp"), nil)
	assert.Contains(t, again.Header.Get("Location"), callback+"?code=")

	// Another browser, a signed response, and another address.
	visit = f.visit(t)
	response = f.response(visit.requestID)
	response.Attributes = samltest.Attribute("mail", "new@example.com")
	text := f.idp.Sign(response.Around(samltest.Unsigned(response.Assertion())), response.ID)
	updated := f.exchangeCode(t, visit.browser, visit.post(t, text, visit.relayState))
	assert.Equal(t, id["sub"], updated["sub"])
	assert.Equal(t, "new@example.com", updated["email"])
	assert.Equal(t, []string{"Corp_jo@example.com"}, f.usernames(t))
	assert.Empty(t, s.RefusedHosts(), "no request to another host")
}

// The state, the pending sign-in and the used assertions survive a restart.
func TestSAMLSignInSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startIn(t, dir)
	f := newSAMLPool(t, s, samlSettings{})
	first, second := f.visit(t), f.visit(t)
	response := f.response(first.requestID)
	f.exchangeCode(t, first.browser, first.post(t, f.idp.Signed(response), first.relayState))
	s.Close()

	s = startIn(t, dir)
	f.server = s
	second.browser.Transport = s.Client().Transport
	again := f.response(second.requestID)
	replayed := *again
	replayed.AssertionID = response.AssertionID
	third := f.visit(t)
	replayed.InResponseTo, replayed.SubjectInResponseTo = third.requestID, third.requestID
	assert.Contains(t, description(t, third.post(t, f.idp.Signed(&replayed), third.relayState)), "assertion has already been used")
	f.exchangeCode(t, second.browser, second.post(t, f.idp.Signed(again), second.relayState))
}

// description returns the error_description of a callback.
func description(t *testing.T, location string) string {
	t.Helper()
	require.True(t, strings.HasPrefix(location, callback+"?error_description="), location)
	q := mustParse(t, location).Query()
	assert.Equal(t, "server_error", q.Get("error"))
	assert.Equal(t, "s", q.Get("state"))
	return q.Get("error_description")
}
