package userpool

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Client is an app client. A nil slice or pointer means "not set". A validity of 0 means "not
// set".
type Client struct {
	ID       string
	PoolID   string
	Secrets  []ClientSecret // none: a public client
	Created  time.Time
	Modified time.Time
	// Registered reports that an application registered the client itself.
	Registered bool
	ClientSettings
}

// ClientSettings are the settings that UpdateUserPoolClient replaces as a whole.
type ClientSettings struct {
	Name                       string
	AccessTokenValidity        Validity
	IDTokenValidity            Validity
	RefreshTokenValidity       Validity
	AuthSessionValidity        int // minutes
	ReadAttributes             []string
	WriteAttributes            []string
	ExplicitAuthFlows          []string
	SupportedIdentityProviders []string
	CallbackURLs               []string
	LogoutURLs                 []string
	DefaultRedirectURI         string
	AllowedOAuthFlows          []string
	AllowedOAuthScopes         []string
	// OAuthEnabled is AllowedOAuthFlowsUserPoolClient.
	OAuthEnabled                   bool
	PreventUserExistenceErrors     string // ENABLED, LEGACY or "" (which acts as LEGACY)
	EnableTokenRevocation          bool
	PropagateAdditionalUserContext bool
	Rotation                       *Rotation // nil: never set
	Analytics                      []byte    // AnalyticsConfiguration as the client sent it
}

// Validity is a lifetime as the API states it: a number and its unit. An empty unit means the
// default unit of the token.
type Validity struct {
	Value int
	Unit  string // seconds, minutes, hours, days or ""
}

// Rotation is a client's refresh token rotation.
type Rotation struct {
	Enabled bool
	// Grace is how long a replaced token remains usable: 0 to 60 seconds.
	Grace time.Duration
}

// Defaults of a new client (API_CreateUserPoolClient).
const (
	DefaultRefreshTokenDays    = 30
	DefaultAuthSessionMinutes  = 3
	defaultTokenLifetime       = time.Hour
	defaultAccessAndIDUnit     = "hours"
	defaultRefreshUnit         = "days"
	minAccessAndIDLifetime     = 5 * time.Minute
	maxAccessAndIDLifetime     = 24 * time.Hour
	minRefreshLifetime         = time.Hour
	maxRefreshLifetime         = 315360000 * time.Second
	preventUserExistenceErrors = "ENABLED"
)

var units = map[string]time.Duration{
	"seconds": time.Second,
	"minutes": time.Minute,
	"hours":   time.Hour,
	"days":    24 * time.Hour,
}

// duration returns the lifetime, or otherwise if the value is not set.
func (v Validity) duration(defaultUnit string, otherwise time.Duration) time.Duration {
	if v.Value == 0 {
		return otherwise
	}
	unit := v.Unit
	if unit == "" {
		unit = defaultUnit
	}
	if v.Value > int(math.MaxInt64/units[unit]) {
		return math.MaxInt64 // outside every range: the product would overflow
	}
	return time.Duration(v.Value) * units[unit]
}

// AccessTokenLifetime returns the lifetime of the client's access tokens.
func (c ClientSettings) AccessTokenLifetime() time.Duration {
	return c.AccessTokenValidity.duration(defaultAccessAndIDUnit, defaultTokenLifetime)
}

// IDTokenLifetime returns the lifetime of the client's ID tokens.
func (c ClientSettings) IDTokenLifetime() time.Duration {
	return c.IDTokenValidity.duration(defaultAccessAndIDUnit, defaultTokenLifetime)
}

// RefreshTokenLifetime returns the lifetime of the client's token families.
func (c ClientSettings) RefreshTokenLifetime() time.Duration {
	return c.RefreshTokenValidity.duration(defaultRefreshUnit, DefaultRefreshTokenDays*24*time.Hour)
}

// Rotates reports whether a refresh returns a new refresh token.
func (c ClientSettings) Rotates() bool { return c.Rotation != nil && c.Rotation.Enabled }

// HidesUnknownUsers reports whether the client gets the same errors for an unknown user and a
// wrong password.
func (c ClientSettings) HidesUnknownUsers() bool {
	return c.PreventUserExistenceErrors == preventUserExistenceErrors
}

// AllowsAuthFlow reports whether InitiateAuth accepts a flow, named without its ALLOW_ prefix.
// A client without flows allows SRP, custom and refresh.
func (c ClientSettings) AllowsAuthFlow(flow string) bool {
	if flow == "REFRESH_TOKEN_AUTH" && c.Rotates() {
		return false // the two are mutually exclusive (developer guide, "Refresh tokens")
	}
	if len(c.ExplicitAuthFlows) == 0 {
		return slices.Contains([]string{"USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"}, flow)
	}
	if slices.Contains(c.ExplicitAuthFlows, "ALLOW_"+flow) {
		return true
	}
	// The legacy names always allow SRP and refresh (API_CreateUserPoolClient).
	switch flow {
	case "ADMIN_USER_PASSWORD_AUTH":
		return slices.Contains(c.ExplicitAuthFlows, "ADMIN_NO_SRP_AUTH")
	case "USER_PASSWORD_AUTH":
		return slices.Contains(c.ExplicitAuthFlows, "USER_PASSWORD_AUTH")
	case "CUSTOM_AUTH":
		return slices.Contains(c.ExplicitAuthFlows, "CUSTOM_AUTH_FLOW_ONLY")
	case "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH":
		return slices.ContainsFunc(c.ExplicitAuthFlows, isLegacyAuthFlow)
	}
	return false
}

// CreateClient stores a new client in a pool. generateSecret makes it confidential.
func (s *Store) CreateClient(poolID string, settings ClientSettings, secret string, generateSecret bool) (Client, error) {
	return inPool(s, poolID, func(p *poolState) (Client, error) {
		c := Client{PoolID: poolID, ClientSettings: settings}
		if generateSecret || secret != "" {
			c.Secrets = []ClientSecret{s.newClientSecret(secret)}
		}
		return s.addClient(p, c)
	})
}

// addClient stores a new client with an id. Registered clients count toward the same quota
// (developer guide, "Dynamic client registration").
func (s *Store) addClient(p *poolState, c Client) (Client, error) {
	if err := quota(p.clients.Len(), maxClients, "A user pool", "app clients"); err != nil {
		return Client{}, err
	}
	c.ID, c.Created = randomString(clientAlphabet, clientIDLength), s.Clock.Now()
	c.Modified, c.Name = c.Created, cmp.Or(c.Name, c.ID)
	if err := p.checkClient(c); err != nil {
		return Client{}, err
	}
	p.clients.Put(c.ID, c)
	return c, nil
}

// UpdateClient replaces a client's settings. A rotation that was set before and is omitted now
// remains in the settings, disabled and without a grace period (terraform-provider-aws#47196).
func (s *Store) UpdateClient(poolID, clientID string, settings ClientSettings) (Client, error) {
	return inPool(s, poolID, func(p *poolState) (Client, error) {
		c, ok := p.clients.Get(clientID)
		if !ok {
			return Client{}, apierror.ClientNotFound(clientID)
		}
		if settings.Name == "" {
			settings.Name = c.Name
		}
		if settings.Rotation == nil && c.Rotation != nil {
			settings.Rotation = &Rotation{}
		}
		c.ClientSettings = settings
		c.Modified = s.Clock.Now()
		if err := p.checkClient(c); err != nil {
			return Client{}, err
		}
		p.clients.Put(c.ID, c)
		return c, nil
	})
}

// Client returns a pool's client by id.
func (s *Store) Client(poolID, clientID string) (Client, error) {
	return inPool(s, poolID, func(p *poolState) (Client, error) {
		c, ok := p.clients.Get(clientID)
		if !ok {
			return Client{}, apierror.ClientNotFound(clientID)
		}
		return c, nil
	})
}

// FindClient returns the client with an id in the pools and the replicas of a region. A region of ""
// means all regions, among which ids are unique.
func (s *Store) FindClient(region, clientID string) (Client, error) {
	return transaction.Run(s.db, func() (Client, error) {
		for poolID := range s.poolsByClient.Of(clientID) {
			p := s.byPool.Of(poolID)
			if region == "" || (Pool{ID: poolID}).Region() == region || p.replicatedIn(region, s.Clock.Now()) {
				return p.clients.At(clientID), nil
			}
		}
		return Client{}, apierror.ClientNotFound(clientID)
	})
}

// Clients returns a pool's clients by id.
func (s *Store) Clients(poolID string) ([]Client, error) {
	return inPool(s, poolID, func(p *poolState) ([]Client, error) { return p.clients.Sorted(), nil })
}

// DeleteClient deletes a client with its style, terms and other settings, and revokes its
// refresh tokens.
func (s *Store) DeleteClient(poolID, clientID string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.clients.Get(clientID); !ok {
			return struct{}{}, apierror.ClientNotFound(clientID)
		}
		p.clients.Delete(clientID)
		p.clientSessionConfigurations.Delete(clientID)
		if b, ok := p.brandingOf(clientID); ok {
			p.brandings.Delete(b.ID)
		}
		for id, t := range p.terms.All() {
			if t.ClientID == clientID {
				p.terms.Delete(id)
			}
		}
		for key := range p.rawSettings.All() {
			if strings.HasSuffix(key, "/"+clientID) {
				p.rawSettings.Delete(key)
			}
		}
		for f := range s.familiesIn(poolID) {
			if f.ClientID == clientID {
				s.endFamily(f, EventClientDeleted)
			}
		}
		return struct{}{}, nil
	})
	return err
}
