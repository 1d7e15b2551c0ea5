package login

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Loopback serves an app's callback on the user's machine (RFC 8252 section 7.3).
type Loopback struct {
	redirect  *url.URL
	listeners []net.Listener
}

// IsLoopback reports whether ListenLoopback accepts a callback URL: http://localhost:PORT/... or
// http://127.0.0.1:PORT/...
func IsLoopback(callbackURL string) bool {
	u, err := url.Parse(callbackURL)
	return err == nil && u.Scheme == "http" && u.User == nil && u.Port() != "" && u.Port() != "0" &&
		(u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1")
}

// ListenLoopback listens on loopback at a callback URL. The caller must call Close.
func ListenLoopback(callbackURL string) (*Loopback, error) {
	if !IsLoopback(callbackURL) {
		return nil, fmt.Errorf("%q is not a callback on this machine. Use http://localhost:PORT/PATH or http://127.0.0.1:PORT/PATH", callbackURL)
	}
	redirect, err := url.Parse(callbackURL)
	if err != nil {
		return nil, err
	}
	l := &Loopback{redirect: redirect}
	var config net.ListenConfig
	first, err := config.Listen(context.Background(), "tcp4", net.JoinHostPort("127.0.0.1", redirect.Port()))
	if err != nil {
		return nil, fmt.Errorf("cannot listen at the callback %s: %w", callbackURL, err)
	}
	l.listeners = append(l.listeners, first)
	if redirect.Hostname() == "localhost" {
		// A browser may try IPv6 first. A machine without IPv6 is not an error.
		if second, err := config.Listen(context.Background(), "tcp6", net.JoinHostPort("::1", redirect.Port())); err == nil {
			l.listeners = append(l.listeners, second)
		}
	}
	return l, nil
}

// Close stops listening.
func (l *Loopback) Close() error {
	var failures []error
	for _, listener := range l.listeners {
		failures = append(failures, listener.Close())
	}
	return errors.Join(failures...)
}

// Receive waits until a browser requests the callback of an authorization, or until the context
// ends. It rejects a request without the authorization's state, and continues to wait (RFC 6749
// section 10.12).
//
// The errors are CallbackError, NoCodeError, and the context's.
func (l *Loopback) Receive(ctx context.Context, a *Authorization) (*Callback, error) {
	type answer struct {
		callback *Callback
		err      error
	}
	answers := make(chan answer, 1)
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The host check rejects requests for another host name that resolves to loopback (DNS rebinding).
		if r.Host != l.redirect.Host || !isCallback(l.redirect.ResolveReference(&url.URL{Path: r.URL.Path, RawQuery: r.URL.RawQuery}), a.redirectURI) {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet {
			http.Error(w, "a callback is requested with GET", http.StatusMethodNotAllowed)
			return
		}
		callback, err := a.Callback(r.URL)
		switch {
		case errors.As(err, new(*StateError)):
			showText(w, http.StatusBadRequest, "This callback does not belong to the sign-in that is in progress.")
			return
		case err != nil:
			showText(w, http.StatusOK, "The sign-in failed. You can close this window. The terminal shows the reason.")
		default:
			showText(w, http.StatusOK, "You are signed in. You can close this window and go back to the terminal.")
		}
		select {
		case answers <- answer{callback, err}:
		default: // the browser sent the callback twice
		}
	})}
	for _, listener := range l.listeners {
		go func() { _ = server.Serve(listener) }() // returns after Shutdown or Close
	}
	// Let the browser receive the page before the server closes.
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = server.Shutdown(last)
		_ = server.Close()
	}()
	select {
	case got := <-answers:
		return got.callback, got.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var loopbackPage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>cognitokit</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 32rem; padding: 0 1rem }</style></head>
<body><p>{{.}}</p></body>
</html>
`))

// showText writes a small page. The page's URL contains the code, so the headers keep the URL out
// of caches and of the Referer header.
func showText(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	var page strings.Builder
	_ = loopbackPage.Execute(&page, text) // a write to a strings.Builder does not fail
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page.String())) // ignore the error: the browser may have closed the connection
}
