package hostedui

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// idpResponse takes a browser back from a provider (developer guide, "OIDC user pool IdP
// authentication flow"). What fails from here on is told to the app's callback; a state
// that this browser was not given is told to nobody else.
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
		authorization.Refused(w, r, p.Store, err)
		return
	}
	if !request.LeadsToProvider() || request.Provider().Name != departed.Provider { // the client has it no more; the text is chosen
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
	p.complete(w, r, request, user, p.startSession(w, r, user, departed.Provider))
}

// signInAtProvider returns the user of a provider's answer, whose profile it makes or
// brings up to date. The triggers are those of the developer guide, "Lambda triggers for
// federated users".
func (p *Pages) signInAtProvider(ctx context.Context, request *authorization.Request, departed userpool.ProviderSignIn, q url.Values) (userpool.User, error) {
	if refused := q.Get("error"); refused != "" {
		return userpool.User{}, &federation.Error{Description: cmp.Or(q.Get("error_description"), refused)}
	}
	provider, err := p.Store.IdentityProvider(departed.PoolID, departed.Provider)
	if err != nil {
		return userpool.User{}, err
	}
	said, err := p.Federation.Identify(ctx, departed, provider, q.Get("code"))
	if err != nil {
		return userpool.User{}, err
	}
	pool, err := p.Store.Pool(departed.PoolID)
	if err != nil {
		return userpool.User{}, err
	}
	call := trigger.Call{Pool: pool, ClientID: request.Client.ID}
	user, err := p.Store.FederatedUser(pool.ID, said)
	switch {
	case errors.Is(err, userpool.ErrUserNotFound):
		return p.signUpFromProvider(ctx, call, request.Client, said)
	case err != nil:
		return userpool.User{}, err
	case !user.Enabled:
		return userpool.User{}, &federation.Error{Description: "User is not enabled"} // observed
	}
	call.Source, call.Username = trigger.PreAuthentication, user.Username
	if err := p.Triggers.PreAuthentication(ctx, call, trigger.PreAuthenticationRequest{UserAttributes: trigger.UserAttributes(user)}); err != nil {
		return userpool.User{}, err
	}
	if user, err = p.Store.UpdateFederatedUser(request.Client, user.Username, said); err != nil {
		return userpool.User{}, err
	}
	call.Source = trigger.PostAuthentication
	return user, p.Triggers.PostAuthentication(ctx, call, user, false, nil)
}

func (p *Pages) signUpFromProvider(ctx context.Context, call trigger.Call, client userpool.Client, said userpool.Assertion) (userpool.User, error) {
	user, err := p.Store.NewFederatedUser(client, said)
	if err != nil {
		return userpool.User{}, err
	}
	call.Source, call.Username = trigger.PreSignUpExternalProvider, user.Username
	if _, err := p.Triggers.PreSignUp(ctx, call, trigger.PreSignUpRequest{UserAttributes: trigger.UserAttributes(user)}); err != nil {
		return userpool.User{}, err
	}
	if err := p.Store.AddFederatedUser(user, said); err != nil {
		return userpool.User{}, err
	}
	call.Source = trigger.PostConfirmationSignUp
	return user, p.Triggers.PostConfirmation(ctx, call, user, nil)
}
