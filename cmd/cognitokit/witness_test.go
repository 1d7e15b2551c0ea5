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
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// witness is a proxy between a command and the stand-in that reads along. It knows each
// token, code, password and client secret that went either way.
type witness struct {
	next http.RoundTripper
	ca   tls.Certificate

	mu      sync.Mutex
	secrets map[string]string // what it is, by its value
}

// watch puts a witness between the stand-in and a process with this environment.
func watch(t *testing.T, server *cognitotest.Server, env map[string]string) *witness {
	t.Helper()
	w := &witness{next: server.Client().Transport, ca: newAuthority(t), secrets: map[string]string{}}
	proxy := httptest.NewServer(w)
	t.Cleanup(proxy.Close)
	file := filepath.Join(t.TempDir(), "witness.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.ca.Certificate[0]}), 0o600))
	maps.Copy(env, server.Env())
	for name, value := range env {
		switch value {
		case server.ProxyURL:
			env[name] = proxy.URL
		case server.CAFile:
			env[name] = file
		}
	}
	return w
}

func newAuthority(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "witness"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// certificate is one for the host that is asked for.
func (w *witness) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	key := w.ca.PrivateKey.(*ecdsa.PrivateKey)
	template := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{hello.ServerName}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, w.ca.Leaf, key.Public(), key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// ServeHTTP takes a CONNECT, and then the requests that come through it.
func (w *witness) ServeHTTP(response http.ResponseWriter, connect *http.Request) {
	if connect.Method != http.MethodConnect {
		http.Error(response, "only CONNECT", http.StatusMethodNotAllowed)
		return
	}
	conn, _, err := http.NewResponseController(response).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	inner := tls.Server(conn, &tls.Config{GetCertificate: w.certificate, MinVersion: tls.VersionTLS12})
	host, _, _ := net.SplitHostPort(connect.Host)
	server := &http.Server{ReadHeaderTimeout: patience, Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { w.pass(out, r, host) })}
	_ = server.Serve(&oneListener{conn: inner})
}

// pass hands a request on, and reads both bodies.
func (w *witness) pass(out http.ResponseWriter, r *http.Request, host string) {
	body, _ := io.ReadAll(r.Body)
	w.request(r, body)
	r.URL.Scheme, r.URL.Host, r.RequestURI = "https", host, ""
	r.Body = io.NopCloser(bytes.NewReader(body))
	response, err := w.next.RoundTrip(r)
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	w.response(response, answer)
	maps.Copy(out.Header(), response.Header)
	out.WriteHeader(response.StatusCode)
	_, _ = out.Write(answer)
}

func (w *witness) request(r *http.Request, body []byte) {
	if _, secret, ok := r.BasicAuth(); ok {
		w.saw("client_secret", secret)
	}
	if form, err := url.ParseQuery(string(body)); err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		for name := range form {
			w.saw(name, form.Get(name))
		}
	}
	w.json(body)
}

func (w *witness) response(r *http.Response, body []byte) {
	if location, err := r.Location(); err == nil {
		w.saw("code", location.Query().Get("code"))
	}
	for _, cookie := range r.Cookies() {
		w.saw("cookie", cookie.Value)
	}
	w.json(body)
}

// json looks into each member of a JSON body.
func (w *witness) json(body []byte) {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return
	}
	var look func(name string, value any)
	look = func(name string, value any) {
		switch v := value.(type) {
		case string:
			w.saw(name, v)
		case []any:
			for _, element := range v {
				look(name, element)
			}
		case map[string]any:
			for name, member := range v {
				look(name, member)
			}
		}
	}
	look("", value)
}

// kinds are the names of members and parameters that hold a secret.
var kinds = map[string]string{
	"access_token": "access token", "AccessToken": "access token",
	"id_token": "ID token", "IdToken": "ID token",
	"refresh_token": "refresh token", "RefreshToken": "refresh token", "token": "refresh token",
	"code": "code", "code_verifier": "code verifier", "cookie": "cookie", "Session": "session",
	"password": "password", "Password": "password", "TemporaryPassword": "password",
	"client_secret": "client secret", "ClientSecret": "client secret",
}

func (w *witness) saw(name, value string) {
	const shortest = 8 // anything shorter is not worth stealing, and may be a word
	kind, secret := kinds[name]
	if !secret || len(value) < shortest {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.secrets[value] = kind
}

// seen are the kinds of secrets that went by, sorted.
func (w *witness) seen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Compact(slices.Sorted(maps.Values(w.secrets)))
}

// told are the kinds of the secrets that a text holds.
func (w *witness) told(text string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var told []string
	for value, kind := range w.secrets {
		if strings.Contains(text, value) {
			told = append(told, kind)
		}
	}
	return told
}

// oneListener is a listener of one connection.
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
