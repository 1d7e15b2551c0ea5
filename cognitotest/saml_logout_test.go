package cognitotest_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

const samlSLO = stock + "/saml2/logout"

// signIn signs jo in through the provider.
func (f samlPool) signIn(t *testing.T) *http.Client {
	t.Helper()
	visit := f.visit(t)
	f.exchangeCode(t, visit.browser, visit.post(t, f.idp.Signed(f.response(visit.requestID)), visit.relayState))
	return visit.browser
}

func (f samlPool) logoutURL() string {
	return stock + "/logout?client_id=" + f.clientID + "&logout_uri=" + url.QueryEscape(signedOut)
}

// logOut requests a logout and returns the request to the provider, with its relay state.
func (f samlPool) logOut(t *testing.T, b *http.Client) (request samlMessage, relayState, location string) {
	t.Helper()
	response, body := fetch(t, b, http.MethodGet, f.logoutURL(), nil)
	require.Equal(t, http.StatusFound, response.StatusCode, body)
	location = response.Header.Get("Location")
	message, q := readMessage(t, location)
	return message, q.Get("RelayState"), location
}

// logoutResponse returns the text of a response to a logout request. The place of the signature is marked.
func logoutResponse(id, issuer, destination, requestID, status string, issued time.Time) string {
	return `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="` + destination + `" ID="` + id +
		`" InResponseTo="` + requestID + `" IssueInstant="` + issued.UTC().Format(time.RFC3339) + `" Version="2.0">` +
		`<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + issuer + `</saml:Issuer>{signature}` +
		`<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:` + status + `"></samlp:StatusCode></samlp:Status></samlp:LogoutResponse>`
}

func postLogout(t *testing.T, b *http.Client, text, relayState string) string {
	t.Helper()
	response, body := fetch(t, b, http.MethodPost, samlSLO, url.Values{
		"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte(text))}, "RelayState": {relayState},
	})
	require.Equal(t, http.StatusFound, response.StatusCode, body)
	return response.Header.Get("Location")
}

// With IDPSignout a logout continues at the provider, with a signed request, and returns to the target of the
// logout (developer guide, "Signing out SAML users with single sign-out").
func TestSAMLLogout(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"IDPSignout": "true"}})
	b := f.signIn(t)
	request, relayState, location := f.logOut(t, b)
	assert.True(t, strings.HasPrefix(location, "https://idp.example/slo?"), location)
	assert.Equal(t, samlMessage{
		XMLName: request.XMLName, ID: request.ID, Version: "2.0", Issued: request.Issued, To: "https://idp.example/slo",
		Issuer: "urn:amazon:cognito:sp:" + f.poolID, NameID: "jo@example.com", Sessions: []string{"session-1"},
	}, request)
	assert.Equal(t, "urn:oasis:names:tc:SAML:2.0:protocol LogoutRequest", request.XMLName.Space+" "+request.XMLName.Local)
	assertSignedQuery(t, f, location)
	again, _ := fetch(t, b, http.MethodGet, f.authorizeURL(""), nil)
	assert.Contains(t, again.Header.Get("Location"), stock+"/login?", "the session of the pool has ended")

	text := f.idp.Sign(logoutResponse("_1", f.idp.EntityID, samlSLO, request.ID, "Success", s.Now()), "_1")
	assert.Equal(t, signedOut, postLogout(t, b, text, relayState))
	assert.Equal(t, stock+"/error?error=Invalid+samlResponse+or+relayState+from+identity+provider", postLogout(t, b, text, relayState), "the relay state is valid once")

	// Without a session there is nothing to end at the provider.
	response, _ := fetch(t, b, http.MethodGet, f.logoutURL(), nil)
	assert.Equal(t, signedOut, response.Header.Get("Location"))
}

// Without IDPSignout, or without an address for logouts, only the session of the pool ends.
func TestSAMLLogoutWithoutTheProvider(t *testing.T) {
	t.Parallel()
	idp := samltest.New(t)
	for name, details := range map[string]map[string]string{
		"without IDPSignout":     nil,
		"IDPSignout is false":    {"IDPSignout": "false"},
		"no address for logouts": {"IDPSignout": "true", "MetadataFile": idp.Metadata(`Redirect" Location="`+samltest.SLO, `SOAP" Location="`+samltest.SLO)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newSAMLPool(t, start(t), samlSettings{idp: idp, details: details})
			response, _ := fetch(t, f.signIn(t), http.MethodGet, f.logoutURL(), nil)
			assert.Equal(t, signedOut, response.Header.Get("Location"))
		})
	}
}

// A response to a logout must be signed by the provider, for the pool and its request. Otherwise the
// browser goes to the error page.
func TestRejectedSAMLLogoutResponses(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"IDPSignout": "true"}})
	other := samltest.New(t)
	const page = stock + "/error?error="
	const invalid = page + "Invalid+SAML+response+received%3A+"
	valid := func(requestID string) string {
		return logoutResponse("_1", f.idp.EntityID, samlSLO, requestID, "Success", s.Now())
	}
	tests := []struct {
		name string
		send func(t *testing.T, b *http.Client, requestID, relayState string) string
		want string
	}{
		{"not signed", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, samltest.Unsigned(valid(id)), relayState)
		}, invalid},
		{"signed by another key", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, other.Sign(valid(id), "_1"), relayState)
		}, invalid},
		{"answer to another request", func(t *testing.T, b *http.Client, _, relayState string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(valid("_other"), "_1"), relayState)
		}, invalid + "%60InResponseTo%60"},
		{"another destination", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(logoutResponse("_1", f.idp.EntityID, samlACS, id, "Success", s.Now()), "_1"), relayState)
		}, invalid + "%60Destination%60"},
		{"another issuer", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(logoutResponse("_1", "https://other.example", samlSLO, id, "Success", s.Now()), "_1"), relayState)
		}, invalid},
		{"failure", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(logoutResponse("_1", f.idp.EntityID, samlSLO, id, "Responder", s.Now()), "_1"), relayState)
		}, invalid + "status+code+was+not+urn%3Aoasis"},
		{"old", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(logoutResponse("_1", f.idp.EntityID, samlSLO, id, "Success", s.Now().Add(-7*time.Minute)), "_1"), relayState)
		}, invalid},
		{"another relay state", func(t *testing.T, b *http.Client, id, _ string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(valid(id), "_1"), "made-up")
		}, page + "Invalid+samlResponse+or+relayState"},
		{"relay state of a sign-in", func(t *testing.T, b *http.Client, id, _ string) string {
			t.Helper()
			return postLogout(t, b, f.idp.Sign(valid(id), "_1"), f.visit(t).relayState)
		}, page + "Invalid+samlResponse+or+relayState"},
		{"response in the query of a POST", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			text := base64.StdEncoding.EncodeToString([]byte(f.idp.Sign(valid(id), "_1")))
			response, _ := fetch(t, b, http.MethodPost, samlSLO+"?SAMLResponse="+url.QueryEscape(text), url.Values{"RelayState": {relayState}})
			return response.Header.Get("Location")
		}, invalid + "the+response+is+in+the+query"},
		{"wrong binding", func(t *testing.T, b *http.Client, _, relayState string) string {
			t.Helper()
			response, _ := fetch(t, b, http.MethodGet, samlSLO+"?RelayState="+relayState, nil)
			return response.Header.Get("Location")
		}, page + "Request+method+%27GET%27+not+supported"},
		{"after five minutes", func(t *testing.T, b *http.Client, id, relayState string) string {
			t.Helper()
			s.Advance(5 * time.Minute)
			return postLogout(t, b, f.idp.Sign(valid(id), "_1"), relayState)
		}, page + "Invalid+samlResponse+or+relayState"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := f.signIn(t)
			request, relayState, _ := f.logOut(t, b)
			got := tt.send(t, b, request.ID, relayState)
			assert.True(t, strings.HasPrefix(got, tt.want), got)
		})
	}
}
