package hostedui

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// idpResponse handles the redirect of a provider back to the pool (developer guide, "OIDC user pool
// IdP authentication flow"). Errors are sent to the app's callback. A state that this browser did
// not receive redirects to the error page.
func (p *Pages) idpResponse(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	q := r.URL.Query()
	providerSignIn, err := p.Federation.Returned(r, d.PoolID, q.Get("state"))
	if err != nil { // the redirect is from one probe of July 2026
		authorization.Redirect(w, r, authorization.Origin(r)+"/error?error=Invalid%20state")
		return
	}
	p.resume(w, r, d, providerSignIn, func(provider userpool.IdentityProvider) (userpool.Assertion, error) {
		if code := q.Get("error"); code != "" {
			return userpool.Assertion{}, &federation.Error{Description: cmp.Or(q.Get("error_description"), code)}
		}
		return p.Federation.Identify(r.Context(), providerSignIn, provider, q.Get("code"))
	})
}

// resume continues the app's authorization request when the browser returns from a provider.
// identify returns the assertion in the provider's response.
func (p *Pages) resume(w http.ResponseWriter, r *http.Request, d userpool.Domain, providerSignIn userpool.ProviderSignIn, identify func(userpool.IdentityProvider) (userpool.Assertion, error)) {
	query, _ := url.ParseQuery(providerSignIn.Query) // authorize has parsed the query without an error
	request, err := authorization.Parse(p.Store, d, query)
	if err != nil { // the client's settings have changed meanwhile
		authorization.WriteError(w, r, p.Store, err)
		return
	}
	if !request.LeadsToProvider() || request.Provider().Name != providerSignIn.Provider { // the client no longer supports the provider; the text is unspecified
		federation.Refuse(w, r, p.Store, request, &federation.Error{Description: "Login option is not available."})
		return
	}
	// Without a nonce of the app the ID token has the pool's nonce (developer guide, "Understanding the
	// identity (ID) token").
	request.Nonce = cmp.Or(request.Nonce, providerSignIn.Nonce)
	p.signInAtProvider(w, r, request, identify)
}

// signInAtProvider signs in the user whom the provider's response identifies. Errors are sent to the
// app's callback.
func (p *Pages) signInAtProvider(w http.ResponseWriter, r *http.Request, request *authorization.Request, identify func(userpool.IdentityProvider) (userpool.Assertion, error)) {
	assertion, err := identify(request.Provider())
	if err != nil {
		federation.Refuse(w, r, p.Store, request, err)
		return
	}
	user, err := p.SignIns.FromProvider(r.Context(), request.Client, assertion)
	if err != nil {
		federation.Refuse(w, r, p.Store, request, federation.ProfileError(assertion, err))
		return
	}
	session, _ := p.startSession(w, r, request.Client, user, assertion.Authentication, assertion)
	p.complete(w, r, request, user, session)
}
