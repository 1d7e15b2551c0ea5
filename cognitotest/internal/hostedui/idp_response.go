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

// idpResponse handles a browser that comes back from a provider (developer guide, "OIDC user
// pool IdP authentication flow"). Errors go to the app's callback. A state that this browser
// did not get goes to the error page.
func (p *Pages) idpResponse(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	q := r.URL.Query()
	departed, ok := p.Federation.Returned(r, d.PoolID, q.Get("state"))
	if !ok { // one probe of July 2026
		authorization.Redirect(w, r, authorization.Origin(r)+"/error?error=Invalid%20state")
		return
	}
	query, _ := url.ParseQuery(departed.Query) // it was parsed before
	request, err := authorization.Parse(p.Store, d, query)
	if err != nil { // the client has changed meanwhile
		authorization.WriteError(w, r, p.Store, err)
		return
	}
	if !request.LeadsToProvider() || request.Provider().Name != departed.Provider { // the client has dropped the provider; unspecified text
		federation.Refuse(w, r, p.Store, request, &federation.Error{Description: "Login option is not available."})
		return
	}
	user, err := p.signInAtProvider(r.Context(), request, departed, q)
	if err != nil {
		federation.Refuse(w, r, p.Store, request, err)
		return
	}
	// The nonce is generated where the app sent none ("Understanding the identity (ID) token").
	request.Nonce = cmp.Or(request.Nonce, departed.Nonce)
	p.complete(w, r, request, user, p.startSession(w, r, request.Client, user, departed.Provider))
}

// signInAtProvider returns the user of a provider's answer.
func (p *Pages) signInAtProvider(ctx context.Context, request *authorization.Request, departed userpool.ProviderSignIn, q url.Values) (userpool.User, error) {
	if code := q.Get("error"); code != "" {
		return userpool.User{}, &federation.Error{Description: cmp.Or(q.Get("error_description"), code)}
	}
	provider, err := p.Store.IdentityProvider(departed.PoolID, departed.Provider)
	if err != nil {
		return userpool.User{}, err
	}
	assertion, err := p.Federation.Identify(ctx, departed, provider, q.Get("code"))
	if err != nil {
		return userpool.User{}, err
	}
	return p.SignIns.FromProvider(ctx, request.Client, assertion)
}
