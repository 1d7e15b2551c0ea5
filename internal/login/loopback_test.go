package login

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func TestIsLoopback(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, url string
		want      bool
	}{
		{"localhost", "http://localhost:3000/callback", true},
		{"IPv4", "http://127.0.0.1:3000/callback", true},
		{"no path", "http://localhost:3000", true},
		{"own query", "http://localhost:3000/cb?app=1", true},
		{"no port", "http://localhost/callback", false},
		{"port 0", "http://localhost:0/callback", false},
		{"https", "https://localhost:3000/callback", false},
		{"another host", "http://app.example:3000/callback", false},
		{"host that begins with localhost", "http://localhost.example:3000/callback", false},
		{"another loopback address", "http://127.0.0.2:3000/callback", false},
		{"user name localhost", "http://localhost@app.example:3000/callback", false},
		{"app scheme", "orders://callback", false},
		{"not a URL", "http://local host:1/", false},
		{"empty", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := IsLoopback(tt.url); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// freePort returns a port that was free a moment ago. Another process may take it in between.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// waiting is a loopback that waits for the callback of an authorization.
type waiting struct {
	t             *testing.T
	callback      string
	authorization *Authorization
	sent          url.Values // of the authorization request
	got           chan *Callback
	failed        chan error
}

func wait(t *testing.T, callback string) *waiting {
	t.Helper()
	client := &Client{AuthorizationEndpoint: "https://login.example/oauth2/authorize", ClientID: "app1", RedirectURI: callback}
	a, err := client.Authorize()
	if err != nil {
		t.Fatal(err)
	}
	l, err := ListenLoopback(callback)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	address, err := url.Parse(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	w := &waiting{t: t, callback: callback, authorization: a, sent: address.Query(), got: make(chan *Callback, 1), failed: make(chan error, 1)}
	go func() {
		c, err := l.Receive(t.Context(), a)
		w.got <- c
		w.failed <- err
	}()
	return w
}

// open requests an address as a browser does. host replaces the Host header unless it is empty.
func (w *waiting) open(address, host string) (status int, text string, header http.Header) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if host != "" {
		r.Host = host
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

func TestLoopbackReceivesTheCode(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"localhost", "127.0.0.1"} {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			w := wait(t, "http://"+host+":"+freePort(t)+"/callback")
			status, text, header := w.open(w.callback+"?code=c0de&state="+w.sent.Get("state"), "")
			if status != 200 || !strings.Contains(text, "You can close this window") {
				t.Errorf("got %d %q", status, text)
			}
			if strings.Contains(text, "c0de") || strings.Contains(text, w.sent.Get("state")) {
				t.Errorf("the page repeats the callback: %q", text)
			}
			if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("the page's URL can leak through a cache or a Referer header: %v", header)
			}
			got, err := <-w.got, <-w.failed
			if err != nil {
				t.Fatal(err)
			}
			if got.Code != "c0de" || got.Nonce != w.sent.Get("nonce") || challengeS256(got.CodeVerifier) != w.sent.Get("code_challenge") {
				t.Errorf("got the code %q, nonce %q and a verifier of another challenge", got.Code, got.Nonce)
			}
			if w.sent.Get("code_challenge_method") != "S256" || w.sent.Get("redirect_uri") != w.callback || len(w.sent.Get("nonce")) < 20 {
				t.Errorf("got the request %v", w.sent)
			}
		})
	}
}

// Requests that are not the callback of this authorization do not end the wait.
func TestLoopbackIgnoresForeignRequests(t *testing.T) {
	t.Parallel()
	w := wait(t, "http://127.0.0.1:"+freePort(t)+"/callback?app=1")
	for _, tt := range []struct {
		name, query, host string
		path              string
		status            int
	}{
		{name: "no state", query: "app=1&code=evil", status: 400},
		{name: "another state", query: "app=1&code=evil&state=another", status: 400},
		{name: "an error without a state", query: "app=1&error=access_denied", status: 400},
		{name: "another path", path: "/other", query: "app=1&code=evil&state=STATE", status: 404},
		{name: "without the callback's own query", query: "code=evil&state=STATE", status: 404},
		{name: "another host that resolves to loopback", query: "app=1&code=evil&state=STATE", host: "evil.example", status: 404},
	} {
		address, _ := url.Parse(w.callback)
		if tt.path != "" {
			address.Path = tt.path
		}
		address.RawQuery = strings.ReplaceAll(tt.query, "STATE", w.sent.Get("state"))
		if status, _, _ := w.open(address.String(), tt.host); status != tt.status {
			t.Errorf("%s: got %d, want %d", tt.name, status, tt.status)
		}
	}
	w.open(w.callback+"&code=good&state="+w.sent.Get("state"), "")
	if got, err := <-w.got, <-w.failed; err != nil || got.Code != "good" {
		t.Errorf("got %v (%v)", got, err)
	}
}

func TestLoopbackReturnsAnError(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, query string
		want        string
	}{
		{"error", "error=access_denied&error_description=No", `the authorization failed with the error "access_denied", described as "No"`},
		{"no code", "foo=bar", "the callback has neither a code nor an error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := wait(t, "http://127.0.0.1:"+freePort(t)+"/callback")
			if _, text, _ := w.open(w.callback+"?"+tt.query+"&state="+w.sent.Get("state"), ""); !strings.Contains(text, "The sign-in failed.") {
				t.Errorf("got the page %q", text)
			}
			if got, err := <-w.got, <-w.failed; err == nil || err.Error() != tt.want {
				t.Errorf("got %v (%v), want %s", got, err, tt.want)
			}
		})
	}
}

func TestReceiveReturnsWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	callback := "http://127.0.0.1:" + freePort(t) + "/callback"
	a, err := (&Client{AuthorizationEndpoint: "https://login.example/oauth2/authorize", RedirectURI: callback}).Authorize()
	if err != nil {
		t.Fatal(err)
	}
	l, err := ListenLoopback(callback)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Receive(ctx, a); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	_ = l.Close()
	again, err := ListenLoopback(callback)
	if err != nil {
		t.Fatalf("the port is not free again: %v", err)
	}
	_ = again.Close()
}

func TestListenLoopbackRejectsOtherURLsAndUsedPorts(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, callback := range []string{"https://app.example/cb", "http://" + taken.Addr().String() + "/cb"} {
		if l, err := ListenLoopback(callback); err == nil || !strings.Contains(err.Error(), callback) {
			t.Errorf("%s: got %v (%v)", callback, l, err)
		}
	}
	if a, err := (&Client{AuthorizationEndpoint: "login.example"}).Authorize(); err == nil {
		t.Errorf("got %v for an endpoint without a scheme", a)
	}
}
