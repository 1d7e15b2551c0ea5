package cognitotest

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

// signature has the format of a signature. A server without keys requires only the format.
const signature = "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"

// startFuzzed starts a server with a pool that has a domain, a provider and a client.
func startFuzzed(t testing.TB) (s *Server, client string) {
	t.Helper()
	s, err := Start(Config{Seed: "../examples/seed/seed.hcl"})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s, s.Seeded()[0].Clients[0].ID
}

// handled runs a request. A panic and a status of 500 or more fail the test.
func handled(t *testing.T, s *Server, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code >= http.StatusInternalServerError {
		t.Errorf("%s %s returns %d: %s", r.Method, r.URL, w.Code, w.Body)
	}
	return w
}

func apiCall(action, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "http://cognito-idp.us-east-1.amazonaws.com/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("Authorization", signature)
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	return r
}

// brokenJSON are bodies that are not a valid request of any action. The deep ones exceed the depth of encoding/json,
// which is 10,000.
var brokenJSON = map[string]string{
	"brackets":              strings.Repeat("[", 200_000),
	"braces":                strings.Repeat(`{"a":`, 40_000),
	"closed brackets":       strings.Repeat("[", 90_000) + strings.Repeat("]", 90_000),
	"a deep member":         `{"UserPoolId":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}",
	"a deep unknown member": `{"Nothing":` + strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000) + "}",
	"a deep document":       `{"UserPoolId":"us-east-1_a","Settings":` + strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000) + "}",
	"an empty body":         "",
	"white space":           " \n",
	"null":                  "null",
	"a number":              "1e999999999",
	"a large number":        `{"MaxResults":1e999999999}`,
	"more than a number":    `{"MaxResults":` + strings.Repeat("9", 100_000) + "}",
	"two objects":           "{}{}",
	"an incomplete object":  `{"UserPoolId":"`,
	"invalid UTF-8":         "{\"UserPoolId\":\"\xff\xfe\"}",
	"half a surrogate":      `{"UserPoolId":"\ud800"}`,
	"a null character":      `{"UserPoolId":"\u0000"}`,
	"a repeated member":     `{"UserPoolId":"a","UserPoolId":["b"]}`,
	"a byte order mark":     "\xef\xbb\xbf{}",
	"many names":            `{"UserPoolTags":{` + strings.TrimSuffix(strings.Repeat(`"a":"b",`, 20_000), ",") + "}}",
	"many values":           `{"AliasAttributes":[` + strings.TrimSuffix(strings.Repeat(`"email",`, 20_000), ",") + "]}",
}

// Every action rejects each of the bodies as an error of the client.
func TestBrokenBodyIsAnErrorOfTheClient(t *testing.T) {
	t.Parallel()
	s, _ := startFuzzed(t)
	for name, body := range brokenJSON {
		t.Run(name, func(t *testing.T) {
			actions := cognitoidp.Actions()
			if len(body) > 10_000 {
				actions = []string{"CreateUserPool", "CreateManagedLoginBranding", "ListUsers"} // one action of each kind
			}
			for _, action := range actions {
				handled(t, s, apiCall(action, body))
			}
		})
	}
	assert.Equal(t, http.StatusBadRequest, handled(t, s, apiCall("CreateUserPool", brokenJSON["closed brackets"])).Code)
	assert.Equal(t, http.StatusOK, handled(t, s, apiCall("ListUserPools", `{"MaxResults":10}`)).Code, "the server still works")
}

// FuzzAPIBody sends any body to any action and requires that the server does not fail.
func FuzzAPIBody(f *testing.F) {
	actions := cognitoidp.Actions()
	for _, body := range brokenJSON {
		if len(body) < 1000 {
			f.Add(uint16(0), body)
		}
	}
	for _, seed := range []struct{ action, body string }{
		{"CreateUserPool", `{"PoolName":"a","Schema":[{"Name":"x","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"1"}}]}`},
		{"InitiateAuth", `{"AuthFlow":"USER_SRP_AUTH","ClientId":"x","AuthParameters":{"USERNAME":"jo","SRP_A":"00"}}`},
		{"RespondToAuthChallenge", `{"ChallengeName":"PASSWORD_VERIFIER","ClientId":"x","Session":"01234567890123456789","ChallengeResponses":{"TIMESTAMP":"Tue"}}`},
		{"ListUsers", `{"UserPoolId":"us-east-1_a","Filter":"email ^= \"a\""}`},
		{"CreateManagedLoginBranding", `{"UserPoolId":"us-east-1_a","ClientId":"x","Settings":{"a":[1,{}]},"Assets":[{"Category":"X","Bytes":"AA=="}]}`},
		{"CreateIdentityProvider", `{"UserPoolId":"us-east-1_a","ProviderName":"x","ProviderType":"SAML","ProviderDetails":{"MetadataFile":"<a><a><a>"}}`},
	} {
		f.Add(uint16(slices.Index(actions, seed.action)), seed.body)
	}
	s, _ := startFuzzed(f)
	pool := s.Seeded()[0].ID
	f.Fuzz(func(t *testing.T, action uint16, body string) {
		handled(t, s, apiCall(actions[int(action)%len(actions)], strings.ReplaceAll(body, "us-east-1_a", pool)))
	})
}

// FuzzRequest sends any request, as bytes, to the hosted pages, the OAuth endpoints, STS and the
// callback of identity providers, and requires that the server does not fail.
func FuzzRequest(f *testing.F) {
	s, client := startFuzzed(f)
	domain := s.Seeded()[0].Domain
	form := func(path, body string) string {
		return "POST " + path + " HTTP/1.1\r\nHost: " + domain + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + body
	}
	for _, text := range []string{
		form("/oauth2/token", "grant_type=authorization_code&code=x&client_id="+client),
		form("/oauth2/revoke", "token=x"),
		form("/login?client_id="+client+"&response_type=code", "_csrf=x&username=jo&password=%zz;a=b"),
		form("/saml2/idpresponse", "SAMLResponse=PGE%2BPGE%2BPGE%2B&RelayState=x"),
		form("/oauth2/idpresponse", "code=x&state=y"),
		"GET /oauth2/idpresponse?code=x&state=%00 HTTP/1.1\r\nHost: " + domain + "\r\n\r\n",
		"GET /oauth2/authorize?client_id=" + client + "&response_type=code&scope=openid&state=[]&max_age=-1 HTTP/1.1\r\nHost: " + domain + "\r\nCookie: XSRF-TOKEN=x; cognito=a.b.c\r\n\r\n",
		"GET /logout?logout_uri=//x HTTP/1.1\r\nHost: " + domain + "\r\n\r\n",
		"GET /oauth2/userInfo HTTP/1.1\r\nHost: " + domain + "\r\nAuthorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com\r\nAuthorization: " + signature + "\r\n\r\nAction=GetCallerIdentity&Version=",
		"POST / HTTP/1.1\r\nHost: kms.us-east-1.amazonaws.com\r\nX-Amz-Target: TrentService.Decrypt\r\nAuthorization: " + signature + "\r\n\r\n{\"CiphertextBlob\":\"AQAB\",\"KeyId\":\"arn:\"}",
		"GET /_cognitotest/messages?username=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(text)))
		if err != nil {
			return
		}
		_, body, _ := bytes.Cut(text, []byte("\r\n\r\n"))
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		handled(t, s, r.WithContext(t.Context()))
	})
}
