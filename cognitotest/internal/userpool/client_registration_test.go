package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A pool has a list of flows for each kind of registration. Without a list, applications with an access token can have code
// and client_credentials, and others can have code.
func TestFlowsOfClientRegistration(t *testing.T) {
	t.Parallel()
	flows := []string{"code", "implicit", "client_credentials"}
	for _, tt := range []struct {
		name          string
		registration  ClientRegistration
		authenticated []string
		open          []string
	}{
		{"no lists", ClientRegistration{}, []string{"code", "client_credentials"}, []string{"code"}},
		{"a list for authenticated applications", ClientRegistration{AuthenticatedFlows: []string{"client_credentials"}}, []string{"client_credentials"}, []string{"code"}},
		{"a list for open registration", ClientRegistration{OpenFlows: []string{"implicit"}}, []string{"code", "client_credentials"}, []string{"implicit"}},
		{"empty lists", ClientRegistration{AuthenticatedFlows: []string{}, OpenFlows: []string{}}, nil, nil},
		{
			"both lists", ClientRegistration{AuthenticatedFlows: []string{"implicit"}, OpenFlows: []string{"code", "client_credentials"}},
			[]string{"implicit"}, []string{"code", "client_credentials"},
		},
	} {
		permitted := func(authenticated bool) (list []string) {
			for _, flow := range flows {
				if tt.registration.permits(flow, authenticated) {
					list = append(list, flow)
				}
			}
			return list
		}
		assert.Equal(t, tt.authenticated, permitted(true), "%s, authenticated", tt.name)
		assert.Equal(t, tt.open, permitted(false), "%s, open", tt.name)
	}
}

func TestRegistersClients(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		registration *ClientRegistration
		want         bool
	}{{nil, false}, {&ClientRegistration{}, false}, {&ClientRegistration{Open: true}, false}, {&ClientRegistration{Enabled: true}, true}} {
		pool := Pool{PoolSettings: PoolSettings{Registration: tt.registration}}
		assert.Equal(t, tt.want, pool.RegistersClients(), "%+v", tt.registration)
	}
}

// newRegistrationStore returns a store with a pool that registers clients and has a resource server.
func newRegistrationStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateResourceServer(pool.ID, ResourceServer{Identifier: "api", Scopes: []Scope{{Name: "read"}, {Name: "write"}}})
	require.NoError(t, err)
	pool, err = s.UpdatePool(pool.ID, func(p *Pool) {
		p.Registration = &ClientRegistration{Enabled: true, Open: true, AllowedScopes: []string{"api/read", RegistrationScope}}
	})
	require.NoError(t, err)
	return s, pool
}

func TestScopesOfARegisteredClient(t *testing.T) {
	t.Parallel()
	const missing = "InvalidParameterException: The scope is missing: name the scopes that the client requests."
	s, pool := newRegistrationStore(t)
	callback := []string{"https://app.example/callback"}
	refused := func(scope string) string {
		return "InvalidParameterException: A registered client cannot request the scope " + scope + " in this user pool."
	}
	for _, tt := range []struct {
		name      string
		flow      string
		requested []string
		scopes    []string
		want      string
	}{
		{"users without scopes", "code", nil, []string{"openid", "email", "phone", "profile"}, ""},
		{"users with an empty list", "code", []string{}, nil, missing},
		{"users with OpenID Connect scopes", "code", []string{"email", "openid"}, []string{"email", "openid"}, ""},
		{"users with a scope of the pool", "code", []string{"openid", "api/read"}, []string{"openid", "api/read"}, ""},
		{"machine without scopes", "client_credentials", nil, nil, missing},
		{"machine with a scope of the pool", "client_credentials", []string{"api/read"}, []string{"api/read"}, ""},
		{"existing scope that the pool does not allow", "code", []string{"openid", "api/write"}, nil, refused("api/write")},
		{"scope of the API", "code", []string{"aws.cognito.signin.user.admin"}, nil, refused("aws.cognito.signin.user.admin")},
		{"scope that registers clients", "code", []string{"aws.cognito/dcr/register"}, nil, refused("aws.cognito/dcr/register")},
		{"flow that the pool does not permit", "implicit", nil, nil, "InvalidParameterException: The user pool does not permit this grant type for this kind of registration."},
	} {
		c, err := s.RegisterClient(pool.ID, Registration{Authenticated: true, Confidential: true, Flow: tt.flow, RedirectURIs: callback, Scopes: tt.requested})
		assert.Equal(t, tt.want, errorText(err), tt.name)
		assert.Equal(t, tt.scopes, c.AllowedOAuthScopes, tt.name)
	}
	_, err := s.RegisterClient(pool.ID, Registration{Flow: "client_credentials", Confidential: true, Scopes: []string{"api/read"}})
	require.EqualError(t, err, "InvalidParameterException: The user pool does not permit this grant type for this kind of registration.", "without an access token")
	_, other := newDefaultStore(t, Pool{})
	_, err = s.RegisterClient(other.ID, Registration{Flow: "code", RedirectURIs: callback})
	require.EqualError(t, err, "ResourceNotFoundException: User pool "+other.ID+" does not exist.")
	_, err = s.UpdatePool(pool.ID, func(p *Pool) { p.Registration = nil })
	require.NoError(t, err)
	_, err = s.RegisterClient(pool.ID, Registration{Flow: "code", RedirectURIs: callback})
	assert.ErrorIs(t, err, ErrRegistrationOff)
}

func TestSettingsOfARegisteredClient(t *testing.T) {
	t.Parallel()
	s, pool := newRegistrationStore(t)
	callback := []string{"https://app.example/callback"}
	c, err := s.RegisterClient(pool.ID, Registration{Flow: "code", RedirectURIs: callback, Name: "editor"})
	require.NoError(t, err)
	assert.Equal(t, ClientSettings{
		Name: "editor", AuthSessionValidity: 3, EnableTokenRevocation: true, OAuthEnabled: true, SupportedIdentityProviders: []string{"COGNITO"},
		AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid", "email", "phone", "profile"}, CallbackURLs: callback,
	}, c.ClientSettings)
	assert.True(t, c.Registered)
	assert.Empty(t, c.Secrets)
	stored, err := s.Client(pool.ID, c.ID)
	require.NoError(t, err)
	assert.Equal(t, c, stored)

	machine, err := s.RegisterClient(pool.ID, Registration{Authenticated: true, Flow: "client_credentials", Confidential: true, Scopes: []string{"api/read"}})
	require.NoError(t, err)
	assert.Equal(t, machine.ID, machine.Name, "without a name")
	assert.Empty(t, machine.SupportedIdentityProviders, "a machine does not sign in")
	if assert.Len(t, machine.Secrets, 1) {
		assert.Regexp(t, "^[0-9a-v]{51}$", machine.Secrets[0].Value)
	}
}

func TestRegisteredClientHasNoRegistrationScope(t *testing.T) {
	t.Parallel()
	s, pool := newRegistrationStore(t)
	registered, err := s.RegisterClient(pool.ID, Registration{Flow: "code", RedirectURIs: []string{"https://app.example"}})
	require.NoError(t, err)
	settings := registered.ClientSettings
	settings.AllowedOAuthScopes = []string{"openid", "aws.cognito/dcr/register"}
	_, err = s.UpdateClient(pool.ID, registered.ID, settings)
	require.EqualError(t, err, "InvalidParameterException: A client from dynamic client registration cannot have the scope aws.cognito/dcr/register.")
	_, err = s.CreateClient(pool.ID, settings, "", false)
	assert.NoError(t, err, "a client of an administrator")
}

func TestAllowedScopesOfClientRegistrationExist(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		scopes []string
		want   string
	}{
		{"none", nil, ""},
		{"scopes of the resource server and of every pool", []string{"api/read", "openid", "aws.cognito/dcr/register"}, ""},
		{"the second scope is unknown", []string{"api/read", "api/delete"}, "InvalidParameterException: The scope api/delete of DcrConfiguration.AllowedScopes does not exist."},
	} {
		s, pool := newRegistrationStore(t)
		_, err := s.UpdatePool(pool.ID, func(p *Pool) { p.Registration = &ClientRegistration{Enabled: true, AllowedScopes: tt.scopes} })
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
	s, pool := newRegistrationStore(t)
	require.NoError(t, s.DeleteResourceServer(pool.ID, "api"))
	_, err := s.UpdatePool(pool.ID, func(p *Pool) { p.UnusedAccountValidityDays = nil })
	require.NoError(t, err, "a later change of another setting")
	_, err = s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{Registration: &ClientRegistration{AllowedScopes: []string{"api/read"}}}})
	assert.EqualError(t, err, "InvalidParameterException: The scope api/read of DcrConfiguration.AllowedScopes does not exist.", "a new pool has no resource server")
}
