package cognitotest_test

import (
	"net/http"
	"net/url"
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

// The pool rejects a response that is not for it, not for its request, not current, or not signed by
// the provider. The app's callback receives the error, and no user is created.
func TestRejectedSAMLResponses(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	other := samltest.New(t)
	const assertionSignature, responseSignature = "SAML Assertion signature is invalid. ", "SAML Response signature is invalid"
	late := s.Now().Add(-10 * time.Minute)
	tests := []struct {
		name   string
		change func(*samltest.Response)          // nil: no change
		write  func(r *samltest.Response) string // nil: a signed assertion
		want   string                            // the end of the description
	}{
		{"no signature", nil, func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(samltest.Unsigned(r.Assertion())))
		}, "signature element not present"},
		{"signed by another key", nil, func(r *samltest.Response) string { return other.Signed(r) }, assertionSignature},
		{"response signed by another key", nil, func(r *samltest.Response) string {
			return other.Sign(r.Around(f.idp.Sign(r.Assertion(), r.AssertionID)), r.ID)
		}, responseSignature},
		{"another key with the certificate of the provider", nil, func(r *samltest.Response) string {
			return strings.Replace(other.Signed(r), other.Certificate, f.idp.Certificate, 1)
		}, assertionSignature},
		{"NameID changed after the signature", nil, func(r *samltest.Response) string {
			return strings.Replace(f.idp.Signed(r), ">jo@example.com</saml:NameID>", ">eve@example.com</saml:NameID>", 1)
		}, assertionSignature},
		{"attribute changed in a signed response", nil, func(r *samltest.Response) string {
			return strings.Replace(f.idp.Sign(r.Around(samltest.Unsigned(r.Assertion())), r.ID), ">jo@example.com</saml:AttributeValue>", ">eve@example.com</saml:AttributeValue>", 1)
		}, responseSignature},
		{"signature with SHA-1", nil, func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(f.idp.SignSHA1(r.Assertion(), r.AssertionID)))
		}, assertionSignature},
		{"comment in the NameID", func(r *samltest.Response) { r.NameID = "jo@example.com.evil.example" }, func(r *samltest.Response) string {
			return strings.Replace(f.idp.Signed(r), ">jo@example.com.evil", ">jo@example.com<!-- -->.evil", 1)
		}, "the response has a comment"},
		{"document type", nil, func(r *samltest.Response) string {
			return `<!DOCTYPE x [<!ENTITY a "jo">]>` + strings.Replace(f.idp.Signed(r), ">jo@example.com</saml:NameID>", ">&a;@example.com</saml:NameID>", 1)
		}, "the response is not XML"},
		{"another audience", func(r *samltest.Response) { r.Audience = "urn:amazon:cognito:sp:us-east-1_Other1234" }, nil, `AudienceRestriction does not contain "urn:amazon:cognito:sp:` + f.poolID + `"`},
		{"another recipient", func(r *samltest.Response) { r.Recipient = "https://other.example/saml2/idpresponse" }, nil, "Recipient is not " + samlACS},
		{"another destination", func(r *samltest.Response) { r.Destination = "https://other.example/saml2/idpresponse" }, nil, "the Destination is not " + samlACS},
		{"no destination", nil, func(r *samltest.Response) string {
			return strings.Replace(f.idp.Signed(r), ` Destination="`+samlACS+`"`, "", 1)
		}, "the Destination is not " + samlACS},
		{"answer to another request", func(r *samltest.Response) {
			r.InResponseTo, r.SubjectInResponseTo = "_other", "_other"
		}, nil, "`InResponseTo` does not match any of the possible request IDs (expected [REQUEST])"},
		{"answer to no request", func(r *samltest.Response) { r.InResponseTo, r.SubjectInResponseTo = "", "" }, nil, "`InResponseTo` does not match any of the possible request IDs (expected [REQUEST])"},
		{"subject of another request", func(r *samltest.Response) { r.SubjectInResponseTo = "_other" }, nil, "assertion SubjectConfirmation one of the possible request IDs ([REQUEST])"},
		{"another issuer", func(r *samltest.Response) { r.Issuer = "https://other.example/saml" }, nil, `response Issuer does not match the IDP metadata (expected "https://idp.example/saml")`},
		{"expired conditions", func(r *samltest.Response) { r.NotOnOrAfter = s.Now().Add(-time.Second) }, nil, "the assertion has expired"},
		{"expired subject", func(r *samltest.Response) { r.SubjectNotOnOrAfter = s.Now().Add(-time.Second) }, nil, "the assertion has expired"},
		{"expired long ago", func(r *samltest.Response) { r.NotOnOrAfter = late }, nil, "assertion Conditions is expired"},
		{"not yet valid", func(r *samltest.Response) { r.NotBefore = s.Now().Add(4 * time.Minute) }, nil, "assertion Conditions is not yet valid"},
		{"issued in the future", func(r *samltest.Response) { r.Issued = s.Now().Add(4 * time.Minute) }, nil, "is in the future"},
		{"issued more than six minutes ago", func(r *samltest.Response) { r.Issued = s.Now().Add(-6*time.Minute - time.Second) }, nil, "expired on "},
		{"failure of the provider", func(r *samltest.Response) { r.Status = "urn:oasis:names:tc:SAML:2.0:status:Responder" }, nil, "urn:oasis:names:tc:SAML:2.0:status:Responder"},
		{"empty NameID", func(r *samltest.Response) { r.NameID = " " }, nil, "the assertion has no NameID"},
		{"two assertions", nil, func(r *samltest.Response) string {
			second := *r
			second.AssertionID, second.NameID = "_second", "eve@example.com"
			both := f.idp.Sign(r.Assertion(), r.AssertionID) + f.idp.Sign(second.Assertion(), second.AssertionID)
			return f.idp.Sign(r.Around(both), r.ID)
		}, "the response has 2 assertions, not one"},
		{"no assertion", nil, func(r *samltest.Response) string { return f.idp.Sign(r.Around(""), r.ID) }, "the response has 0 assertions, not one"},
		{"no XML", nil, func(*samltest.Response) string { return "jo" }, "the response is not XML"},
		{"encrypted without EncryptedResponses", nil, func(r *samltest.Response) string {
			return samltest.Unsigned(r.Around(samltest.Encrypt(t, f.idp.Sign(r.Assertion(), r.AssertionID), f.certificate)))
		}, "the assertion is encrypted, and the provider does not have EncryptedResponses"},
		{"more than 100,000 characters", nil, func(r *samltest.Response) string {
			return f.idp.Signed(r) + strings.Repeat(" ", 75_001)
		}, "the response is longer than 100000 characters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			visit := f.visit(t)
			response := f.response(visit.requestID)
			if tt.change != nil {
				tt.change(response)
			}
			write := f.idp.Signed
			if tt.write != nil {
				write = tt.write
			}
			got := description(t, visit.post(t, write(response), visit.relayState))
			assert.True(t, strings.HasPrefix(got, "Invalid SAML response received: "), got)
			want := strings.ReplaceAll(tt.want, "REQUEST", visit.requestID)
			if tt.name == "issued in the future" || strings.HasPrefix(tt.name, "issued more") {
				assert.Contains(t, got, want)
			} else {
				assert.True(t, strings.HasSuffix(got, want), "%s\n%s", got, want)
			}
			again, _ := fetch(t, visit.browser, http.MethodGet, f.authorizeURL(""), nil)
			assert.Contains(t, again.Header.Get("Location"), stock+"/login?", "the browser has no session")
		})
	}
	assert.Empty(t, f.usernames(t))

	// The response of which these are variants is valid, up to its limits.
	visit := f.visit(t)
	response := f.response(visit.requestID)
	response.Issued = s.Now().Add(-5*time.Minute - 50*time.Second)
	text := f.idp.Signed(response)
	text += strings.Repeat(" ", 75_000-len(text))
	f.exchangeCode(t, visit.browser, visit.post(t, text, visit.relayState))
	assert.Equal(t, []string{"Corp_jo@example.com"}, f.usernames(t))
}

// An assertion is valid once, also for another request.
func TestReplayedSAMLAssertionIsRejected(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	visit := f.visit(t)
	response := f.response(visit.requestID)
	text := f.idp.Signed(response)
	f.exchangeCode(t, visit.browser, visit.post(t, text, visit.relayState))
	assert.Equal(t, stock+"/error?error=Invalid+samlResponse+or+relayState+from+identity+provider", visit.post(t, text, visit.relayState))

	second := f.visit(t)
	response.ID, response.InResponseTo, response.SubjectInResponseTo = "_again", second.requestID, second.requestID
	assert.Equal(t, `Invalid SAML response received: assertion "`+response.AssertionID+`": assertion has already been used`,
		description(t, second.post(t, f.idp.Signed(response), second.relayState)))
}

// A relay state is valid once, for five minutes, in the browser that received it, and for a response
// that is posted. Otherwise the error page shows the reason.
func TestSAMLErrorPage(t *testing.T) {
	t.Parallel()
	const page = stock + "/error?error="
	const unknown = page + "Invalid+samlResponse+or+relayState+from+identity+provider"
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	tests := []struct {
		name string
		do   func(t *testing.T, visit samlVisit, text string) string
		want string
	}{
		{"unknown relay state", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			return visit.post(t, text, "made-up")
		}, unknown},
		{"another browser", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			return samlVisit{browser: browser(t, s.Client())}.post(t, text, visit.relayState)
		}, unknown},
		{"relay state of another sign-in", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			return visit.post(t, text, f.visit(t).relayState)
		}, unknown},
		{"no relay state", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			return visit.post(t, text, "")
		}, page + "Required+String+parameter+%27RelayState%27+is+not+present"},
		{"no response", func(t *testing.T, visit samlVisit, _ string) string {
			t.Helper()
			return visit.post(t, "", visit.relayState)
		}, page + "Required+String+parameter+%27SAMLResponse%27+is+not+present"},
		{"response in the query", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			response, _ := fetch(t, visit.browser, http.MethodGet, samlACS+"?"+url.Values{"SAMLResponse": {text}, "RelayState": {visit.relayState}}.Encode(), nil)
			return response.Header.Get("Location")
		}, page + "Request+method+%27GET%27+not+supported"},
		{"after five minutes", func(t *testing.T, visit samlVisit, text string) string {
			t.Helper()
			s.Advance(5 * time.Minute)
			return visit.post(t, text, visit.relayState)
		}, page + "Something+went+wrong"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			visit := f.visit(t)
			location := tt.do(t, visit, f.idp.Signed(f.response(visit.requestID)))
			assert.Equal(t, tt.want, location)
			response, body := fetch(t, visit.browser, http.MethodGet, location, nil)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
			assert.Contains(t, body, "An error was encountered with the requested page.")
		})
	}
	assert.Empty(t, f.usernames(t))
}

// An assertion without an attribute that the pool requires is an invalid response (re:Post, "How do I
// troubleshoot invalid SAML response errors").
func TestSAMLAttributesThatThePoolRejects(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{pool: func(in *cognitoidentityprovider.CreateUserPoolInput) {
		in.Schema = []types.SchemaAttributeType{{Name: aws.String("email"), Required: aws.Bool(true), Mutable: aws.Bool(true)}}
	}})
	sign := func(attributes string) string {
		visit := f.visit(t)
		response := f.response(visit.requestID)
		response.Attributes = attributes
		return visit.post(t, f.idp.Signed(response), visit.relayState)
	}
	const prefix = "Invalid SAML response received: Invalid user attributes: email: "
	other := samltest.Attribute("cn", "Jo")
	assert.Equal(t, prefix+"The attribute is required", description(t, sign(other)))
	assert.Empty(t, f.usernames(t))
	require.Contains(t, sign(samltest.Attribute("mail", "jo@example.com")), "?code=")
	require.Contains(t, sign(other), "?code=", "a missing attribute changes nothing")
	assert.Equal(t, prefix+"Required attribute cannot be deleted", description(t, sign(samltest.Attribute("mail", ""))))
	assert.Equal(t, "Invalid SAML response received: Invalid email address format.", description(t, sign(samltest.Attribute("mail", "jo"))))
}

// The state of a sign-in at a provider of another type is not a relay state.
func TestOtherStateIsNoRelayState(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := federate(t, s, nil)
	started, _ := fetch(t, browser(t, s.Client()), http.MethodGet, f.authorizeURL(stock, "&identity_provider=Corp"), nil)
	form := url.Values{"SAMLResponse": {"PGE+"}, "RelayState": {mustParse(t, started.Header.Get("Location")).Query().Get("state")}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, samlACS, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, cookie := range started.Cookies() {
		r.AddCookie(cookie) // a browser does not send it to this path
	}
	response, err := browser(t, s.Client()).Do(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, stock+"/error?error=Invalid+samlResponse+or+relayState+from+identity+provider", response.Header.Get("Location"))
}
