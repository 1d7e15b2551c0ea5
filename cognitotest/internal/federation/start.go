package federation

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/saml"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ResponsePath is the path of a pool's domain to which OIDC and social providers redirect
// browsers after a sign-in.
const ResponsePath = "/oauth2/idpresponse"

// signInTimeout is the time that a user has for the sign-in at a provider (developer guide,
// "OIDC user pool IdP authentication flow").
const signInTimeout = 5 * time.Minute

// bindingCookie identifies the browser that started the sign-in when it returns from the
// provider (developer guide, "Managed login": "for session consistency when a user is redirected").
const bindingCookie = "csrf-state"

// Start redirects a browser to the authorization endpoint of the requested provider (developer
// guide, "Authorize endpoint"). If the discovery at the provider fails, the app's callback
// receives the error.
func (c *Client) Start(w http.ResponseWriter, r *http.Request, request *authorization.Request, d userpool.Domain) {
	signIn, location, err := c.startSignIn(r.Context(), request, d, r.URL.RawQuery, authorization.Origin(r))
	if err != nil {
		Refuse(w, r, c.Store, request, err)
		return
	}
	cookie := &http.Cookie{
		Name: bindingCookie, Value: signIn.Browser, Path: ResponsePath, MaxAge: int(signInTimeout.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	}
	if signIn.RequestID != "" {
		receivesPost(cookie, saml.ResponsePath)
	}
	http.SetCookie(w, cookie)
	authorization.Redirect(w, r, authorization.Here(c.Store, r, location))
}

// Refuse sends the error of a failed sign-in at a provider to the callback of a request.
func Refuse(w http.ResponseWriter, r *http.Request, store *userpool.Store, request *authorization.Request, err error) {
	response := request.Failed(err)
	if failed, ok := errors.AsType[*Error](err); ok {
		response = request.Fail(cmp.Or(failed.Code, "invalid_request"))
		response.Description = failed.Description
	}
	authorization.WriteError(w, r, store, response)
}

// The errors of [Client.Returned].
var (
	ErrUnknownState = errors.New("federation: the state is unknown, or of another browser")
	ErrExpiredState = errors.New("federation: the sign-in at the provider took too long")
)

// Returned returns the sign-in with the state with which a browser returns from a provider. The
// error is ErrUnknownState or ErrExpiredState.
func (c *Client) Returned(r *http.Request, poolID, state string) (userpool.ProviderSignIn, error) {
	for _, cookie := range r.CookiesNamed(bindingCookie) { // the sign-in page sets a cookie with the same name for all paths
		signIn, ok := c.Store.TakeProviderSignIn(poolID, state, cookie.Value)
		switch {
		case ok:
			return signIn, nil
		case signIn.State != "":
			return userpool.ProviderSignIn{}, ErrExpiredState
		}
	}
	return userpool.ProviderSignIn{}, ErrUnknownState
}

func (c *Client) startSignIn(ctx context.Context, request *authorization.Request, d userpool.Domain, query, origin string) (userpool.ProviderSignIn, string, error) {
	if request.Provider().Type == samlType {
		return c.startSAML(ctx, request.Provider(), d, query, origin)
	}
	p, err := c.discover(ctx, request.Provider(), true)
	if err != nil {
		return userpool.ProviderSignIn{}, "", err
	}
	target, err := url.Parse(p.endpoints.Authorize)
	if err != nil {
		return userpool.ProviderSignIn{}, "", failure("%s Error - its authorization endpoint is no URL", p.Name)
	}
	signIn := c.Store.StartProviderSignIn(userpool.ProviderSignIn{
		PoolID: d.PoolID, Provider: p.Name, Query: query, Nonce: randomText(), Browser: randomText(),
		RedirectURI: c.redirectURI(d, target, origin),
	}, signInTimeout)
	parameters := target.Query()
	for name, value := range map[string]string{
		"client_id":     p.details["client_id"],
		"redirect_uri":  signIn.RedirectURI,
		"response_type": "code",
		"scope":         p.details["authorize_scopes"],
		"state":         signIn.State,
		"prompt":        request.ForwardedPrompt(),
	} {
		if value != "" {
			parameters.Set(name, value)
		}
	}
	if values := request.ForwardedACR(p.IdentityProvider); values != "" {
		parameters.Set("acr_values", values)
	}
	if p.returnsIDToken() {
		parameters.Set("nonce", signIn.Nonce)
	}
	if p.Type == "OIDC" && request.LoginHint != "" { // "You can't forward login hints to SAML, Apple, …"
		parameters.Set("login_hint", request.LoginHint)
	}
	target.RawQuery = parameters.Encode()
	return signIn, target.String(), nil
}

// redirectURI returns the redirect URI for a provider. On the plain endpoint it has the host
// that the browser used. A provider that is itself a pool of the emulator gets the URI with
// the real host name, because it checks that name and redirects to the plain endpoint by itself.
func (c *Client) redirectURI(d userpool.Domain, target *url.URL, origin string) string {
	if _, ownPool := c.Store.DomainByHost(target.Hostname()); ownPool {
		return "https://" + d.Host(userpool.Pool{ID: d.PoolID}.Region()) + ResponsePath
	}
	return origin + ResponsePath
}

// randomText returns a random text with the length of the nonces that live pools send to
// providers (nextauthjs/next-auth#3403).
func randomText() string {
	random := make([]byte, 128)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}
