package login

import (
	"net/url"
)

// Callback has the parameters that the application receives at its redirect URI, and the values
// of the request that it requires.
type Callback struct {
	Code  string
	State string
	// CodeVerifier is the PKCE secret behind the challenge that was sent; pass it to Exchange.
	CodeVerifier string
	// Nonce was sent with the request; the ID token must repeat it (OpenID Connect Core section 3.1.2.1).
	Nonce string
	// Prompted reports whether a sign-in form was sent. It is false if the browser has a
	// session.
	Prompted bool
	// Params are all parameters of the callback, of its query and its fragment.
	Params url.Values
}

// String describes the callback without its code.
func (c *Callback) String() string {
	if c.Prompted {
		return "callback with a code, after the sign-in form"
	}
	return "callback with a code, from the browser's session"
}

// isCallback reports whether the target of a redirect is the application's redirect URI. If the
// redirect URI has a query, the target must contain its parameters (RFC 6749 section 3.1.2).
func isCallback(target *url.URL, redirectURI string) bool {
	// Compare both as a browser reads them: https://app.example gets the path /, and a default port is dropped.
	want, err := browserURL("", redirectURI)
	if err != nil {
		return false
	}
	target, err = browserURL("", target.String())
	if err != nil {
		return false
	}
	if target.Scheme != want.Scheme || target.Host != want.Host || target.Path != want.Path || target.Opaque != want.Opaque {
		return false
	}
	have := target.Query()
	for name, values := range want.Query() {
		if have.Get(name) != values[0] {
			return false
		}
	}
	return true
}

// readCallback reads the code or the error of a redirect to the application. state is the sent
// state.
func readCallback(target *url.URL, state string) (*Callback, error) {
	params := target.Query()
	// The implicit grant returns its parameters and errors in the fragment (RFC 6749 section 4.2.2).
	if fragment, err := url.ParseQuery(target.EscapedFragment()); err == nil {
		for name, values := range fragment {
			params[name] = append(params[name], values...)
		}
	}
	got := params.Get("state")
	if code := params.Get("error"); code != "" {
		if got != "" && got != state {
			return nil, &StateError{}
		}
		return nil, &CallbackError{Code: code, Description: params.Get("error_description"), State: got}
	}
	if got != state {
		return nil, &StateError{}
	}
	if params.Get("code") == "" {
		return nil, &NoCodeError{}
	}
	return &Callback{Code: params.Get("code"), State: got, Params: params}, nil
}
