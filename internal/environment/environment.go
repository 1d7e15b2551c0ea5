package environment

import "time"

// Environment is one deployment: a user pool, where it is, and what is declared of it.
type Environment struct {
	// Name tells it from the others of a run: a workspace, or the name of its folder or file.
	Name string
	// Source is the folder or file that it was read from, as the caller named it.
	Source     string
	Region     string // for example eu-west-1
	UserPoolID string // REGION_xxxxxxxxx
	// Production forbids what is at home on a developer's machine only.
	Production bool
	// Endpoints are those that Terraform gave. The zero value means that they follow from
	// the pool and its domain.
	Endpoints Endpoints
	Declared  Pool
	// IdentityProviders are the providers that the pool must have, sorted by name. Only a
	// plan declares them.
	IdentityProviders []IdentityProvider
	// Clients are those to be checked, sorted by Key.
	Clients []Client
	// AllClients asks for the clients of the pool that nothing is declared of, too.
	AllClients bool
}

// Endpoints are absolute URLs, as the outputs of the root module name them.
type Endpoints struct {
	Issuer                 string `json:"issuer"`
	JWKSURI                string `json:"jwks_uri"`
	OpenIDConfigurationURI string `json:"openid_configuration_uri"`
	LoginBaseURL           string `json:"login_base_url"`
	AuthorizationEndpoint  string `json:"authorization_endpoint"`
	TokenEndpoint          string `json:"token_endpoint"`
	RevocationEndpoint     string `json:"revocation_endpoint"`
	UserInfoEndpoint       string `json:"userinfo_endpoint"`
	EndSessionEndpoint     string `json:"end_session_endpoint"`
}

// Pool is what is declared of a user pool. A nil field is not declared.
type Pool struct {
	DeletionProtection  *string // ACTIVE or INACTIVE
	Tier                *string // LITE, ESSENTIALS or PLUS
	MFAConfiguration    *string // OFF, OPTIONAL or ON
	ManagedLoginVersion *int    // 1 or 2
}

// IdentityProvider is a provider that users of the pool sign in with.
type IdentityProvider struct {
	Name string
	Type string // such as OIDC, SAML or Google; empty if not declared
}

// Client is an app client, and what is declared of it.
type Client struct {
	// Key is its key in the input `clients`, or its name where it has none.
	Key string
	ID  string
	// Secret is nil if Terraform does not say; empty for a public client.
	Secret   *Secret
	Declared AppClient
}

// AppClient is what is declared of an app client. A nil field is not declared; an
// empty list declares that there is none.
type AppClient struct {
	AccessToken      *time.Duration
	IDToken          *time.Duration
	RefreshToken     *time.Duration
	Rotation         *bool
	RetryGracePeriod *time.Duration
	Revocation       *bool

	// The fields of the token endpoint's responses, sorted.
	CodeResponseFields    []string
	RefreshResponseFields []string

	Confidential               *bool // it has a secret
	ExplicitAuthFlows          []string
	AllowedOAuthFlows          []string
	AllowedOAuthScopes         []string
	CallbackURLs               []string
	LogoutURLs                 []string
	PreventUserExistenceErrors *string // ENABLED or LEGACY
}

// Secret is a client secret. It is never printed.
type Secret string

// String does not tell the secret.
func (Secret) String() string { return "(a client secret)" }

// MarshalText does not tell the secret, for JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// GoString does not tell the secret, for %#v in a failing assertion.
func (Secret) GoString() string { return "(a client secret)" }
