package hostedui

import (
	"cmp"
	"context"
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
	providerSignIn, ok := p.Federation.Returned(r, d.PoolID, q.Get("state"))
	if !ok { // the redirect is from one probe of July 2026
		authorization.Redirect(w, r, authorization.Origin(r)+"/error?error=Invalid%20state")
		return
	}
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
	user, authentication, err := p.signInAtProvider(r.Context(), request, providerSignIn, q)
	if err != nil {
		federation.Refuse(w, r, p.Store, request, err)
		return
	}
	// Without a nonce of the app the ID token has the pool's nonce (developer guide, "Understanding the
	// identity (ID) token").
	request.Nonce = cmp.Or(request.Nonce, providerSignIn.Nonce)
	session, _ := p.startSession(w, r, request.Client, user, authentication, providerSignIn.Provider)
	p.complete(w, r, request, user, session)
}

// signInAtProvider returns the user whom the provider's response identifies, and how the user has
// authenticated at the provider. q is the query of the response.
func (p *Pages) signInAtProvider(ctx context.Context, request *authorization.Request, providerSignIn userpool.ProviderSignIn, q url.Values) (userpool.User, userpool.Authentication, error) {
	if code := q.Get("error"); code != "" {
		return userpool.User{}, userpool.Authentication{}, &federation.Error{Description: cmp.Or(q.Get("error_description"), code)}
	}
	provider, err := p.Store.IdentityProvider(providerSignIn.PoolID, providerSignIn.Provider)
	if err != nil {
		return userpool.User{}, userpool.Authentication{}, err
	}
	assertion, err := p.Federation.Identify(ctx, providerSignIn, provider, q.Get("code"))
	if err != nil {
		return userpool.User{}, userpool.Authentication{}, err
	}
	user, err := p.SignIns.FromProvider(ctx, request.Client, assertion)
	return user, assertion.Authentication, err
}
