package hostedui

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The texts of the error page for SAML responses without a sign-in: the first is reported
// (amplify-genai-backend#25 and support pages of three products), the second is in the developer
// guide, "Troubleshooting".
const (
	invalidRelayState = "Invalid samlResponse or relayState from identity provider"
	tookTooLong       = "Something went wrong"
)

// samlResponse handles the response of a SAML provider, which the browser posts (developer guide,
// "The IdP SAML assertion endpoint"). Errors are sent to the app's callback. A relay state that this
// browser did not receive leads to the error page, unless it is the request of an IdP-initiated
// sign-in.
func (p *Pages) samlResponse(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	for _, name := range []string{"SAMLResponse", "RelayState"} {
		if r.PostFormValue(name) == "" {
			p.rejectSAML(w, r, missingParameterText(name))
			return
		}
	}
	response := federation.SAMLResponse{Text: r.PostFormValue("SAMLResponse"), Origin: authorization.Origin(r)}
	providerSignIn, err := p.Federation.Returned(r, d.PoolID, r.PostFormValue("RelayState"))
	switch {
	case errors.Is(err, federation.ErrExpiredState):
		p.rejectSAML(w, r, tookTooLong)
	case err != nil:
		p.unsolicited(w, r, d, response)
	case providerSignIn.RequestID == "": // the state of a sign-in at a provider of another type
		p.rejectSAML(w, r, invalidRelayState)
	default:
		response.RequestID = providerSignIn.RequestID
		p.resume(w, r, d, providerSignIn, func(provider userpool.IdentityProvider) (userpool.Assertion, error) {
			return p.Federation.IdentifySAML(r.Context(), d.PoolID, provider, response)
		})
	}
}

// unsolicited handles an IdP-initiated sign-in: a response without a request of the pool. Its relay
// state has the parameters of an authorization request, for a provider that permits it (developer
// guide, "SAML session initiation"). The client may have SAML providers only.
func (p *Pages) unsolicited(w http.ResponseWriter, r *http.Request, d userpool.Domain, response federation.SAMLResponse) {
	query, err := url.ParseQuery(r.PostFormValue("RelayState"))
	if err != nil || !query.Has("client_id") {
		p.rejectSAML(w, r, invalidRelayState)
		return
	}
	request, err := authorization.Parse(p.Store, d, query)
	if err != nil {
		authorization.WriteError(w, r, p.Store, err)
		return
	}
	if !request.LeadsToProvider() || request.Provider().Details["IDPInit"] != "true" || !p.hasOnlySAML(request.Client) {
		p.rejectSAML(w, r, invalidRelayState)
		return
	}
	p.signInAtProvider(w, r, request, func(provider userpool.IdentityProvider) (userpool.Assertion, error) {
		return p.Federation.IdentifySAML(r.Context(), d.PoolID, provider, response)
	})
}

func (p *Pages) hasOnlySAML(client userpool.Client) bool {
	return !slices.ContainsFunc(client.SupportedIdentityProviders, func(name string) bool {
		provider, err := p.Store.IdentityProvider(client.PoolID, name)
		return err != nil || provider.Type != "SAML"
	})
}

// samlLogout handles the response of a SAML provider to a logout, which the browser posts, and
// redirects to the target of the logout (developer guide, "Signing out SAML users with single
// sign-out"). The text for an invalid response is unspecified.
func (p *Pages) samlLogout(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	target, err := p.Federation.SignedOut(r, d.PoolID, r.PostFormValue("RelayState"), authorization.Origin(r))
	switch {
	case errors.Is(err, federation.ErrUnknownState):
		p.rejectSAML(w, r, invalidRelayState)
	case err != nil:
		p.rejectSAML(w, r, err.Error())
	default:
		authorization.Redirect(w, r, authorization.Here(p.Store, r, target))
	}
}

// wrongBinding handles a response that is not posted (the text is unspecified).
func (p *Pages) wrongBinding(w http.ResponseWriter, r *http.Request, _ userpool.Domain) {
	p.rejectSAML(w, r, "Request method '"+r.Method+"' not supported")
}

func (p *Pages) rejectSAML(w http.ResponseWriter, r *http.Request, reason string) {
	pageError := &authorization.PageError{Code: reason}
	authorization.Redirect(w, r, authorization.Origin(r)+pageError.Path())
}
