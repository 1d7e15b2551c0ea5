package cognitotest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// scenario is a server with the values of the fixtures for one row.
type scenario struct {
	server      *cognitotest.Server
	noRedirects *http.Client      // does not follow redirects
	shared      map[string]string // values of sharedFixtures, by name
	values      map[string]string // all values of the row, by name
	settings    rejection
}

func newScenario(t *testing.T) *scenario {
	t.Helper()
	server := start(t)
	return &scenario{server: server, noRedirects: browser(t, server.Client()), shared: map[string]string{}}
}

// row returns the scenario of a row. With shared it has the pool, the clients and the domain of the rows before,
// unless the row defines its own. Users, tokens and codes always belong to one row.
func (s *scenario) row(t *testing.T, r rejection, shared bool) *scenario {
	t.Helper()
	next := *s
	next.settings, next.noRedirects = r, browser(t, s.server.Client())
	if !shared || r.pool != "" || r.client != "" {
		next.shared = map[string]string{}
	}
	next.values = maps.Clone(next.shared)
	if r.client != "" {
		next.value(t, "client")
	}
	return &next
}

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9, ]*)\}`)

// text replaces names in braces by the values of their fixtures.
func (s *scenario) text(t *testing.T, text string) string {
	t.Helper()
	return placeholder.ReplaceAllStringFunc(text, func(name string) string { return s.value(t, strings.Trim(name, "{}")) })
}

func (s *scenario) value(t *testing.T, name string) string {
	t.Helper()
	if value, ok := s.values[name]; ok {
		return value
	}
	if build, ok := sharedFixtures()[name]; ok {
		value := build(t, s)
		s.shared[name], s.values[name] = value, value
		return value
	}
	build, ok := rowFixtures()[name]
	require.True(t, ok, "no fixture is named %s", name)
	s.values[name] = build(t, s)
	return s.values[name]
}

// signature is an Authorization header of Signature Version 4. A server without keys checks only its format.
const signature = "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"

// post sends a signed request to an action. other replaces or adds headers.
func (s *scenario) post(t *testing.T, c call, other map[string]string) (*http.Response, string) {
	t.Helper()
	header := map[string]string{
		"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityProviderService." + c.action, "Authorization": signature,
	}
	maps.Copy(header, other)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", strings.NewReader(c.body))
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := s.server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(content)
}

// ok sends a request that must succeed, and returns the response.
func (s *scenario) ok(t *testing.T, action, body string) map[string]any {
	t.Helper()
	response, content := s.post(t, call{action, s.text(t, body)}, nil)
	require.Equal(t, http.StatusOK, response.StatusCode, "%s %s: %s", action, body, content)
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(content), &decoded))
	return decoded
}

// member returns the string at a path of members in a response.
func member(t *testing.T, response map[string]any, path ...string) string {
	t.Helper()
	var value any = response
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	text, ok := value.(string)
	require.True(t, ok, "%v in %v", path, response)
	return text
}

// newClient creates an app client and returns its id and secret.
func (s *scenario) newClient(t *testing.T, body string) (id, secret string) {
	t.Helper()
	client, _ := s.ok(t, "CreateUserPoolClient", body)["UserPoolClient"].(map[string]any)
	id, _ = client["ClientId"].(string)
	secret, _ = client["ClientSecret"].(string)
	return id, secret
}

// hash returns a SECRET_HASH: Base64(HMAC-SHA256(secret, username + client id)).
func hash(secret, username, clientID string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// tokensOf signs jo in with USER_PASSWORD_AUTH and returns the response.
func (s *scenario) tokensOf(t *testing.T, client string) map[string]any {
	t.Helper()
	return s.ok(t, "InitiateAuth", fmt.Sprintf(`{"ClientId":"{%s}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{jo}","PASSWORD":"Passw0rd!"}}`, client))
}

// codeOf signs jo in on the hosted pages and returns the authorization code.
func (s *scenario) codeOf(t *testing.T, client, query string) string {
	t.Helper()
	to := s.text(t, "https://{domain}/oauth2/authorize?response_type=code&client_id={"+client+"}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"+query)
	return signInAs(t, browser(t, s.server.Client()), to, s.value(t, "jo")).Get("code")
}

// exchange exchanges a code for tokens at the token endpoint.
func (s *scenario) exchange(t *testing.T, client, code string) map[string]string {
	t.Helper()
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {s.value(t, client)}, "code": {code}, "redirect_uri": {"https://app.example.com/callback"}}
	response, body := fetch(t, s.server.Client(), http.MethodPost, s.text(t, "https://{domain}/oauth2/token"), form)
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	tokens := map[string]any{}
	require.NoError(t, json.Unmarshal([]byte(body), &tokens))
	texts := map[string]string{}
	for name, value := range tokens {
		texts[name] = fmt.Sprint(value)
	}
	return texts
}

// tokens signs jo in on the hosted pages and returns the tokens of the client.
func (s *scenario) tokens(t *testing.T, client, query string) map[string]string {
	t.Helper()
	return s.exchange(t, client, s.codeOf(t, client, query))
}
