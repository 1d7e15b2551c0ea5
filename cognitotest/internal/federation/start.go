package federation

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ResponsePath is where a pool's domain takes browsers back from OIDC and social providers.
const ResponsePath = "/oauth2/idpresponse"

// patienceWithPeople is how long a person may take at a provider (developer guide, "OIDC
// user pool IdP authentication flow").
const patienceWithPeople = 5 * time.Minute

// bindingCookie is the cookie by which the browser is known when it comes back
// (developer guide, "Managed login": "for session consistency when a user is redirected").
const bindingCookie = "csrf-state"

// Start sends a browser to the provider that its request names, where the pool is the
// client (developer guide, "Authorize endpoint"). A provider that cannot be reached is
// told to the callback.
func (c *Client) Start(w http.ResponseWriter, r *http.Request, request *authorization.Request, d userpool.Domain) {
	departed, location, err := c.depart(r.Context(), request, d, r.URL.RawQuery, authorization.Origin(r))
	if err != nil {
		Refuse(w, r, c.Store, request, err)
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: bindingCookie, Value: departed.Browser, Path: ResponsePath, MaxAge: int(patienceWithPeople.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	authorization.Redirect(w, r, authorization.Here(c.Store, r, location))
}

// Refuse tells the callback of a request why a sign-in at a provider failed.
func Refuse(w http.ResponseWriter, r *http.Request, store *userpool.Store, request *authorization.Request, err error) {
	refusal := request.Failed(err)
	if known, ok := errors.AsType[*Error](err); ok {
		refusal = request.Fail("invalid_request")
		refusal.Description = known.Description
	}
	authorization.WriteError(w, r, store, refusal)
}

// Returned is the sign-in for which a browser comes back with a state.
func (c *Client) Returned(r *http.Request, poolID, state string) (userpool.ProviderSignIn, bool) {
	for _, cookie := range r.CookiesNamed(bindingCookie) { // the sign-in page has one of the name for all paths
		if departed, ok := c.Store.TakeProviderSignIn(poolID, state, cookie.Value); ok {
			return departed, true
		}
	}
	return userpool.ProviderSignIn{}, false
}

func (c *Client) depart(ctx context.Context, request *authorization.Request, d userpool.Domain, query, origin string) (userpool.ProviderSignIn, string, error) {
	p, err := c.discover(ctx, request.Provider(), true)
	if err != nil {
		return userpool.ProviderSignIn{}, "", err
	}
	target, err := url.Parse(p.endpoints.Authorize)
	if err != nil {
		return userpool.ProviderSignIn{}, "", failure("%s Error - its authorization endpoint is no URL", p.Name)
	}
	departed := c.Store.StartProviderSignIn(userpool.ProviderSignIn{
		PoolID: d.PoolID, Provider: p.Name, Query: query, Nonce: randomText(), Browser: randomText(),
		RedirectURI: c.redirectURI(d, target, origin),
	}, patienceWithPeople)
	parameters := target.Query()
	for name, value := range map[string]string{
		"client_id":     p.details["client_id"],
		"redirect_uri":  departed.RedirectURI,
		"response_type": "code",
		"scope":         p.details["authorize_scopes"],
		"state":         departed.State,
		"prompt":        request.ForwardedPrompt(),
	} {
		if value != "" {
			parameters.Set(name, value)
		}
	}
	if p.speaksOpenID() {
		parameters.Set("nonce", departed.Nonce)
	}
	if p.Type == "OIDC" && request.LoginHint != "" { // "You can't forward login hints to SAML, Apple, …"
		parameters.Set("login_hint", request.LoginHint)
	}
	target.RawQuery = parameters.Encode()
	return departed, target.String(), nil
}

// redirectURI is the address under which a provider knows the pool's domain. A browser
// on the plain endpoint goes back to where it came from, except from a provider that is
// a pool of the stand-in, which knows the real name and leads back itself.
func (c *Client) redirectURI(d userpool.Domain, target *url.URL, origin string) string {
	if _, ownPool := c.Store.DomainByHost(target.Hostname()); ownPool {
		return "https://" + d.Host(userpool.Pool{ID: d.PoolID}.Region()) + ResponsePath
	}
	return origin + ResponsePath
}

// randomText is as long as the nonces that providers of live pools were sent
// (nextauthjs/next-auth#3403).
func randomText() string {
	random := make([]byte, 128)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}
