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

// scenario is what a row of refused requests finds: a server, and what its fixtures have made.
type scenario struct {
	server     *cognitotest.Server
	unfollowed *http.Client // follows no redirect
	lasting    map[string]string
	made       map[string]string
	settings   refused
}

func newScenario(t *testing.T) *scenario {
	t.Helper()
	server := start(t)
	return &scenario{server: server, unfollowed: browser(t, server.Client()), lasting: map[string]string{}}
}

// row is the stage of a row. On a shared stage it finds the pool, the clients and the domain of the rows before,
// unless it says what its own are; users, tokens and codes are always its own.
func (s *scenario) row(t *testing.T, r refused, shared bool) *scenario {
	t.Helper()
	next := *s
	next.settings, next.unfollowed = r, browser(t, s.server.Client())
	if !shared || r.pool != "" || r.client != "" {
		next.lasting = map[string]string{}
	}
	next.made = maps.Clone(next.lasting)
	if r.client != "" {
		next.value(t, "client")
	}
	return &next
}

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9, ]*)\}`)

// text replaces names in braces by what their fixtures make.
func (s *scenario) text(t *testing.T, text string) string {
	t.Helper()
	return placeholder.ReplaceAllStringFunc(text, func(name string) string { return s.value(t, strings.Trim(name, "{}")) })
}

func (s *scenario) value(t *testing.T, name string) string {
	t.Helper()
	if value, ok := s.made[name]; ok {
		return value
	}
	if build, ok := lastingFixtures()[name]; ok {
		value := build(t, s)
		s.lasting[name], s.made[name] = value, value
		return value
	}
	build, ok := rowFixtures()[name]
	require.True(t, ok, "no fixture is named %s", name)
	s.made[name] = build(t, s)
	return s.made[name]
}

// signature is a header of Signature Version 4; a server without keys looks at its form alone.
const signature = "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"

// post sends a signed request to an action, with the headers that are usual but for those given.
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

// ok sends a request that must succeed, and returns the answer.
func (s *scenario) ok(t *testing.T, action, body string) map[string]any {
	t.Helper()
	response, content := s.post(t, call{action, s.text(t, body)}, nil)
	require.Equal(t, http.StatusOK, response.StatusCode, "%s %s: %s", action, body, content)
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(content), &decoded))
	return decoded
}

// member follows a path of members into an answer.
func member(t *testing.T, answer map[string]any, path ...string) string {
	t.Helper()
	var value any = answer
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	text, ok := value.(string)
	require.True(t, ok, "%v in %v", path, answer)
	return text
}

// newClient makes an app client of what else is in its request, and returns its id and secret.
func (s *scenario) newClient(t *testing.T, body string) (id, secret string) {
	t.Helper()
	client, _ := s.ok(t, "CreateUserPoolClient", body)["UserPoolClient"].(map[string]any)
	id, _ = client["ClientId"].(string)
	secret, _ = client["ClientSecret"].(string)
	return id, secret
}

// hash is SECRET_HASH: Base64(HMAC-SHA256(secret, username + client id)).
func hash(secret, username, clientID string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// tokensOf signs jo in at a client by her password.
func (s *scenario) tokensOf(t *testing.T, client string) map[string]any {
	t.Helper()
	return s.ok(t, "InitiateAuth", fmt.Sprintf(`{"ClientId":"{%s}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{jo}","PASSWORD":"Passw0rd!"}}`, client))
}

// codeOf signs jo in on the pages and returns the authorization code.
func (s *scenario) codeOf(t *testing.T, client, query string) string {
	t.Helper()
	to := s.text(t, "https://{domain}/oauth2/authorize?response_type=code&client_id={"+client+"}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"+query)
	return signInAs(t, browser(t, s.server.Client()), to, s.value(t, "jo")).Get("code")
}

// exchange buys tokens with a code at the token endpoint.
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

// tokens signs jo in on the pages and returns what the client gets.
func (s *scenario) tokens(t *testing.T, client, query string) map[string]string {
	t.Helper()
	return s.exchange(t, client, s.codeOf(t, client, query))
}
