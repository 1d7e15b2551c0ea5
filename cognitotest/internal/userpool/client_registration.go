package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// RegistrationScope is the scope of the access tokens that register app clients. Every pool has it,
// without a resource server (developer guide, "Dynamic client registration").
const RegistrationScope = "aws.cognito/dcr/register"

// ClientRegistration is a pool's dynamic client registration (API_DcrConfigurationType).
type ClientRegistration struct {
	Enabled bool
	Open    bool // applications can register without an access token
	// The flows that a registered client can have: code, client_credentials, and implicit, which
	// has no effect. A nil list means the default.
	AuthenticatedFlows []string
	OpenFlows          []string
	// AllowedScopes are the scopes that a client can have in addition to the OpenID Connect scopes.
	AllowedScopes []string
}

// openIDScopes are the scopes that a registered client can have without a setting of the pool.
var openIDScopes = []string{"openid", "email", "phone", "profile"}

// RegistersClients reports whether applications can register clients in the pool.
func (p Pool) RegistersClients() bool { return p.Registration != nil && p.Registration.Enabled }

// checkRegistration requires that the scopes exist, as for an app client. That the service checks
// them, and its error, are unspecified.
func (p *poolState) checkRegistration() error {
	if p.pool.Registration == nil {
		return nil
	}
	for _, scope := range p.pool.Registration.AllowedScopes {
		if !p.declares(scope) {
			return apierror.InvalidParameter("The scope %s of DcrConfiguration.AllowedScopes does not exist.", scope)
		}
	}
	return nil
}

// permits reports whether a registered client can have a flow.
func (r ClientRegistration) permits(flow string, authenticated bool) bool {
	permitted := []string{"code"}
	switch {
	case authenticated && r.AuthenticatedFlows == nil:
		permitted = []string{"code", "client_credentials"}
	case authenticated:
		permitted = r.AuthenticatedFlows
	case r.OpenFlows != nil:
		permitted = r.OpenFlows
	}
	return slices.Contains(permitted, flow)
}
