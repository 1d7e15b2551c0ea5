package cognitotest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// statusLine matches a status line (RFC 9112 section 4) in ASCII.
var statusLine = regexp.MustCompile(`^HTTP/1\.1 (\d{3}) [ -~]{0,400}\r\n$`)

// FuzzConnect sends any request line and header to the proxy. The proxy opens a tunnel only for CONNECT to port 443
// of a host that the server emulates. Every other response is an error with a valid status line.
func FuzzConnect(f *testing.F) {
	s, _ := startFuzzed(f)
	domain := s.Seeded()[0].Domain
	l := newTunnelListener()
	s.serve(l, http.HandlerFunc(s.proxy)) // without TCP, whose ports run out after some ten thousand connections
	for _, text := range []string{
		"CONNECT cognito-idp.us-east-1.amazonaws.com:443", "CONNECT sts.eu-west-1.amazonaws.com:443", "CONNECT " + domain + ":443", "CONNECT example.com:443",
		"CONNECT cognito-idp.us-east-1.amazonaws.com:8443", "CONNECT cognito-idp.us-east-1.amazonaws.com", "CONNECT [::1]:443", "CONNECT :443", "CONNECT /", "CONNECT http://sts.us-east-1.amazonaws.com:443/",
		"CONNECT a\x80\xff:443", "CONNECT " + strings.Repeat("x", 5000) + ":443", "GET http://example.com/", "GET /", "OPTIONS *", "POST http://a:b:c/", "CONNECT COGNITO-IDP.US-EAST-1.AMAZONAWS.COM:443",
		"CONNECT cognito-idp.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: example.com\r\nX:", "CONNECT example.com:443 HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com:443\r\nX:", "CONNECT %zz:443", "",
	} {
		f.Add(text)
	}
	emulated := regexp.MustCompile(`^CONNECT (?i:(cognito-idp|issuer-cognito-idp|sts|kms)\.[a-z]+(-[a-z]+)+-\d+\.amazonaws\.com|` + regexp.QuoteMeta(domain) + `):443 HTTP/1\.1\r?$`)
	f.Fuzz(func(t *testing.T, text string) {
		client, server := net.Pipe()
		defer client.Close()
		l.add(server)
		go func() { _, _ = io.WriteString(client, text+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }() // fails after the end of the test
		line, err := bufio.NewReader(client).ReadString('\n')
		if err != nil {
			require.Empty(t, line)
			return // net/http closes the connection of some invalid requests without a response
		}
		match := statusLine.FindStringSubmatch(line)
		require.NotNil(t, match, "%q", line)
		require.NotContains(t, []string{"500", "501", "502", "503"}, match[1], "%q", line)
		first, _, _ := strings.Cut(text+" HTTP/1.1\r\n", "\n")
		switch emulated := emulated.MatchString(first); {
		case match[1] == "200" && strings.HasPrefix(first, "CONNECT "):
			require.True(t, emulated, "%q", first)
		case emulated:
			require.Equal(t, "400", match[1], "the request is not valid HTTP: %q", first)
		}
	})
}

// FuzzClientHello sends any bytes to the server's side of TLS. The handshake fails without a panic, and whatever
// server name the bytes have, the server creates only the certificate of the host in the CONNECT request.
func FuzzClientHello(f *testing.F) {
	s, _ := startFuzzed(f)
	for _, config := range []*tls.Config{
		{ServerName: "sts.us-east-1.amazonaws.com", MinVersion: tls.VersionTLS13}, {ServerName: "evil.example", MaxVersion: tls.VersionTLS12}, {InsecureSkipVerify: true, NextProtos: []string{"h2"}},
	} {
		f.Add(clientHello(f, config))
	}
	for _, text := range []string{"", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff", "\x16\x03\x01\x00\x04\x01\xff\xff\xff", "\x80\x2e\x01\x03\x01", "\x15\x03\x01\x00\x02\x02\x28"} {
		f.Add([]byte(text))
	}
	const host = "cognito-idp.us-east-1.amazonaws.com"
	f.Fuzz(func(t *testing.T, sent []byte) {
		client, server := net.Pipe()
		go func() {
			go func() { _, _ = io.Copy(io.Discard, client) }()
			_, _ = io.Copy(client, bytes.NewReader(sent)) // the server may have closed the connection
			_ = client.Close()
		}()
		require.Error(t, tls.Server(server, s.authority.serverConfig(host)).HandshakeContext(t.Context()))
		require.NoError(t, server.Close())
		s.authority.mu.Lock()
		defer s.authority.mu.Unlock()
		require.Subset(t, []string{host}, slices.Collect(maps.Keys(s.authority.leaves)))
	})
}

// clientHello returns the first message of a client.
func clientHello(t testing.TB, config *tls.Config) []byte {
	t.Helper()
	client, server := net.Pipe()
	go func() { _ = tls.Client(client, config).HandshakeContext(t.Context()) }() // fails, because the server closes the connection
	sent := make([]byte, 1<<14)
	n, err := server.Read(sent)
	require.NoError(t, err)
	require.NoError(t, server.Close())
	return sent[:n]
}
