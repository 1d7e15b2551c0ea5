package userpool

import (
	"errors"
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

// ErrRegistrationOff is the error of a registration in a pool that registers no clients.
var ErrRegistrationOff = errors.New("userpool: dynamic client registration is off")

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

// Registration is what an application requests for its client.
type Registration struct {
	Authenticated bool // with an access token that has the RegistrationScope
	Flow          string
	Confidential  bool
	Name          string // "": the id of the client
	RedirectURIs  []string
	Scopes        []string // nil: the OpenID Connect scopes
}

// RegisterClient adds the client of an application to a pool, if the pool's configuration permits
// it. The client has the defaults of CreateUserPoolClient, and its users sign in with the pool's
// own directory (unspecified).
//
// Errors: ErrRegistrationOff, and the exceptions of CreateUserPoolClient.
func (s *Store) RegisterClient(poolID string, r Registration) (Client, error) {
	return inPool(s, poolID, func(p *poolState) (Client, error) {
		scopes, err := p.registrationScopes(r)
		if err != nil {
			return Client{}, err
		}
		settings := ClientSettings{
			Name: r.Name, AuthSessionValidity: DefaultAuthSessionMinutes, EnableTokenRevocation: true,
			OAuthEnabled: true, AllowedOAuthFlows: []string{r.Flow}, AllowedOAuthScopes: scopes, CallbackURLs: r.RedirectURIs,
		}
		if r.Flow == "code" {
			settings.SupportedIdentityProviders = []string{"COGNITO"}
		}
		c := Client{PoolID: poolID, Registered: true, ClientSettings: settings}
		if r.Confidential {
			c.Secrets = []ClientSecret{s.newClientSecret("")}
		}
		return s.addClient(p, c)
	})
}

// registrationScopes returns the scopes of a client, if the pool's configuration permits its flow
// and its scopes. A client of a machine states its scopes: without them it has no token to request.
// The texts are unspecified.
func (p *poolState) registrationScopes(r Registration) ([]string, error) {
	if !p.pool.RegistersClients() {
		return nil, ErrRegistrationOff
	}
	configured := *p.pool.Registration
	if !configured.permits(r.Flow, r.Authenticated) {
		return nil, apierror.InvalidParameter("The user pool does not permit this grant type for this kind of registration.")
	}
	if r.Scopes == nil && r.Flow == "code" {
		return slices.Clone(openIDScopes), nil
	}
	if len(r.Scopes) == 0 {
		return nil, apierror.InvalidParameter("The scope is missing: name the scopes that the client requests.")
	}
	for _, scope := range r.Scopes {
		if !slices.Contains(openIDScopes, scope) && !slices.Contains(configured.AllowedScopes, scope) || scope == RegistrationScope {
			return nil, apierror.InvalidParameter("A registered client cannot request the scope %s in this user pool.", scope)
		}
	}
	return r.Scopes, nil
}

// checkRegistered rejects a registered client with the scope that registers clients
// (API_UserPoolClientType). The text is unspecified.
func checkRegistered(c Client) error {
	if c.Registered && slices.Contains(c.AllowedOAuthScopes, RegistrationScope) {
		return apierror.InvalidParameter("A client from dynamic client registration cannot have the scope %s.", RegistrationScope)
	}
	return nil
}
