//go:build unix

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// recordingProxy is a proxy between a command and the emulator. It records each token, code, password and
// client secret in the requests and responses, so that a test can search for them in the output.
type recordingProxy struct {
	next http.RoundTripper
	ca   tls.Certificate

	mu      sync.Mutex
	secrets map[string]string // the kind of the secret, by its value
}

// newRecordingProxy starts a proxy in front of the emulator, and adds the variables to env with which a process
// uses it.
func newRecordingProxy(t *testing.T, server *cognitotest.Server, env map[string]string) *recordingProxy {
	t.Helper()
	return newRecordingProxyBefore(t, server.Client().Transport, server.Env(), env)
}

// newRecordingProxyBefore does the same for an emulator with a transport and variables.
func newRecordingProxyBefore(t *testing.T, next http.RoundTripper, variables, env map[string]string) *recordingProxy {
	t.Helper()
	p := &recordingProxy{next: next, ca: newAuthority(t), secrets: map[string]string{}}
	proxy := httptest.NewServer(p)
	t.Cleanup(proxy.Close)
	file := filepath.Join(t.TempDir(), "proxy.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.ca.Certificate[0]}), 0o600))
	maps.Copy(env, variables)
	for name, value := range env {
		switch value {
		case variables["HTTPS_PROXY"]:
			env[name] = proxy.URL
		case variables["AWS_CA_BUNDLE"]:
			env[name] = file
		}
	}
	return p
}

func newAuthority(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "recording proxy"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// certificate returns a certificate for the requested host.
func (p *recordingProxy) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	key := p.ca.PrivateKey.(*ecdsa.PrivateKey)
	template := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{hello.ServerName}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, p.ca.Leaf, key.Public(), key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// ServeHTTP accepts a CONNECT, and serves the requests in its tunnel.
func (p *recordingProxy) ServeHTTP(response http.ResponseWriter, connect *http.Request) {
	if connect.Method != http.MethodConnect {
		http.Error(response, "only CONNECT", http.StatusMethodNotAllowed)
		return
	}
	conn, _, err := http.NewResponseController(response).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	inner := tls.Server(conn, &tls.Config{GetCertificate: p.certificate, MinVersion: tls.VersionTLS12})
	host, _, _ := net.SplitHostPort(connect.Host)
	server := &http.Server{ReadHeaderTimeout: processTimeout, Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { p.forward(out, r, host) })}
	_ = server.Serve(&oneListener{conn: inner})
}

// forward forwards a request to the emulator, and records the secrets of the request and the response.
func (p *recordingProxy) forward(out http.ResponseWriter, r *http.Request, host string) {
	body, _ := io.ReadAll(r.Body)
	p.request(r, body)
	r.URL.Scheme, r.URL.Host, r.RequestURI = "https", host, ""
	r.Body = io.NopCloser(bytes.NewReader(body))
	response, err := p.next.RoundTrip(r)
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	responseBody, _ := io.ReadAll(response.Body)
	p.response(response, responseBody)
	maps.Copy(out.Header(), response.Header)
	out.WriteHeader(response.StatusCode)
	_, _ = out.Write(responseBody)
}

func (p *recordingProxy) request(r *http.Request, body []byte) {
	for name, values := range r.URL.Query() {
		p.record(name, values[0])
	}
	if _, secret, ok := r.BasicAuth(); ok {
		p.record("client_secret", secret)
	}
	if form, err := url.ParseQuery(string(body)); err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		for name := range form {
			p.record(name, form.Get(name))
		}
	}
	p.json(body)
}

func (p *recordingProxy) response(r *http.Response, body []byte) {
	if location, err := r.Location(); err == nil {
		p.record("code", location.Query().Get("code"))
	}
	for _, cookie := range r.Cookies() {
		p.record("cookie", cookie.Value)
	}
	p.json(body)
}

// json records the secrets in a JSON body.
func (p *recordingProxy) json(body []byte) {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return
	}
	var walk func(name string, value any)
	walk = func(name string, value any) {
		switch v := value.(type) {
		case string:
			p.record(name, v)
		case []any:
			for _, element := range v {
				walk(name, element)
			}
		case map[string]any:
			for name, member := range v {
				walk(name, member)
			}
		}
	}
	walk("", value)
}

// secretKinds are the names of the JSON members and form parameters with secrets, and the kind of each secret.
var secretKinds = map[string]string{
	"access_token": "access token", "AccessToken": "access token",
	"id_token": "ID token", "IdToken": "ID token",
	"refresh_token": "refresh token", "RefreshToken": "refresh token", "token": "refresh token", "Token": "refresh token",
	"code": "code", "code_verifier": "code verifier", "cookie": "cookie", "Session": "session",
	"password": "password", "Password": "password", "TemporaryPassword": "password",
	"client_secret": "client secret", "ClientSecret": "client secret",
	"PASSWORD": "password", "NEW_PASSWORD": "password", "PreviousPassword": "password", "ProposedPassword": "password",
	"SecretCode": "TOTP secret", "SECRET_HASH": "secret hash", "SecretHash": "secret hash",
	"PASSWORD_CLAIM_SECRET_BLOCK": "SRP secret block", "SECRET_BLOCK": "SRP secret block", "PASSWORD_CLAIM_SIGNATURE": "SRP signature",
	"SAMLResponse": "SAML assertion", "RelayState": "relay state", "_csrf": "CSRF token", "state": "state", "nonce": "nonce",
	"Plaintext": "data key", "ConfirmationCode": oneTimeCode, "UserCode": oneTimeCode, "SMS_MFA_CODE": oneTimeCode,
}

// oneTimeCode is the kind of a secret of six digits.
const oneTimeCode = "one-time code"

func (p *recordingProxy) record(name, value string) {
	const shortest = 8 // a shorter value may be an ordinary word, which the output may contain
	kind, secret := secretKinds[name]
	if !secret || len(value) < shortest && kind != oneTimeCode {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.secrets[value] = kind
}

// kinds returns the kinds of the recorded secrets, sorted.
func (p *recordingProxy) kinds() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Compact(slices.Sorted(maps.Values(p.secrets)))
}

// secretsIn returns the kinds of the recorded secrets that a text contains.
func (p *recordingProxy) secretsIn(text string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []string
	for value, kind := range p.secrets {
		if strings.Contains(text, value) && (kind != oneTimeCode || regexp.MustCompile(`\b`+value+`\b`).MatchString(text)) {
			found = append(found, kind)
		}
	}
	return found
}

// oneListener is a listener that accepts one existing connection.
type oneListener struct {
	conn net.Conn
	once sync.Once
}

func (l *oneListener) Accept() (conn net.Conn, err error) {
	err = io.EOF
	l.once.Do(func() { conn, err = l.conn, nil })
	return conn, err
}

func (l *oneListener) Close() error   { return nil }
func (l *oneListener) Addr() net.Addr { return l.conn.LocalAddr() }
