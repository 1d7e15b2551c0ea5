package saml

import (
	"net/http"

	"github.com/crewjam/saml"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// LogoutRequest returns the address at the provider to which the pool redirects a browser for a
// logout: with a signed request of the given id for the user of an assertion, and the relay state
// (developer guide, "Signing out SAML users with single sign-out").
func (p *ServiceProvider) LogoutRequest(id, relayState string, user userpool.SAMLUser) (string, error) {
	sp, err := p.library()
	if err != nil {
		return "", err
	}
	request, err := sp.MakeLogoutRequest(p.Provider.SLOLocation(), user.NameID, saml.WithSessionIndex(user.SessionIndex))
	if err != nil {
		return "", err
	}
	request.ID, request.Issuer.Format = id, ""
	request.NameID = &saml.NameID{
		Value: user.NameID, Format: user.Format, NameQualifier: user.NameQualifier, SPNameQualifier: user.SPNameQualifier,
	}
	location, err := sp.RedirectLogoutRequestURL(request, relayState)
	if err != nil {
		return "", err
	}
	return location.String(), nil
}

// VerifyLogout checks the signed response to a logout request, in the form of a POST. The error is
// an *InvalidResponse.
func (p *ServiceProvider) VerifyLogout(r *http.Request, requestID string) error {
	if r.URL.Query().Has("SAMLResponse") { // the library would read it as the other binding
		return invalid("the response is in the query")
	}
	sp, err := p.library()
	if err != nil {
		return err
	}
	if _, err := sp.ParseLogoutResponse(r, []string{requestID}); err != nil {
		return invalid("%s", unwrap(err))
	}
	return nil
}
