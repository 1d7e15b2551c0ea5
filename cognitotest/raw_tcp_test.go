package cognitotest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const shortTimeout = 2 * time.Second

// startWithShortTimeouts starts a server with timeouts of two seconds: long enough for a busy machine to send a request in time.
func startWithShortTimeouts(t *testing.T) *Server {
	t.Helper()
	s, err := Start(Config{timeouts: timeouts{header: shortTimeout, request: shortTimeout, response: 10 * shortTimeout, idle: shortTimeout}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// dial opens a TCP connection with a deadline of a minute, so that a test does not hang.
func dial(t *testing.T, endpoint string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(endpoint, "http://"))
	require.NoError(t, err)
	require.NoError(t, c.SetDeadline(time.Now().Add(time.Minute)))
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// exchange sends text in one segment and returns all bytes until the server closes the connection.
func exchange(t *testing.T, c net.Conn, text string) string {
	t.Helper()
	_, err := io.WriteString(c, text)
	require.NoError(t, err)
	got, err := io.ReadAll(c)
	require.NoError(t, err, string(got))
	return string(got)
}

// hello returns the first message of a TLS client.
func hello(t *testing.T, host string) []byte {
	t.Helper()
	here, there := net.Pipe()
	sent := make(chan []byte)
	go func() {
		record := make([]byte, 4096)
		n, _ := there.Read(record)
		_ = there.Close()
		sent <- record[:n]
	}()
	require.Error(t, tls.Client(here, &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}).Handshake())
	return <-sent
}

// prefixed sends a text in one segment with the first write.
type prefixed struct {
	net.Conn
	before string
}

func (m *prefixed) Write(b []byte) (int, error) {
	n, err := m.Conn.Write(append([]byte(m.before), b...))
	n = max(n-len(m.before), 0)
	m.before = ""
	return n, err
}

// establishedConn reads the proxy's response to CONNECT before the first bytes of TLS.
type establishedConn struct {
	net.Conn
	reader *bufio.Reader
	done   bool
}

func (a *establishedConn) Read(b []byte) (int, error) {
	if !a.done {
		a.done = true
		response, err := http.ReadResponse(a.reader, &http.Request{Method: http.MethodConnect})
		if err != nil {
			return 0, err
		}
		if response.StatusCode != http.StatusOK {
			return 0, fmt.Errorf("the proxy returned %s", response.Status)
		}
	}
	return a.reader.Read(b)
}

// A client that does not wait for the response to CONNECT sends the request and the first
// message of TLS in one segment.
func TestConnectAndTLSInOneSegment(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	const host = "cognito-idp.us-east-1.amazonaws.com"
	c := dial(t, s.ProxyURL)
	tunnel := &establishedConn{Conn: &prefixed{c, "CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n"}, reader: bufio.NewReader(c)}
	config := s.authority.clientConfig()
	config.ServerName = host
	client := tls.Client(tunnel, config)
	require.NoError(t, client.Handshake())
	got := exchange(t, client, "GET /us-east-1_nowhere/.well-known/jwks.json HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
	assert.Contains(t, got, "HTTP/1.1 404 Not Found\r\n")
	assert.Contains(t, got, "User pool us-east-1_nowhere does not exist.")
}

// A client receives the error also if it has sent more than the request.
func TestErrorReachesAClientThatSendsMore(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	for _, more := range []int{0, 1, 2000, 100_000} {
		c := dial(t, s.ProxyURL)
		text := "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n" + strings.Repeat("x", more)
		assert.Equal(t, "HTTP/1.1 403 cognitotest does not emulate example.com:443\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", exchange(t, c, text), more)
	}
}

// The requests are not valid CONNECT requests, or do not name an emulated host and port.
func TestInvalidConnectIsRejected(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	const host = "sts.us-east-1.amazonaws.com:443"
	for _, tt := range []struct{ name, text, want string }{
		{"garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "HTTP/1.1 400 "},
		{"no host", "CONNECT  HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 403 "},
		{"only a port", "CONNECT :443 HTTP/1.1\r\nHost: :443\r\n\r\n", "HTTP/1.1 403 "},
		{"no port", "CONNECT sts.us-east-1.amazonaws.com HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 403 "},
		{"a path", "CONNECT /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 403 "},
		{"a user", "CONNECT jo@" + host + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 403 "},
		{"another host in the header", "CONNECT example.com:443 HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 403 cognitotest does not emulate example.com:443\r\n"},
		{"no Host header, as Python's http.client", "CONNECT " + host + " HTTP/1.1\r\n\r\n", "HTTP/1.1 200 "},
		{"a line break in the host", "CONNECT sts.us-east-1.amazonaws.com\r:443 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
		{"another version", "CONNECT " + host + " HTTP/9.9\r\nHost: " + host + "\r\n\r\n", "HTTP/1.1 505 "},
		{"a huge header", "CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\nX: " + strings.Repeat("x", maxHeader+8192) + "\r\n\r\n", "HTTP/1.1 431 "},
		{"an incomplete header", "CONNECT " + host + " HTTP/1.1\r\nHost:", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, s.ProxyURL)
			_, _ = io.WriteString(c, tt.text)
			got, _ := io.ReadAll(c) // the connection may be reset after a huge header
			if !strings.HasPrefix(string(got), tt.want) || tt.want == "" && len(got) > 0 {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// The server closes a tunnel without a complete TLS handshake.
func TestTunnelWithoutTLSIsClosed(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	const head = "CONNECT sts.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com:443\r\n\r\n"
	const established = "HTTP/1.1 200 Connection established\r\n\r\n"
	t.Run("plain HTTP", func(t *testing.T) {
		t.Parallel()
		got := exchange(t, dial(t, s.ProxyURL), head+"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		assert.True(t, strings.HasPrefix(got, established+"HTTP/1.0 400 Bad Request\r\n"), got)
	})
	t.Run("garbage", func(t *testing.T) {
		t.Parallel()
		got := exchange(t, dial(t, s.ProxyURL), head+strings.Repeat("\x00", 1000))
		assert.True(t, strings.HasPrefix(got, established), got)
	})
	t.Run("half of the first message", func(t *testing.T) {
		t.Parallel()
		first := hello(t, "sts.us-east-1.amazonaws.com")
		assert.Equal(t, established, exchange(t, dial(t, s.ProxyURL), head+string(first[:len(first)/2])))
	})
	t.Run("half closed", func(t *testing.T) {
		t.Parallel()
		c := dial(t, s.ProxyURL)
		_, err := io.WriteString(c, head)
		require.NoError(t, err)
		require.NoError(t, c.(*net.TCPConn).CloseWrite())
		got, err := io.ReadAll(c)
		require.NoError(t, err)
		assert.Equal(t, established, string(got))
	})
	t.Run("many idle tunnels", func(t *testing.T) {
		t.Parallel()
		var idle []net.Conn
		for range 200 {
			c := dial(t, s.ProxyURL)
			_, err := io.WriteString(c, head)
			require.NoError(t, err)
			idle = append(idle, c)
		}
		response, err := s.Client().Get("https://sts.us-east-1.amazonaws.com/")
		require.NoError(t, err, "other requests are served")
		_ = response.Body.Close()
		for _, c := range idle {
			got, err := io.ReadAll(c)
			require.NoError(t, err)
			assert.Equal(t, established, string(got))
		}
	})
}

// The proxy serves requests in absolute form for the plain endpoint. The Host header does not
// matter.
func TestProxyServesAbsoluteFormOfThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	own := strings.TrimPrefix(s.URL, "http://")
	for _, tt := range []struct{ name, target, host, want string }{
		{"the plain endpoint", "http://" + own + "/us-east-1_x/.well-known/jwks.json", own, "HTTP/1.1 404 Not Found\r\n"},
		{"with another Host", "http://" + own + "/us-east-1_x/.well-known/jwks.json", "example.com", "HTTP/1.1 404 Not Found\r\n"},
		{"another host", "http://example.com/", own, "HTTP/1.1 403 Forbidden\r\n"},
		{"https in the clear", "https://cognito-idp.us-east-1.amazonaws.com/", "cognito-idp.us-east-1.amazonaws.com", "HTTP/1.1 403 Forbidden\r\n"},
		{"only a path", "/", "example.com", "HTTP/1.1 403 Forbidden\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := exchange(t, dial(t, s.ProxyURL), "GET "+tt.target+" HTTP/1.1\r\nHost: "+tt.host+"\r\nConnection: close\r\n\r\n")
			assert.True(t, strings.HasPrefix(got, tt.want), got)
		})
	}
}

// A header, a body or a pause that exceeds its timeout, or a header or a body that is too large,
// ends the connection, on each listener.
func TestSlowAndLargeRequestsAreRejected(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	domain := "orders.auth.us-east-1.localhost"
	created := exchange(t, dial(t, s.URL), apiRequest("CreateUserPool", `{"PoolName":"orders"}`))
	_, rest, found := strings.Cut(created, `"Id":"`)
	require.True(t, found, created)
	pool, _, _ := strings.Cut(rest, `"`)
	require.Contains(t, exchange(t, dial(t, s.URL), apiRequest("CreateUserPoolDomain", `{"UserPoolId":"`+pool+`","Domain":"orders"}`)), "HTTP/1.1 200 OK\r\n")

	const apiHead = "POST / HTTP/1.1\r\nHost: cognito-idp.us-east-1.amazonaws.com\r\nX-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools\r\nContent-Type: application/x-amz-json-1.1\r\n"
	const stsHead = "POST / HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com\r\n"
	page := "POST /login?client_id=x HTTP/1.1\r\nHost: " + domain + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	token := "POST /oauth2/token HTTP/1.1\r\nHost: " + domain + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	large := func(limit int) string { return fmt.Sprintf("The request body is larger than %d bytes.", limit) }
	const slow, cut = "The request body took too long.", "The request body is incomplete."
	chunked := "Transfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n", maxAPIBody+1, strings.Repeat("x", maxAPIBody+1))
	for _, tt := range []struct{ name, text, status, body string }{
		{"a slow header", "GET / HTTP/1.1\r\nHost: x\r\n", "", ""},
		{"a huge header", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", maxHeader+8192) + "\r\n\r\n", "431 Request Header Fields Too Large", "431 Request Header Fields Too Large"},
		{"a slow body of the API", apiHead + "Content-Length: 100\r\n\r\n{", "408 Request Timeout", `{"__type":"RequestTimeoutException","message":"` + slow + `"}` + "\n"},
		{"a slow page", page + "Content-Length: 100\r\n\r\n_csrf=", "408 Request Timeout", slow + "\n"},
		{"a slow token request", token + "Content-Length: 100\r\n\r\ngrant_type=", "408 Request Timeout", `{"error":"invalid_request","error_description":"` + slow + `"}` + "\n"},
		{"a slow chunk", page + "Transfer-Encoding: chunked\r\n\r\n5\r\nab", "408 Request Timeout", slow + "\n"},
		{"200 MB for the API", apiHead + "Content-Length: 209715200\r\n\r\n", "413 Request Entity Too Large", `{"__type":"RequestEntityTooLargeException","message":"` + large(maxAPIBody) + `"}` + "\n"},
		{"200 MB for a page", page + "Content-Length: 209715200\r\n\r\n", "413 Request Entity Too Large", large(maxFormBody) + "\n"},
		{"200 MB for the token endpoint", token + "Content-Length: 209715200\r\n\r\n", "413 Request Entity Too Large", `{"error":"invalid_request","error_description":"` + large(maxFormBody) + `"}` + "\n"},
		{"200 MB for STS", stsHead + "Content-Length: 209715200\r\n\r\n", "413 Request Entity Too Large", "<Code>RequestEntityTooLarge</Code><Message>" + large(maxFormBody) + "</Message>"},
		{"200 MB that wait for 100 Continue", page + "Expect: 100-continue\r\nContent-Length: 209715200\r\n\r\n", "413 Request Entity Too Large", large(maxFormBody) + "\n"},
		{"chunks for the API", apiHead + chunked, "413 Request Entity Too Large", large(maxAPIBody)},
		{"chunks for a page", page + chunked, "413 Request Entity Too Large", large(maxFormBody) + "\n"},
		{"an invalid chunk", page + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "400 Bad Request", cut + "\n"},
		{"a multipart form", strings.Replace(page, "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", 1) + "Connection: close\r\nContent-Length: 60\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b--\r\n", "415 Unsupported Media Type", "A form is sent as application/x-www-form-urlencoded.\n"},
		{"silence", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for listener, open := range map[string]func() net.Conn{
				"plain":  func() net.Conn { return dial(t, s.URL) },
				"proxy":  func() net.Conn { return dial(t, s.ProxyURL) },
				"tunnel": func() net.Conn { return dialTunnel(t, s, "sts.us-east-1.amazonaws.com") },
			} {
				text := tt.text
				if head, after, found := strings.Cut(text, " HTTP/1.1\r\n"); found && listener == "proxy" {
					method, path, _ := strings.Cut(head, " ")
					if !strings.Contains(after, domain) {
						continue // the other hosts have tunnels
					}
					_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
					text = method + " http://" + domain + ":" + port + path + " HTTP/1.1\r\n" + after
				}
				c := open()
				go func() { _, _ = io.Copy(c, bytes.NewReader([]byte(text))) }()
				got, err := io.ReadAll(c)
				if err != nil && len(got) == 0 {
					t.Errorf("%s: %v", listener, err)
				}
				status, body := "", ""
				if len(got) > 0 {
					status, _, _ = strings.Cut(strings.TrimPrefix(string(got), "HTTP/1.1 "), "\r\n")
					_, body, _ = strings.Cut(string(got), "\r\n\r\n")
				}
				assert.Equal(t, tt.status, status, listener)
				assert.Contains(t, body, tt.body, listener)
			}
		})
	}
}

// The server rejects a body that is shorter than its Content-Length, and does not parse it as a
// form.
func TestIncompleteBodyIsRejected(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	c := dial(t, s.URL)
	_, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com\r\nContent-Length: 100\r\n\r\nAction=GetCallerIdentity")
	require.NoError(t, err)
	require.NoError(t, c.(*net.TCPConn).CloseWrite())
	got, err := io.ReadAll(c)
	require.NoError(t, err)
	assert.Contains(t, string(got), "HTTP/1.1 400 Bad Request\r\n")
	assert.Contains(t, string(got), "<Message>The request body is incomplete.</Message>")
}

// The timeout of a request does not limit its handler.
func TestHandlerMayTakeLongerThanTheRequest(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)

	ended := make(chan error, 1)
	slow := (&router{store: s.store}).withBody(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(shortTimeout + shortTimeout/2)
		ended <- r.Context().Err()
	}))
	l, err := Config{}.listen(anyLoopbackPort)
	require.NoError(t, err)
	s.serve(l, slow)
	got := exchange(t, dial(t, "http://"+l.Addr().String()), "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b")
	assert.Contains(t, got, "HTTP/1.1 200 OK\r\n")
	require.NoError(t, <-ended)
}

func apiRequest(action, body string) string {
	return "POST / HTTP/1.1\r\nHost: cognito-idp.us-east-1.amazonaws.com\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.1\r\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00\r\n" +
		"X-Amz-Target: AWSCognitoIdentityProviderService." + action + fmt.Sprintf("\r\nContent-Length: %d\r\n\r\n", len(body)) + body
}

// dialTunnel opens a tunnel and starts TLS in it.
func dialTunnel(t *testing.T, s *Server, host string) net.Conn {
	t.Helper()
	c := dial(t, s.ProxyURL)
	_, err := io.WriteString(c, "CONNECT "+host+":443 HTTP/1.1\r\nHost: "+host+":443\r\n\r\n")
	require.NoError(t, err)
	config := s.authority.clientConfig()
	config.ServerName = host
	client := tls.Client(&establishedConn{Conn: c, reader: bufio.NewReader(c)}, config)
	require.NoError(t, client.Handshake())
	return client
}

// A page of another origin can read the error about its request.
func TestPageCanReadTheErrorAboutALargeRequest(t *testing.T) {
	t.Parallel()
	s := startWithShortTimeouts(t)
	got := exchange(t, dial(t, s.URL), "POST / HTTP/1.1\r\nHost: cognito-idp.us-east-1.amazonaws.com\r\nOrigin: https://app.example.com\r\n"+
		"X-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\nContent-Length: 209715200\r\n\r\n")
	head, _, _ := strings.Cut(got, "\r\n\r\n")
	assert.Contains(t, head, "HTTP/1.1 413 ")
	assert.Contains(t, head, "\r\nAccess-Control-Allow-Origin: *\r\n")
	assert.Contains(t, head, "\r\nAccess-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date\r\n")
}
