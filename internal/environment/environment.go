package environment

import "time"

// Environment is one deployment: a user pool, its location, and its declared settings.
type Environment struct {
	// Name is unique in a run: the name of a workspace, a folder or a file.
	Name string
	// Source is the folder or file, as written by the caller.
	Source     string
	Region     string // for example eu-west-1
	UserPoolID string // REGION_xxxxxxxxx
	// Production enables stricter checks. They reject settings for development, such as a callback on
	// localhost.
	Production bool
	// Endpoints are the URLs in the outputs. Without outputs, each field is empty, and the checks derive
	// the URLs from the pool and its domain.
	Endpoints Endpoints
	Declared  Pool
	// IdentityProviders are the required providers of the pool, sorted by name. Only a plan
	// declares them.
	IdentityProviders []IdentityProvider
	// SessionLimit is the number of sessions per user that the outputs of a plan declare, with session
	// tracking. No resource sets it, so it is not in Declared: the check session-limit sets it itself.
	SessionLimit *int
	// Clients are the clients to check, sorted by Key.
	Clients []Client
	// AllClients adds the undeclared clients of the pool to a check.
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

// Pool has the declared settings of a user pool. A nil field is not declared.
type Pool struct {
	DeletionProtection  *string // ACTIVE or INACTIVE
	Tier                *string // LITE, ESSENTIALS or PLUS
	MFAConfiguration    *string // OFF, OPTIONAL or ON
	ManagedLoginVersion *int    // 1 or 2

	PasswordPolicy           *PasswordPolicy
	AllowAdminCreateUserOnly *bool
	AccountRecovery          []string // names of recovery mechanisms, by priority
	AdvancedSecurityMode     *string  // OFF, AUDIT or ENFORCED
	CustomAuthMode           *string  // AUDIT or ENFORCED
	IssuerType               *string  // ORIGINAL or UPDATED
	UserSessionTracking      *string  // ENABLED or DISABLED
	MaxSessionsPerUser       *int
	OpenRegistration         *bool   // whether applications can register clients without an access token
	WebACLARN                *string // the web ACL of AWS WAF that protects the pool; empty: none
}

// PasswordPolicy has the declared rules for passwords. A nil field is not declared.
type PasswordPolicy struct {
	MinimumLength                 *int  `json:"minimum_length" hcl:"minimum_length"`
	RequireLowercase              *bool `json:"require_lowercase" hcl:"require_lowercase"`
	RequireUppercase              *bool `json:"require_uppercase" hcl:"require_uppercase"`
	RequireNumbers                *bool `json:"require_numbers" hcl:"require_numbers"`
	RequireSymbols                *bool `json:"require_symbols" hcl:"require_symbols"`
	PasswordHistorySize           *int  `json:"password_history_size" hcl:"password_history_size"`
	TemporaryPasswordValidityDays *int  `json:"temporary_password_validity_days" hcl:"temporary_password_validity_days"`
}

// IdentityProvider is a provider that users of the pool sign in with.
type IdentityProvider struct {
	Name string
	Type string // such as OIDC, SAML or Google; empty if not declared
}

// Client is an app client, and its declared settings.
type Client struct {
	// Key is the key in the input `clients`, or the client's name.
	Key string
	ID  string
	// Secret is nil if it is unknown, and empty for a public client.
	Secret   *Secret
	Declared AppClient
}

// AppClient has the declared settings of an app client. A nil field is not declared. An empty
// list declares an empty setting.
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

	Confidential               *bool // whether the client has a secret
	ExplicitAuthFlows          []string
	AllowedOAuthFlows          []string
	AllowedOAuthScopes         []string
	CallbackURLs               []string
	LogoutURLs                 []string
	PreventUserExistenceErrors *string // ENABLED or LEGACY
	SSOSessionMinutes          *int    // how long the client reuses the browser's session
}

// Secret is a client secret. No format prints it.
type Secret string

// String hides the secret.
func (Secret) String() string { return "(a client secret)" }

// MarshalText hides the secret, for JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// GoString hides the secret, for %#v in a failing assertion.
func (Secret) GoString() string { return "(a client secret)" }
