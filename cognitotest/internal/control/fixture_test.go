package control_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
)

func init() { rsakey.Share() }

func init() {
	openapi3filter.RegisterBodyDecoder("application/x-pem-file", func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		text, err := io.ReadAll(body)
		return string(text), err
	})
}

// emulator is a server whose Control API a test calls.
type emulator struct {
	*cognitotest.Server
}

func start(t *testing.T, config cognitotest.Config) emulator {
	t.Helper()
	s, err := cognitotest.Start(config)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return emulator{s}
}

// response is a response of the Control API.
type response struct {
	status int
	header http.Header
	body   string
}

// into decodes the body.
func (r response) into(t *testing.T, out any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(r.body))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(out), r.body)
}

// detail returns the detail of an error with a status.
func (r response) detail(t *testing.T, status int) string {
	t.Helper()
	require.Equal(t, status, r.status, r.body)
	assert.Equal(t, "application/problem+json", r.header.Get("Content-Type"))
	var p struct {
		Title, Detail, Pointer string
		Status                 int
	}
	r.into(t, &p)
	assert.Equal(t, status, p.Status)
	assert.Equal(t, http.StatusText(status), p.Title)
	return p.Detail
}

// call sends a request as a program does. body is "" for a request without one.
func (e emulator) call(t *testing.T, method, path, body string) response {
	t.Helper()
	header := http.Header{}
	if method != http.MethodGet {
		header.Set("X-Cognitotest", "1")
	}
	if body != "" {
		header.Set("Content-Type", "application/json")
	}
	return e.send(t, method, path, body, header)
}

// send sends a request with a header, and requires that the document describes the response. The
// header Host replaces the host.
func (e emulator) send(t *testing.T, method, path, body string, header http.Header) response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, e.URL+"/_cognitotest"+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header = header.Clone()
	if host := header.Get("Host"); host != "" {
		request.Host = host
	}
	got, err := http.DefaultTransport.RoundTrip(request) // it follows no redirect
	require.NoError(t, err)
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	require.NoError(t, err)
	r := response{got.StatusCode, got.Header, string(text)}
	other := header.Get("Host") != "" && r.status != http.StatusOK // another front end may have responded
	if method != http.MethodHead && !other {
		validate(t, method, path, body, r)
	}
	return r
}

// specification returns the document and its paths.
var specification = sync.OnceValues(func() (*openapi3.T, routers.Router) {
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	doc, err := openapi3.NewLoader().LoadFromData(control.OpenAPI)
	if err != nil {
		panic(err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		panic(err)
	}
	return doc, router
})

// validate requires that the document describes a response. It describes the request, too, if the
// response is a success.
func validate(t *testing.T, method, path, body string, got response) {
	t.Helper()
	_, router := specification()
	request, err := http.NewRequest(method, "http://127.0.0.1:9229/_cognitotest"+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("X-Cognitotest", "1")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	route, parameters, err := router.FindRoute(request)
	if errors.Is(err, routers.ErrPathNotFound) || errors.Is(err, routers.ErrMethodNotAllowed) {
		assert.Contains(t, []int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusForbidden}, got.status, "%s %s is not in the document", method, path)
		return
	}
	require.NoError(t, err)
	input := &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route, QueryParams: request.URL.Query()}
	if got.status < 300 {
		assert.NoError(t, openapi3filter.ValidateRequest(t.Context(), input), "the request %s %s %s", method, path, body)
	}
	assert.NoError(t, openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: got.status, Header: got.header, Body: io.NopCloser(bytes.NewReader([]byte(got.body))),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}), "the response of %s %s: %d %s", method, path, got.status, got.body)
}

// describesRequest returns an error unless the document describes the body of a request.
func describesRequest(t *testing.T, method, path, body string) error {
	t.Helper()
	_, router := specification()
	request, err := http.NewRequest(method, "http://127.0.0.1:9229/_cognitotest"+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("X-Cognitotest", "1")
	request.Header.Set("Content-Type", "application/json")
	route, parameters, err := router.FindRoute(request)
	require.NoError(t, err)
	return openapi3filter.ValidateRequest(t.Context(), &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route})
}

// object is a response of the API of user pools.
type object map[string]any

// api calls the API of user pools on the plain endpoint. It requires success.
func (e emulator) api(t *testing.T, action, body string) object {
	t.Helper()
	status, got := e.tryAPI(t, action, body)
	require.Equal(t, http.StatusOK, status, "%s: %v", action, got)
	return got
}

func (e emulator) tryAPI(t *testing.T, action, body string) (status int, got object) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.URL, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	r, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer r.Body.Close()
	require.NoError(t, json.NewDecoder(r.Body).Decode(&got))
	return r.StatusCode, got
}

// at returns the string at a path.
func (o object) at(path ...string) string {
	var value any = map[string]any(o)
	for _, name := range path {
		value = value.(map[string]any)[name]
	}
	return value.(string)
}
