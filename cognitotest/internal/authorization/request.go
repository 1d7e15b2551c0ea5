package authorization

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Request is an authorization request whose client and redirect URI are trusted.
type Request struct {
	Client          userpool.Client
	ResponseType    string // code or token
	RedirectURI     string
	Scopes          []string
	Nonce           string
	CodeChallenge   string
	Resource        string
	LoginHint       string
	Prompts         []string       // managed login only: the classic pages ignore the parameter
	MaxAge          *time.Duration // the maximum age of a session for the request; nil means unlimited
	foreignProvider string         // the requested provider, unless it is the pool itself
	asksForPool     bool           // the request names the pool itself as the provider
	provider        *userpool.IdentityProvider
	state           string
	hasState        bool
	reuse           time.Duration // how long the client reuses an SSO session
	// Targets are the levels of authentication that acr_values requests, in its order. They are empty
	// where the parameter has no effect.
	Targets []int
}

// PageError is an error that the callback must not receive, because the client or the redirect
// URI is not trusted (RFC 6749 section 4.1.2.1). The hosted error page shows it.
type PageError struct {
	Code     string // as observed in the query of /error
	ClientID string // "" if captures have none
}

func (e *PageError) Error() string { return "authorization request: " + e.Code }

// Path returns the path of the error page. The error comes first, as observed.
func (e *PageError) Path() string {
	path := "/error?error=" + url.QueryEscape(e.Code)
	if e.ClientID != "" {
		path += "&client_id=" + url.QueryEscape(e.ClientID)
	}
	return path
}

// CallbackError is an error for the redirect URI.
type CallbackError struct {
	Code        string
	Description string // "" if the error has no description
	request     *Request
}

func (e *CallbackError) Error() string { return "authorization request: " + e.Code }

// Location returns the redirect URI with the error, in the order of live pools: description,
// state, error.
func (e *CallbackError) Location() string {
	var pairs []string
	if e.Description != "" {
		pairs = append(pairs, "error_description="+url.QueryEscape(e.Description))
	}
	pairs = append(pairs, e.request.statePair()...)
	return e.request.location(append(pairs, "error="+url.QueryEscape(e.Code)))
}

// Fail returns an error for the request's callback.
func (r *Request) Fail(code string) *CallbackError { return &CallbackError{Code: code, request: r} }

// Failed returns the error of a sign-in that could not be completed: the text of the service's
// error, including an error of a Lambda trigger, otherwise server_error (developer guide,
// "Authorize endpoint" and "Managed login and federation error responses").
func (r *Request) Failed(err error) *CallbackError {
	exception, ok := errors.AsType[*apierror.Exception](err)
	if !ok {
		return r.Fail("server_error")
	}
	failed := r.Fail("invalid_request")
	failed.Description = exception.Message
	return failed
}

func (r *Request) statePair() []string {
	if !r.hasState {
		return nil
	}
	return []string{"state=" + url.QueryEscape(r.state)}
}

// location appends pairs to the redirect URI: to the fragment for an implicit grant (RFC 6749
// section 4.2.2), otherwise to the query.
func (r *Request) location(pairs []string) string {
	joined := strings.Join(pairs, "&")
	switch {
	case r.ResponseType == "token":
		return r.RedirectURI + "#" + joined
	case strings.Contains(r.RedirectURI, "?"):
		return r.RedirectURI + "&" + joined
	default:
		return r.RedirectURI + "?" + joined
	}
}

// clientIDPattern matches a possible client id. Another error was observed for text such as
// YOUR_CLIENT_ID.
var clientIDPattern = regexp.MustCompile(`^[0-9a-z]+$`)

// Parse checks an authorization request to the pool of a domain. Its error is a *PageError, a
// *CallbackError or ErrJSONState.
func Parse(store *userpool.Store, d userpool.Domain, q url.Values) (*Request, error) {
	r, err := trusted(store, d.PoolID, q)
	if err != nil {
		return nil, err
	}
	if isJSON(q.Get("state")) {
		return nil, ErrJSONState
	}
	r.ResponseType = q.Get("response_type")
	r.state, r.hasState = q.Get("state"), q.Has("state")
	r.provider, r.foreignProvider = chooseProvider(store, r.Client, q)
	r.asksForPool = q.Get("identity_provider") == cognitoProvider
	r.Nonce, r.Resource, r.LoginHint = q.Get("nonce"), q.Get("resource"), q.Get("login_hint")

	flow, known := map[string]string{"code": "code", "token": "implicit"}[r.ResponseType]
	if !known {
		return nil, r.Fail("invalid_request")
	}
	if !slices.Contains(r.Client.AllowedOAuthFlows, flow) {
		return nil, r.Fail("unauthorized_client")
	}
	if err := r.parseChallenge(q); err != nil {
		return nil, err
	}
	if len(q["resource"]) > 1 || (r.Resource != "" && !validResource(r.Resource)) { // at most one
		return nil, r.Fail("invalid_request")
	}
	if err := r.parseFreshness(d, q); err != nil {
		return nil, err
	}
	if err := r.parseTargets(store, d, q); err != nil {
		return nil, err
	}
	var allowed bool
	if r.Scopes, allowed = scopes(r.Client, q.Get("scope")); !allowed {
		invalid := r.Fail("invalid_request")
		invalid.Description = "invalid_scope"
		return nil, invalid
	}
	// A request may name a scope that was deleted, and the tokens do not have it (developer
	// guide, "Scopes, M2M, and resource servers").
	r.Scopes = slices.DeleteFunc(slices.Clone(r.Scopes), func(s string) bool { return !store.ScopeExists(d.PoolID, s) })
	return r, nil
}

// trusted returns a request with its client and redirect URI. Without them the callback must
// not receive an error.
func trusted(store *userpool.Store, poolID string, q url.Values) (*Request, error) {
	id := q.Get("client_id")
	switch {
	case id == "":
		return nil, &PageError{Code: "Required parameters missing"}
	case !clientIDPattern.MatchString(id):
		return nil, &PageError{Code: "invalid_request", ClientID: id}
	}
	client, err := store.Client(poolID, id)
	if err != nil {
		return nil, &PageError{Code: "Client does not exist"}
	}
	sessions, err := store.ClientSessionConfiguration(poolID, id)
	if err != nil {
		return nil, &PageError{Code: "Client does not exist"}
	}
	if !client.OAuthEnabled {
		return nil, &PageError{Code: "unauthorized_client", ClientID: id}
	}
	redirect := q.Get("redirect_uri")
	if redirect == "" {
		redirect = defaultRedirect(client)
	}
	_, allowed := scopes(client, q.Get("scope"))
	known := slices.Contains(client.CallbackURLs, redirect)
	switch {
	case redirect == "":
		return nil, &PageError{Code: "Required String parameter 'redirect_uri' is not present"}
	case !known && !allowed:
		return nil, &PageError{Code: "invalid_scope", ClientID: id}
	case !known:
		return nil, &PageError{Code: "redirect_mismatch", ClientID: id}
	}
	return &Request{Client: client, RedirectURI: redirect, reuse: sessions.Reuse()}, nil
}

// defaultRedirect returns the redirect URI of a request without one: the client's default, or
// its only callback URL if it has a single identity provider (developer guide,
// "Application-specific settings with app clients").
func defaultRedirect(c userpool.Client) string {
	if c.DefaultRedirectURI == "" && len(c.CallbackURLs) == 1 && len(c.SupportedIdentityProviders) == 1 {
		return c.CallbackURLs[0]
	}
	return c.DefaultRedirectURI
}

// validResource reports whether the service accepts a resource (developer guide, "Authorize
// endpoint"): an https URL, http on localhost, or an app's own scheme, without a fragment (RFC
// 8707 section 2).
func validResource(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || strings.Contains(raw, "#") {
		return false
	}
	switch u.Scheme {
	case "https":
		return u.Host != ""
	case "http":
		return u.Hostname() == "localhost"
	default:
		return u.Scheme != ""
	}
}

// challengePattern matches a code challenge: 43 to 128 unreserved characters (RFC 7636 section
// 4.2).
var challengePattern = regexp.MustCompile(`^[A-Za-z0-9\-._~]{43,128}$`)

// parseChallenge accepts PKCE only with S256 (RFC 7636 section 4.3).
func (r *Request) parseChallenge(q url.Values) error {
	challenge, method := q.Get("code_challenge"), q.Get("code_challenge_method")
	if challenge == "" && method == "" {
		return nil
	}
	if method != "S256" || !challengePattern.MatchString(challenge) {
		return r.Fail("invalid_request")
	}
	r.CodeChallenge = challenge
	return nil
}

// scopes returns the scopes of a request, or all scopes of the client if it names none.
// allowed is false if the client may not request one of them. Many live captures report this
// as invalid_request with the description invalid_scope, against the documentation.
func scopes(client userpool.Client, requested string) (list []string, allowed bool) {
	list = strings.Fields(requested)
	if len(list) == 0 {
		return client.AllowedOAuthScopes, true
	}
	for _, s := range list {
		if !slices.Contains(client.AllowedOAuthScopes, s) {
			return nil, false
		}
	}
	// email, phone and profile require openid (developer guide, "Authorize endpoint").
	needsOpenID := slices.ContainsFunc(list, func(s string) bool { return s == "email" || s == "phone" || s == "profile" })
	return list, !needsOpenID || slices.Contains(list, "openid")
}
