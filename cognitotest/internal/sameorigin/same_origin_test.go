package sameorigin

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	const (
		endpoint = "127.0.0.1:9229"
		rejected = "requests of web pages of another origin"
	)
	for _, tt := range []struct {
		name, host string
		header     http.Header
		want       string // the error, or ""
	}{
		{"a program", endpoint, http.Header{}, ""},
		{"the address bar", endpoint, http.Header{"Sec-Fetch-Site": {"none"}}, ""},
		{"a page of the endpoint", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229"}, "Sec-Fetch-Site": {"same-origin"}}, ""},
		{"a page of the endpoint in a browser without Fetch Metadata", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229"}}, ""},
		{"localhost", "localhost:9229", http.Header{"Origin": {"http://localhost:9229"}}, ""},
		{"another case", "LocalHost:9229", http.Header{"Origin": {"http://localhost:9229"}}, ""},
		{"IPv6", "[::1]:9229", http.Header{"Origin": {"http://[::1]:9229"}, "Sec-Fetch-Site": {"same-origin"}}, ""},
		{"the default port", "localhost", http.Header{"Origin": {"http://localhost"}}, ""},
		{"a header that says nothing about the origin", endpoint, http.Header{"Referer": {"https://attacker.example/"}, "Sec-Fetch-Mode": {"cors"}, "X-Origin": {"https://attacker.example"}}, ""},

		{"another site", endpoint, http.Header{"Origin": {"https://attacker.example"}}, rejected},
		{"another site that claims to be the same", endpoint, http.Header{"Origin": {"https://attacker.example"}, "Sec-Fetch-Site": {"same-origin"}}, rejected},
		{"another port", endpoint, http.Header{"Origin": {"http://127.0.0.1:3000"}}, rejected},
		{"no port", endpoint, http.Header{"Origin": {"http://127.0.0.1"}}, rejected},
		{"a port with the same begin", endpoint, http.Header{"Origin": {"http://127.0.0.1:92290"}}, rejected},
		{"another port of IPv6", "[::1]:9229", http.Header{"Origin": {"http://[::1]:3000"}}, rejected},
		{"IPv6 without brackets", "[::1]:9229", http.Header{"Origin": {"http://::1:9229"}}, rejected},
		{"another name of this machine", endpoint, http.Header{"Origin": {"http://localhost:9229"}}, rejected},
		{"IPv4 for IPv6", "[::1]:9229", http.Header{"Origin": {"http://127.0.0.1:9229"}}, rejected},
		{"a name that begins with the host", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229.attacker.example"}}, rejected},
		{"a user before the host", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229@attacker.example"}}, rejected},
		{"another scheme", endpoint, http.Header{"Origin": {"https://127.0.0.1:9229"}}, rejected},
		{"a host without a scheme", endpoint, http.Header{"Origin": {"127.0.0.1:9229"}}, rejected},
		{"a slash at the end", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229/"}}, rejected},
		{"a page in a sandbox", endpoint, http.Header{"Origin": {"null"}}, rejected},
		{"an empty origin", endpoint, http.Header{"Origin": {""}}, rejected},
		{"two origins", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229", "https://attacker.example"}}, rejected},
		{"the same origin twice", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229", "http://127.0.0.1:9229"}}, rejected},
		{"an image of another site", endpoint, http.Header{"Sec-Fetch-Site": {"cross-site"}}, rejected + " (Sec-Fetch-Site: cross-site)"},
		{"a page of another port of this machine", endpoint, http.Header{"Sec-Fetch-Site": {"same-site"}}, rejected + " (Sec-Fetch-Site: same-site)"},
		{"an unknown value", endpoint, http.Header{"Sec-Fetch-Site": {"elsewhere"}}, rejected + " (Sec-Fetch-Site: elsewhere)"},
		{"the value in another case", endpoint, http.Header{"Sec-Fetch-Site": {"None"}}, rejected + " (Sec-Fetch-Site: None)"},
		{"the endpoint as an origin, from another site", endpoint, http.Header{"Origin": {"http://127.0.0.1:9229"}, "Sec-Fetch-Site": {"cross-site"}}, rejected + " (Sec-Fetch-Site: cross-site)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
				r := httptest.NewRequest(method, "/", nil)
				r.Host, r.Header = tt.host, tt.header
				err := Check(r)
				if tt.want == "" {
					assert.NoError(t, err, method)
				} else {
					assert.EqualError(t, err, tt.want, method)
				}
			}
		})
	}
}

func TestSetHeader(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	SetHeader(w)
	assert.Equal(t, http.Header{
		"Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}, "Cross-Origin-Resource-Policy": {"same-origin"},
	}, w.Header(), "it has no CORS header")
}
