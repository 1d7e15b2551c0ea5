package login

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Credentials are the values that a user types into the sign-in form.
type Credentials struct {
	Username string
	Password string
	// OneTimeCode returns the code of the second factor. SignIn calls it when a page requires the
	// code. Nil means that the user has no second factor.
	OneTimeCode func() (string, error)
	// NewPassword is the new password of a user with a temporary password, for a page that requires one. If
	// NewPassword is empty, such a page is an error.
	NewPassword string
}

// String returns the username only.
func (c Credentials) String() string { return c.Username }

// GoString returns the username only, for %#v in a failing assertion.
func (c Credentials) GoString() string { return c.Username }

// SignIn signs a user in with the authorization code grant and PKCE (RFC 7636), a state and a
// nonce, and returns the callback without requesting it. A browser with a session gets a code
// without the form.
//
// The errors are CredentialsError, SecondFactorError, CallbackError, HostedError,
// UnknownPageError, FormError, StateError, NoCodeError, RedirectError, RedirectLoopError and
// StatusError, for errors.As, or an error of the transport.
func (b *Browser) SignIn(ctx context.Context, credentials Credentials) (*Callback, error) {
	return b.SignInWith(ctx, credentials, nil)
}

// SignInWith is SignIn, but edit may change the authorization parameters before they are sent. It is for requests that
// no well-behaved application sends. It expects the callback at the edited redirect_uri with the edited state.
func (b *Browser) SignInWith(ctx context.Context, credentials Credentials, edit func(url.Values)) (*Callback, error) {
	return b.signIn(ctx, &signIn{credentials: credentials}, edit)
}

// signIn sends the authorization request of a sign-in, which has its values for the hosted pages.
func (b *Browser) signIn(ctx context.Context, s *signIn, edit func(url.Values)) (*Callback, error) {
	authorize, err := url.Parse(b.client.AuthorizationEndpoint)
	if err != nil || authorize.Host == "" {
		return nil, fmt.Errorf("the authorization endpoint %q is not a URL", b.client.AuthorizationEndpoint)
	}
	verifier, nonce := randomText(), randomText()
	query := b.client.authorizationRequest(verifier, nonce)
	if edit != nil {
		edit(query)
	}
	authorize.RawQuery = query.Encode()

	s.browser, s.hosted, s.redirectURI, s.state = b, authorize, query.Get("redirect_uri"), query.Get("state")
	if s.redirectURI == "" { // Cognito then uses the client's default redirect URI
		s.redirectURI = b.client.RedirectURI
	}
	callback, err := s.run(ctx)
	if err != nil {
		return nil, err
	}
	callback.CodeVerifier = verifier
	callback.Nonce = query.Get("nonce")
	callback.Prompted = s.prompted
	return callback, nil
}

// authorizationRequest builds the parameters of RFC 6749 section 4.1.1, RFC 7636 section 4.3 and OpenID Connect Core
// section 3.1.2.1.
func (c *Client) authorizationRequest(verifier, nonce string) url.Values {
	query := url.Values{
		"response_type":         {"code"},
		"client_id":             {c.ClientID},
		"redirect_uri":          {c.RedirectURI},
		"state":                 {randomText()},
		"nonce":                 {nonce},
		"code_challenge":        {challengeS256(verifier)},
		"code_challenge_method": {"S256"},
	}
	if len(c.Scopes) > 0 {
		query.Set("scope", strings.Join(c.Scopes, " "))
	}
	return query
}

// signIn is one sequence of requests to the hosted pages.
type signIn struct {
	browser     *Browser
	hosted      *url.URL // any hosted page: its origin is where a password may go
	credentials Credentials
	respond     Respond // nil for a user of the pool
	unsolicited bool    // the sign-in starts with the response of the identity provider
	redirectURI string
	state       string
	responded   bool // the response of the identity provider was sent
	named       bool // the form with the username was sent
	prompted    bool // the form with the password was sent
	coded       bool // the form with the second factor was sent
	renewed     bool // the form with a new password was sent
}

// run sends the requests from the authorization endpoint to the callback. A redirect to the
// application with a code is a success, whatever the statuses of the redirects before it: AWS does
// not document them.
func (s *signIn) run(ctx context.Context) (*Callback, error) {
	request, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	for range maxHops {
		resp, err := s.browser.client.do(request, s.browser.jar)
		if err != nil {
			return nil, err
		}
		target, err := redirectOf(resp, request.URL)
		if err != nil {
			return nil, err
		}
		switch {
		case target == nil:
			request, err = s.answer(ctx, resp, request.URL)
		case isCallback(target, s.redirectURI):
			return readCallback(target, s.state)
		case sameOrigin(target, s.hosted):
			request, err = http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
		case s.respond != nil && !s.responded:
			request, err = s.sendResponse(ctx, target)
		default:
			return nil, &RedirectError{Target: withoutParameters(target)}
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, &RedirectLoopError{}
}

// begin returns the first request of a sign-in.
func (s *signIn) begin(ctx context.Context) (*http.Request, error) {
	if s.unsolicited {
		return s.sendResponse(ctx, s.hosted)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.hosted.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("the authorization request cannot be made: %w", cause(err))
	}
	return request, nil
}

// answer reads a page, and returns the request that sends its sign-in form. Every other page is
// an error.
func (s *signIn) answer(ctx context.Context, resp *Response, at *url.URL) (*http.Request, error) {
	if resp.Status >= http.StatusInternalServerError {
		return nil, &StatusError{Status: resp.Status, Path: at.Path}
	}
	shown := readPage(resp.Body)
	switch {
	case at.Path == "/error":
		return nil, &HostedError{Status: resp.Status, Code: at.Query().Get("error"), Message: message(shown)}
	case shown.code != nil && s.coded:
		return nil, &SecondFactorError{Message: shown.message}
	case shown.code != nil && s.prompted && s.credentials.OneTimeCode != nil && resp.Status == http.StatusOK:
		return s.fillCode(ctx, shown.code, at)
	case shown.renewal != nil && s.renewed:
		return nil, &CredentialsError{Message: shown.message}
	case shown.renewal != nil && s.prompted && s.credentials.NewPassword != "" && resp.Status == http.StatusOK:
		s.renewed = true
		shown.renewal.fields.Set(newPasswordField, s.credentials.NewPassword)
		shown.renewal.fields.Set(confirmPasswordField, s.credentials.NewPassword)
		return s.send(ctx, shown.renewal, at)
	case shown.form != nil && (s.prompted || s.named && shown.form.nameOnly()):
		// The page shows the same form again because it rejected the values. AWS does not
		// document the status of this page.
		return nil, &CredentialsError{Message: shown.message}
	case resp.Status == http.StatusBadRequest || resp.Status == http.StatusForbidden:
		return nil, &HostedError{Status: resp.Status, Code: at.Query().Get("error"), Message: message(shown)}
	case resp.Status != http.StatusOK:
		return nil, &StatusError{Status: resp.Status, Path: at.Path}
	case shown.form == nil:
		return nil, &UnknownPageError{Path: at.Path, Title: shown.title, Hint: shown.hint(), SecondFactor: shown.code != nil}
	case s.respond != nil:
		return nil, &FormError{Reason: "it is a form for users of the pool, and not a redirect to the identity provider"}
	}
	return s.fill(ctx, shown.form, at)
}

// fill sets the credentials in the form, and the password only if the form has a field for it.
func (s *signIn) fill(ctx context.Context, f *form, at *url.URL) (*http.Request, error) {
	s.named, s.prompted = true, !f.nameOnly()
	f.fields.Set("username", s.credentials.Username)
	if s.prompted {
		f.fields.Set("password", s.credentials.Password)
	}
	// The device fingerprint, which a script sets in a browser. The pages accept an empty value.
	f.fields.Set("cognitoAsfData", "")
	return s.send(ctx, f, at)
}

// fillCode sets the code of the second factor in the form.
func (s *signIn) fillCode(ctx context.Context, f *form, at *url.URL) (*http.Request, error) {
	code, err := s.credentials.OneTimeCode()
	if err != nil {
		return nil, fmt.Errorf("the one-time code cannot be made: %w", err)
	}
	s.coded = true
	f.fields.Set(f.code, code)
	return s.send(ctx, f, at)
}

// send returns the request that a browser would send for a form. It sends values to the hosted
// pages only, and requires a CSRF token in the form.
func (s *signIn) send(ctx context.Context, f *form, at *url.URL) (*http.Request, error) {
	action, err := browserURL(at.String(), f.action)
	switch {
	case err != nil:
		return nil, &FormError{Reason: "its action is not a URL"}
	case !sameOrigin(action, s.hosted):
		return nil, &FormError{Reason: "its action leads to " + withoutParameters(action)}
	case f.method != http.MethodPost:
		return nil, &FormError{Reason: "its method is not POST"}
	case f.fields.Get("_csrf") == "" && f.fields.Get("csrf") == "": // "csrf" was observed on managed login
		return nil, &FormError{Reason: "it has no _csrf value"}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, action.String(), strings.NewReader(f.fields.Encode()))
	if err != nil {
		return nil, &FormError{Reason: "its action is not a URL"}
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request, nil
}

// message returns the page's error message, or else the beginning of its text.
func message(p *page) string {
	text := p.message
	if text == "" {
		text = strings.TrimSpace(p.text)
	}
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200])
	}
	return text
}
