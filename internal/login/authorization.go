package login

import (
	"fmt"
	"net/url"
)

// Authorization is a sign-in in the user's own browser: the URL to open, and the values that the
// callback must repeat.
type Authorization struct {
	// URL is the authorization request (RFC 6749 section 4.1.1) with a PKCE challenge, a
	// state and a nonce. It contains no secret.
	URL string

	redirectURI string
	state       string
	nonce       string
	verifier    string
}

// Authorize starts a sign-in. It sends no request.
func (c *Client) Authorize() (*Authorization, error) {
	address, err := url.Parse(c.AuthorizationEndpoint)
	if err != nil || address.Host == "" {
		return nil, fmt.Errorf("the authorization endpoint %q is not a URL", c.AuthorizationEndpoint)
	}
	a := &Authorization{redirectURI: c.RedirectURI, verifier: randomText(), nonce: randomText()}
	query := c.authorizationRequest(a.verifier, a.nonce)
	a.state = query.Get("state")
	address.RawQuery = query.Encode()
	a.URL = address.String()
	return a, nil
}

// IsCallback reports whether a URL is the redirect URI, with any parameters.
func (a *Authorization) IsCallback(target *url.URL) bool { return isCallback(target, a.redirectURI) }

// Callback reads the parameters of a request to the redirect URI. The errors are
// CallbackError, StateError and NoCodeError.
//
// An error response must repeat the state, too. Otherwise any page could end the sign-in.
func (a *Authorization) Callback(target *url.URL) (*Callback, error) {
	if target.Query().Get("state") != a.state {
		return nil, &StateError{}
	}
	callback, err := readCallback(target, a.state)
	if err != nil {
		return nil, err
	}
	callback.CodeVerifier, callback.Nonce = a.verifier, a.nonce
	return callback, nil
}
