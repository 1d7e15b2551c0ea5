package check_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

func TestFetchJSON(t *testing.T) {
	t.Parallel()
	const mebibyte = 1 << 20
	full := `{"issuer":"i"}` + strings.Repeat(" ", mebibyte-len(`{"issuer":"i"}`))
	for _, tt := range []struct {
		name    string
		status  int
		body    string
		invalid string // after "GET URL"
		fails   string // after "GET URL"; another error than an invalid response
	}{
		{"a document", 200, `{"issuer":"i"}`, "", ""},
		{"a document of a mebibyte", 200, full, "", ""},
		{"a larger document", 200, full + " ", " returns more than 1048576 bytes and must return a small JSON document.", ""},
		{"a page", 200, "<html>", " does not return the required JSON object.", ""},
		{"a list", 200, "[]", " does not return the required JSON object.", ""},
		{"another success", 201, `{"issuer":"i"}`, " returns 201 and must return 200.", ""},
		{"a redirect", 302, "", " returns 302 and must return 200.", ""},
		{"a missing document", 404, "", " returns 404 and must return 200.", ""},
		{"a client error", 499, "", " returns 499 and must return 200.", ""},
		{"too many requests", 429, "", "", ": the response is 429 Too Many Requests"},
		{"a fault", 500, "", "", ": the response is 500 Internal Server Error"},
		{"an overloaded host", 503, "", "", ": the response is 503 Service Unavailable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				assert.Empty(t, r.Cookies())
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer server.Close()
			jar, err := cookiejar.New(nil)
			require.NoError(t, err)
			address, err := url.Parse(server.URL)
			require.NoError(t, err)
			jar.SetCookies(address, []*http.Cookie{{Name: "a", Value: "b"}})
			client := server.Client() // its transport is its own: another server that closes also closes connections of http.DefaultTransport
			client.Jar = jar
			var document check.DiscoveryDocument
			err = check.FetchJSON(t.Context(), client, server.URL, &document)
			assert.Same(t, jar, client.Jar, "the client is not changed")
			text, invalid := check.AsInvalidResponse(err)
			switch {
			case tt.invalid != "":
				assert.True(t, invalid)
				assert.Equal(t, "GET "+server.URL+tt.invalid, text)
				assert.EqualError(t, err, text)
			case tt.fails != "":
				assert.False(t, invalid)
				assert.EqualError(t, err, "GET "+server.URL+tt.fails)
			default:
				require.NoError(t, err)
				assert.Equal(t, "i", document.Issuer)
			}
		})
	}
}

func TestFetchJSONOfABrokenHost(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/short" {
			w.Header().Set("Content-Length", "10")
			return
		}
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	for address, want := range map[string]string{
		server.URL + "/short": "GET " + server.URL + "/short: the response ended early: unexpected EOF", server.URL: "EOF", ":": "missing protocol scheme",
	} {
		err := check.FetchJSON(t.Context(), server.Client(), address, nil)
		assert.ErrorContains(t, err, want)
		_, invalid := check.AsInvalidResponse(err)
		assert.False(t, invalid, address)
	}
}

// roundTrip is a transport of a test.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestFetchJSONWaitsFifteenSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		client := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		err := check.FetchJSON(t.Context(), client, "https://cognito-idp.eu-west-1.amazonaws.com/", nil)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 15*time.Second, time.Since(start))
	})
}
