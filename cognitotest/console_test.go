package cognitotest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A browser that opens the plain endpoint gets the console. The clients of the service get what they got
// before, and only the plain endpoint has a console.
func TestConsoleIsAtThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := start(t)
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, tt := range []struct {
		name, method, url, host, accept string
		client                          http.RoundTripper
		status                          int
		want                            string // in the body, or the Location
	}{
		{"a browser", "GET", s.URL + "/", "", browser, nil, 302, "/_cognitotest/console/"},
		{"a browser by another name", "GET", s.URL + "/", "localhost:1", browser, nil, 302, "/_cognitotest/console/"},
		{"curl", "GET", s.URL + "/", "", "*/*", nil, 404, "did not understand"},
		{"a program without Accept", "GET", s.URL + "/", "", "", nil, 404, "did not understand"},
		{"a POST request", "POST", s.URL + "/", "", browser, nil, 403, "MissingAuthenticationToken"},
		{"another path", "GET", s.URL + "/nothing", "", browser, nil, 404, "did not understand"},
		{"the console", "GET", s.URL + "/_cognitotest/console/", "", browser, nil, 200, "<h1>User pools</h1>"},
		{"the console without its slash", "GET", s.URL + "/_cognitotest/console", "", browser, nil, 307, "/_cognitotest/console/"},
		{"the Control API", "GET", s.URL + "/_cognitotest/clock", "", browser, nil, 200, "ahead_seconds"},
		{"a name that an attacker points to this machine", "GET", s.URL + "/_cognitotest/console/", "rebound.example", browser, nil, 421, "no such host"},
		{"the address of an attacker's name", "GET", s.URL + "/", "rebound.example", browser, nil, 421, "no such host"},
		{"production hosts", "GET", "https://cognito-idp.us-east-1.amazonaws.com/", "", browser, s.Client().Transport, 404, "did not understand"},
		{"the console at production hosts", "GET", "https://cognito-idp.us-east-1.amazonaws.com/_cognitotest/console/", "", browser, s.Client().Transport, 404, "did not understand"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			request, err := http.NewRequestWithContext(t.Context(), tt.method, tt.url, strings.NewReader(""))
			require.NoError(t, err)
			request.Header["Accept"] = nil
			if tt.accept != "" {
				request.Header.Set("Accept", tt.accept)
			}
			if tt.host != "" {
				request.Host = tt.host
			}
			client := tt.client
			if client == nil {
				client = http.DefaultTransport
			}
			response, err := client.RoundTrip(request)
			require.NoError(t, err)
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Equal(t, tt.status, response.StatusCode, string(body))
			assert.Contains(t, string(body)+response.Header.Get("Location"), tt.want)
		})
	}
	for _, r := range s.Requests() {
		assert.NotContains(t, r.Path, "_cognitotest", "the console is not in the list of requests")
	}
}
