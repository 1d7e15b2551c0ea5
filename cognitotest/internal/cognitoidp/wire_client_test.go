package cognitoidp_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
)

// The servers of all tests have the same keys, because new ones take most of the time of a test.
func init() { rsakey.Share() }

// server is a running emulator that tests call with literal request bodies. Bodies may have placeholders
// such as {pool}.
type server struct {
	*cognitotest.Server
	placeholders *strings.Replacer // replaces the placeholders by their values
	values       map[string]string // the values of the placeholders, by placeholder with braces
}

func start(t *testing.T) *server { return startWith(t, cognitotest.Config{}) }

func startWith(t testing.TB, config cognitotest.Config) *server {
	t.Helper()
	s, err := cognitotest.Start(config)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return newServer(s)
}

func newServer(s *cognitotest.Server) *server {
	return &server{Server: s, placeholders: strings.NewReplacer(), values: map[string]string{}}
}

// set sets the value of a placeholder in the following requests.
func (s *server) set(placeholder, value string) {
	s.values["{"+placeholder+"}"] = value
	var pairs []string
	for k, v := range s.values {
		pairs = append(pairs, k, v)
	}
	s.placeholders = strings.NewReplacer(pairs...)
}

// httpResponse is a response as the server sent it, without a trailing line break.
type httpResponse struct {
	status int
	header http.Header
	body   string
}

// credential is an Authorization header. An emulator without keys does not verify its signature.
const credential = "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"

// send posts a body with an X-Amz-Target to a host of the service. authorization may be "".
func (s *server) send(t testing.TB, host, target, authorization, body string) httpResponse {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+host+"/", strings.NewReader(s.placeholders.Replace(body)))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", target)
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	return s.do(t, request)
}

func (s *server) do(t testing.TB, request *http.Request) httpResponse {
	t.Helper()
	return do(t, s.Client(), request)
}

func do(t testing.TB, client *http.Client, request *http.Request) httpResponse {
	t.Helper()
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return httpResponse{response.StatusCode, response.Header, strings.TrimSuffix(string(content), "\n")}
}

const (
	host   = "cognito-idp.us-east-1.amazonaws.com"
	prefix = "AWSCognitoIdentityProviderService."
)

// call sends a signed request to an action.
func (s *server) call(t testing.TB, action, body string) httpResponse {
	t.Helper()
	return s.send(t, host, prefix+action, credential, body)
}

// ok calls an action that must succeed and returns the decoded response. The response must conform to
// the API model.
func (s *server) ok(t testing.TB, action, body string) map[string]any {
	t.Helper()
	got := s.call(t, action, body)
	require.Equal(t, http.StatusOK, got.status, "%s %s: %s", action, body, got.body)
	require.NoError(t, apimodel.CheckResponse(action, []byte(got.body)), got.body)
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.body), &decoded))
	return decoded
}

// fails calls an action that must fail and compares all members of the error. An error without a text has
// no member message. The API model must list the exception for the action.
func (s *server) fails(t *testing.T, action, body, exception, message string) {
	t.Helper()
	got := s.call(t, action, body)
	members := map[string]string{"__type": exception}
	if message != "" {
		members["message"] = s.placeholders.Replace(message)
	}
	want, err := json.Marshal(members)
	require.NoError(t, err)
	require.JSONEq(t, string(want), got.body)
	require.Equal(t, http.StatusBadRequest, got.status)
	require.NoError(t, apimodel.CheckError(action, exception))
}

// pool creates a user pool from a request body and sets {pool} to its id.
func (s *server) pool(t testing.TB, body string) {
	t.Helper()
	s.set("pool", s.ok(t, "CreateUserPool", body)["UserPool"].(map[string]any)["Id"].(string))
}

// client creates an app client from a request body. It sets {client} to its id and {secret} to its secret.
func (s *server) client(t testing.TB, body string) {
	t.Helper()
	created := s.ok(t, "CreateUserPoolClient", body)["UserPoolClient"].(map[string]any)
	s.set("client", created["ClientId"].(string))
	if secret, ok := created["ClientSecret"].(string); ok {
		s.set("secret", secret)
	}
}

// at returns the value at a path of members in a decoded response, or nil.
func at(value any, path ...string) any {
	for _, member := range path {
		object, _ := value.(map[string]any)
		value = object[member]
	}
	return value
}
