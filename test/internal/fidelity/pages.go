package fidelity

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// signOutPause separates a sign-in from a global sign-out, which invalidates the tokens issued in the same second
// (aws/aws-sdk-java#2449).
const signOutPause = 2 * time.Second

// authorizePath returns an authorization request of the client spa with changed parameters.
func (g *Service) authorizePath(changes ...string) string {
	query := url.Values{"client_id": {g.spa.ClientID}, "response_type": {"code"}, "redirect_uri": {deploy.CallbackURL}, "state": {"s1"}}
	for i := 0; i+1 < len(changes); i += 2 {
		query.Set(changes[i], changes[i+1])
		if changes[i+1] == "" {
			query.Del(changes[i])
		}
	}
	return "/oauth2/authorize?" + query.Encode()
}

// location returns the redirect target of an authorization request.
func (g *Service) location(v *Result, changes ...string) *url.URL {
	got := g.open(v, http.MethodGet, g.authorizePath(changes...), nil, nil)
	v.equal("status", http.StatusFound, got.status)
	location, err := url.Parse(got.header.Get("Location"))
	v.must(err)
	return location
}

// toCallback asserts that the callback receives the error of an authorization request.
func (g *Service) toCallback(v *Result, code, description string, changes ...string) {
	location := g.location(v, changes...)
	v.assert(strings.HasPrefix(location.String(), deploy.CallbackURL), "the error goes to %s, not to the callback", location.Path)
	query := location.Query()
	if location.Fragment != "" {
		query, _ = url.ParseQuery(location.Fragment)
	}
	v.equal("error", code, query.Get("error"))
	v.equal("error_description", description, query.Get("error_description"))
	v.equal("state", "s1", query.Get("state"))
}

// pageFacts are about the authorize endpoint and the hosted pages.
func pageFacts() []Fact {
	return []Fact{
		{"A valid request returns 302 to `/login` with the same query", func(v *Result, g *Service) {
			location := g.location(v, "scope", "openid email")
			v.equal("path", "/login", location.Path)
			sent, err := url.Parse(g.authorizePath("scope", "openid email"))
			v.must(err)
			v.equal("query", sent.Query(), location.Query())
		}},
		{"An unknown client or an unregistered redirect URI redirects to `/error`, which returns 400, never to the callback", func(v *Result, g *Service) {
			for name, value := range map[string]string{"client_id": "1example23456789", "redirect_uri": "https://stranger.example.com/cb"} {
				location := g.location(v, name, value)
				v.equal("path", "/error", location.Path)
				v.equal("status of the page", http.StatusBadRequest, g.open(v, http.MethodGet, location.RequestURI(), nil, nil).status)
			}
		}},
		{"The error page has `redirect_mismatch` and the client for a redirect URI that is not registered, and `Client does not exist` for an unknown client", func(v *Result, g *Service) {
			mismatch := g.location(v, "redirect_uri", "https://stranger.example.com/cb")
			v.equal("query", url.Values{"error": {"redirect_mismatch"}, "client_id": {g.spa.ClientID}}, mismatch.Query())
			v.equal("error", "Client does not exist", g.location(v, "client_id", "1example23456789").Query().Get("error"))
		}},
		{"A scope that the client does not have is `invalid_request` with the description `invalid_scope`, at the callback", func(v *Result, g *Service) {
			for _, scope := range []string{"openid phone", "openid nothing/like-it", "openid offline_access"} {
				g.toCallback(v, "invalid_request", "invalid_scope", "scope", scope)
			}
		}},
		{"Callback errors are in the order description, state, error", func(v *Result, g *Service) {
			location := g.location(v, "scope", "openid phone")
			v.equal("query", "error_description=invalid_scope&state=s1&error=invalid_request", location.RawQuery)
		}},
		{"`email`, `phone` and `profile` require `openid`", func(v *Result, g *Service) {
			g.toCallback(v, "invalid_request", "invalid_scope", "scope", "email")
		}},
		{"A missing or unknown response type is `invalid_request` at the callback", func(v *Result, g *Service) {
			g.toCallback(v, "invalid_request", "", "response_type", "")
			g.toCallback(v, "invalid_request", "", "response_type", "device")
		}},
		{"The implicit grant of a client without it is `unauthorized_client`, in the fragment", func(v *Result, g *Service) {
			location := g.location(v, "response_type", "token")
			v.assert(location.Fragment != "", "no fragment in %s", location)
			g.toCallback(v, "unauthorized_client", "", "response_type", "token")
		}},
		{"A code challenge with the method plain, or without a method, is `invalid_request`", func(v *Result, g *Service) {
			const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" // RFC 7636, appendix B
			g.toCallback(v, "invalid_request", "", "code_challenge", challenge, "code_challenge_method", "plain")
			g.toCallback(v, "invalid_request", "", "code_challenge", challenge)
		}},
		{"The form is on the page twice, named `cognitoSignInForm`, with `_csrf` repeated from the cookie `XSRF-TOKEN`", func(v *Result, g *Service) {
			jar := newJar(v)
			page := string(g.open(v, http.MethodGet, g.location(v).RequestURI(), nil, jar).body)
			v.equal("forms", 2, strings.Count(page, `name="cognitoSignInForm"`))
			domain, err := url.Parse(g.domain)
			v.must(err)
			for _, cookie := range jar.Cookies(domain) {
				if cookie.Name == "XSRF-TOKEN" {
					v.equal("fields with the cookie, two in each form", 4, strings.Count(page, `name="_csrf" value="`+cookie.Value+`"`))
					return
				}
			}
			v.differ("no cookie XSRF-TOKEN")
		}},
		{"A browser with a session gets a code at once, without the form, and the code is a UUID", func(v *Result, g *Service) {
			browser := g.spa.NewBrowser()
			first, err := browser.SignIn(v.t.Context(), g.user)
			v.must(err)
			second, err := browser.SignIn(v.t.Context(), g.user)
			v.must(err)
			v.assert(first.Prompted && !second.Prompted, "prompted %v, then %v", first.Prompted, second.Prompted)
			v.matches("code", `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, second.Code)
		}},
		{"Logging out with a registered `logout_uri` returns 302 to it, with any other the error page", func(v *Result, g *Service) {
			logout := func(uri string) string {
				return g.open(v, http.MethodGet, "/logout?"+url.Values{"client_id": {g.spa.ClientID}, "logout_uri": {uri}}.Encode(), nil, nil).header.Get("Location")
			}
			v.equal("registered", deploy.CallbackURL+"/bye", logout(deploy.CallbackURL+"/bye"))
			v.assert(strings.Contains(logout("https://stranger.example.com/"), "/error?"), "an unregistered logout_uri does not redirect to the error page")
		}},
		{"Discovery is on the cognito-idp host, without `code_challenge_methods_supported`", func(v *Result, g *Service) {
			idp := "https://cognito-idp." + g.Target.Region + ".amazonaws.com/" + g.pool
			got := g.open(v, http.MethodGet, idp+"/.well-known/openid-configuration", nil, nil)
			v.equal("status", http.StatusOK, got.status)
			for name, want := range map[string]any{
				"issuer": idp, "jwks_uri": idp + "/.well-known/jwks.json", "authorization_endpoint": g.domain + "/oauth2/authorize", "token_endpoint": g.domain + "/oauth2/token",
				"userinfo_endpoint": g.domain + "/oauth2/userInfo", "revocation_endpoint": g.domain + "/oauth2/revoke", "end_session_endpoint": g.domain + "/logout",
				"response_types_supported": []any{"code", "token"}, "subject_types_supported": []any{"public"}, "id_token_signing_alg_values_supported": []any{"RS256"},
				"token_endpoint_auth_methods_supported": []any{"client_secret_basic", "client_secret_post"}, "scopes_supported": []any{"openid", "email", "phone", "profile"},
				"code_challenge_methods_supported": nil,
			} {
				v.equal(name, want, got.at(name))
			}
		}},
		{"Two RSA keys of 2048 bits are published, with ids of 44 characters", func(v *Result, g *Service) {
			got := g.open(v, http.MethodGet, "https://cognito-idp."+g.Target.Region+".amazonaws.com/"+g.pool+"/.well-known/jwks.json", nil, nil)
			keys, _ := got.at("keys").([]any)
			v.equal("keys", 2, len(keys))
			for _, key := range keys {
				object, _ := key.(map[string]any)
				kid, _ := object["kid"].(string)
				n, _ := object["n"].(string)
				modulus, err := base64.RawURLEncoding.DecodeString(n)
				v.must(err)
				v.equal("modulus", 256, len(modulus))
				v.equal("kid", 44, len(kid))
				for name, want := range map[string]any{"alg": "RS256", "kty": "RSA", "use": "sig", "e": "AQAB"} {
					v.equal(name, want, object[name])
				}
			}
		}},
		{"userInfo returns 400 without a token and 401 for a bad one, with `WWW-Authenticate`", func(v *Result, g *Service) {
			none := g.open(v, http.MethodGet, "/oauth2/userInfo", nil, nil)
			v.equal("without", http.StatusBadRequest, none.status)
			v.equal("header without", `error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"`, none.header.Get("WWW-Authenticate"))
			bad := g.open(v, http.MethodGet, "/oauth2/userInfo", nil, nil, "Authorization", "Bearer a.b.c")
			v.equal("bad", http.StatusUnauthorized, bad.status)
			v.equal("header of a bad one", `error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."`, bad.header.Get("WWW-Authenticate"))
		}},
	}
}
