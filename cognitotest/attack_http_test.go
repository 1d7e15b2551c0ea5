package cognitotest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// smuggled is a request in the body of another one. A server that takes a wrong end of the body answers it.
const smuggled = "GET /smuggled HTTP/1.1\r\nHost: cognito-idp.us-east-1.amazonaws.com\r\nX: "

// ASVS 4.2.1: the request has two lengths, or a length that servers read differently. The server rejects it, or
// takes the length of RFC 9112 section 6.3. It never answers the request in the body.
func TestAttackSmuggledRequest(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	const line = "POST / HTTP/1.1\r\n"
	const host = "Host: cognito-idp.us-east-1.amazonaws.com\r\n"
	const json = "X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools\r\nContent-Type: application/x-amz-json-1.1\r\n"
	length := fmt.Sprint(len(smuggled))
	chunk := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(smuggled), smuggled)
	for _, tt := range []struct {
		name, text string
		want       []string // statuses of the one response
	}{
		{"a chunked body and a length", line + host + json + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, []string{"400"}},
		{"a length and a chunked body", line + host + json + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunk, []string{"400"}},
		{"two lengths", line + host + json + "Content-Length: 0\r\nContent-Length: " + length + "\r\n\r\n" + smuggled, []string{"400"}},
		{"two lengths in one header", line + host + json + "Content-Length: 0, " + length + "\r\n\r\n" + smuggled, []string{"400"}},
		{"a length with a sign", line + host + json + "Content-Length: +" + length + "\r\n\r\n" + smuggled, []string{"400"}},
		{"a negative length", line + host + json + "Content-Length: -1\r\n\r\n" + smuggled, []string{"400"}},
		{"a hexadecimal length", line + host + json + "Content-Length: 0x0\r\n\r\n" + smuggled, []string{"400"}},
		{"a length with a space in it", line + host + json + "Content-Length: 0 0\r\n\r\n" + smuggled, []string{"400"}},
		{"a length that overflows", line + host + json + "Content-Length: 18446744073709551616\r\n\r\n" + smuggled, []string{"400"}},
		{"a length with a space before the colon", line + host + json + "Content-Length : 0\r\n\r\n" + smuggled, []string{"400"}},
		{"an unknown coding", line + host + json + "Transfer-Encoding: xchunked\r\n\r\n" + chunk, []string{"501"}},
		{"two codings", line + host + json + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunk, []string{"501"}},
		{"the coding twice", line + host + json + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, []string{"400", "501"}},
		{"the coding in quotes", line + host + json + "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunk, []string{"501"}},
		{"the coding after a tab", line + host + json + "Transfer-Encoding:\x0bchunked\r\n\r\n" + chunk, []string{"400", "501"}},
		{"the coding in a folded line", line + host + json + "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: " + length + "\r\n\r\n" + smuggled, []string{"400"}},
		{"a chunk with a sign", line + host + json + "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + smuggled, []string{"400"}},
		{"a chunk that overflows", line + host + json + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + smuggled, []string{"400"}},
		{"a chunk without its end", line + host + json + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}0\r\n\r\n" + smuggled, []string{"400"}},
		{"a body of GET", "GET / HTTP/1.1\r\n" + host + "Content-Length: " + length + "\r\n\r\n" + smuggled, []string{"404"}},
		{"a carriage return in a header", line + host + json + "X: a\rContent-Length: 0\r\n\r\n" + smuggled, []string{"400"}},
		{"a zero byte in a header", line + host + json + "X: a\x00\r\nContent-Length: 0\r\n\r\n" + smuggled, []string{"400"}},
		{"two hosts", line + host + "Host: localhost\r\n" + json + "Content-Length: 0\r\n\r\n", []string{"400"}},
		{"no host", line + json + "Content-Length: 0\r\n\r\n" + smuggled, []string{"400"}},
		{"a space in the target", "POST /x y HTTP/1.1\r\n" + host + json + "Content-Length: 0\r\n\r\n" + smuggled, []string{"400"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for listener, c := range map[string]net.Conn{"plain": dial(t, s.URL), "tunnel": dialTunnel(t, s, "cognito-idp.us-east-1.amazonaws.com")} {
				_, err := io.WriteString(c, tt.text)
				require.NoError(t, err)
				if half, ok := c.(interface{ CloseWrite() error }); ok {
					require.NoError(t, half.CloseWrite())
				}
				got, _ := io.ReadAll(c)
				status, _, _ := strings.Cut(strings.TrimPrefix(string(got), "HTTP/1.1 "), " ")
				assert.Contains(t, tt.want, status, "%s: %q", listener, got)
				assert.Equal(t, 1, strings.Count(string(got), "HTTP/1.1 "), "%s: %q", listener, got)
			}
		})
	}
	t.Cleanup(func() {
		for _, request := range s.Requests() {
			assert.NotEqual(t, "/smuggled", request.Path)
		}
	})

	other := startWithShortTimeouts(t)
	got := exchange(t, dial(t, other.URL), line+host+json+"Content-Length: 0\r\n\r\n"+smuggled+"y\r\nConnection: close\r\n\r\n")
	assert.Equal(t, 2, strings.Count(got, "HTTP/1.1 "), "a request after the body is answered and listed")
	assert.Len(t, other.Requests(), 2)
}

// RFC 9700 section 4.9.1, ASVS 1.3.6: a page or a client asks the proxy for another host or for a service of this
// machine. The service receives no connection.
func TestAttackProxyAsARelay(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	var connections atomic.Int64
	service, err := Config{}.listen(anyLoopbackPort)
	require.NoError(t, err)
	t.Cleanup(func() { _ = service.Close() })
	go func() {
		for {
			c, err := service.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			_ = c.Close()
		}
	}()
	_, port, err := net.SplitHostPort(service.Addr().String())
	require.NoError(t, err)
	for _, host := range []string{
		"127.0.0.1", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
		"127.0.0.1.nip.io", "app.localhost", "orders.auth.us-east-1.localhost", "169.254.169.254", "cognito-idp.us-east-1.amazonaws.com",
		"cognito-idp.us-east-1.amazonaws.com.evil.example", "cognito-idp.us-east-1.amazonaws.com@127.0.0.1", "sts.us-east-1.amazonaws.com:443@127.0.0.1",
		"evil.example#cognito-idp.us-east-1.amazonaws.com", "evil.example/cognito-idp.us-east-1.amazonaws.com",
	} {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			for _, text := range []string{
				"CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n\r\n",
				"CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: cognito-idp.us-east-1.amazonaws.com:443\r\n\r\n",
				"GET http://" + host + ":" + port + "/ HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n",
				"GET ftp://" + host + ":" + port + "/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n",
			} {
				c := dial(t, s.ProxyURL)
				_, err := io.WriteString(c, text)
				require.NoError(t, err)
				got, _ := io.ReadAll(c)
				assert.Regexp(t, `^HTTP/1\.[01] (400|403) `, string(got), text)
			}
		})
	}
	t.Cleanup(func() { assert.Zero(t, connections.Load(), "connections to the service") })
}

// RFC 9700 section 4.13, ASVS 3.5.1 and 4.1.3: a page whose name an attacker points to this machine calls the plain
// endpoint, or claims another host in a header of a proxy. It reaches neither the API, the Control API nor the pages.
func TestAttackDNSRebinding(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	port := s.URL[strings.LastIndex(s.URL, ":")+1:]
	send := func(t *testing.T, method, path, host string, header http.Header) *http.Response {
		t.Helper()
		c := dial(t, s.URL)
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(`{"MaxResults":1}`))
		require.NoError(t, err)
		r.Host = host
		r.Header = header.Clone()
		require.NoError(t, r.Write(c))
		response, err := http.ReadResponse(bufio.NewReader(c), r)
		require.NoError(t, err)
		t.Cleanup(func() { _ = response.Body.Close() })
		return response
	}
	api := http.Header{
		"X-Amz-Target": {"AWSCognitoIdentityProviderService.ListUserPools"}, "Content-Type": {"application/x-amz-json-1.1"},
		"Authorization": {"AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"},
	}
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, "/", "127.0.0.1:"+port, api).StatusCode, "the API itself")
	for _, host := range []string{
		"attacker.example", "attacker.example:" + port, "127.0.0.1.nip.io:" + port, "localhost.attacker.example:" + port, "cognito-idp.us-east-1.amazonaws.com.attacker.example",
		"orders.auth.us-east-1.localhost.attacker.example:" + port, "192.168.0.1:" + port, "0.0.0.0:" + port,
	} {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			for _, forwarded := range []string{"", "X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Http-Host-Override", "Forwarded"} {
				header := api.Clone()
				control := http.Header{"X-Cognitotest": {"1"}}
				for _, h := range []http.Header{header, control} {
					if forwarded != "" {
						h.Set(forwarded, "127.0.0.1:"+port)
					}
				}
				for _, path := range []string{"/", "/_cognitotest/messages", "/_cognitotest/console/", "/login", "/us-east-1_x/.well-known/jwks.json"} {
					got := send(t, http.MethodPost, path, host, header)
					assert.Equal(t, http.StatusMisdirectedRequest, got.StatusCode, "%s %s", path, forwarded)
					assert.Empty(t, got.Header.Get("Access-Control-Allow-Origin"))
					assert.Equal(t, http.StatusMisdirectedRequest, send(t, http.MethodDelete, path, host, control).StatusCode, "%s %s", path, forwarded)
				}
			}
		})
	}
	assert.WithinDuration(t, time.Now(), s.Now(), time.Minute)
}
