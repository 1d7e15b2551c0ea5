package token

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Issuer answers sign-ins and refreshes with tokens.
type Issuer struct {
	Store *userpool.Store
	keys  keyring
}

// Set is what a token response is made of. ID is "" without the openid scope
// (except for API sign-ins), Refresh is "" where the grant gives none.
type Set struct {
	Access    string
	ID        string
	Refresh   string
	ExpiresIn time.Duration // of the access token
}

// SignIn describes a person's completed sign-in.
type SignIn struct {
	Client   userpool.Client
	User     userpool.User
	Scopes   []string
	AuthTime time.Time
	Nonce    string
	Resource string
	API      bool // through InitiateAuth rather than OAuth
}

// apiScope is the scope of tokens from an API sign-in.
const apiScope = "aws.cognito.signin.user.admin"

// SignIn starts a family of tokens and returns its first set.
func (i *Issuer) SignIn(s SignIn) (Set, error) {
	if s.API {
		s.Scopes = []string{apiScope}
	}
	grant, refresh := i.Store.StartGrant(userpool.Grant{
		PoolID: s.Client.PoolID, ClientID: s.Client.ID, Username: s.User.Username, Scopes: s.Scopes,
		AuthTime: s.AuthTime, Resource: s.Resource, API: s.API,
		ExpiresAt: i.Store.Clock.Now().Add(s.Client.RefreshTokenLifetime()),
	})
	set, err := i.sign(s.Client, s.User, grant, s.Nonce)
	if err != nil {
		return Set{}, err
	}
	set.Refresh, err = i.sealRefreshToken(s.Client.PoolID, refresh.ID)
	return set, err
}

// Implicit returns the tokens of an implicit grant, which has no refresh token.
func (i *Issuer) Implicit(s SignIn) (Set, error) {
	set, err := i.SignIn(s)
	set.Refresh = ""
	return set, err
}

// Refresh redeems a refresh token for a client. The set holds a new refresh
// token exactly when the client rotates them.
//
// Errors: NotAuthorizedException or RefreshTokenReuseException.
func (i *Issuer) Refresh(client userpool.Client, refreshToken string) (Set, error) {
	id, err := i.openRefreshToken(client.PoolID, refreshToken)
	if err != nil {
		return Set{}, userpool.NotAuthorized("Invalid Refresh Token.")
	}
	grant, next, err := i.Store.UseRefreshToken(id, client.ID, client.Rotation)
	if err != nil {
		return Set{}, err
	}
	user, err := i.Store.User(client.PoolID, grant.Username)
	if err != nil {
		return Set{}, err
	}
	set, err := i.sign(client, user, grant, "")
	if err != nil || next.ID == "" {
		return set, err
	}
	set.Refresh, err = i.sealRefreshToken(client.PoolID, next.ID)
	return set, err
}

// Owner returns the username to whose sign-in a client's refresh token belongs.
func (i *Issuer) Owner(client userpool.Client, refreshToken string) (string, error) {
	id, err := i.openRefreshToken(client.PoolID, refreshToken)
	if err != nil {
		return "", userpool.NotAuthorized("Invalid Refresh Token.")
	}
	return i.Store.RefreshTokenOwner(id, client.ID)
}

// Revoke ends the family of a client's refresh token. ErrNotRefreshToken is for
// one of the pool's other tokens; text that is no token at all is no error
// (RFC 7009 section 2.2).
func (i *Issuer) Revoke(client userpool.Client, refreshToken string) error {
	id, err := i.openRefreshToken(client.PoolID, refreshToken)
	if err != nil {
		if looksSigned(refreshToken) {
			return ErrNotRefreshToken
		}
		return nil
	}
	return i.Store.RevokeRefreshToken(id, client.ID)
}

// ClientCredentials returns the single token of a machine-to-machine grant.
func (i *Issuer) ClientCredentials(client userpool.Client, scopes []string, resource string) (Set, error) {
	now := i.Store.Clock.Now()
	claims := i.machineClaims(client, scopes, resource, now)
	access, err := sign(i.keysOf(client.PoolID).access, claims)
	return Set{Access: access, ExpiresIn: client.AccessTokenLifetime()}, err
}

func (i *Issuer) sign(client userpool.Client, user userpool.User, grant userpool.Grant, nonce string) (Set, error) {
	groups, err := i.Store.GroupsOf(client.PoolID, user.Username)
	if err != nil {
		return Set{}, err
	}
	pool, err := i.Store.Pool(client.PoolID)
	if err != nil {
		return Set{}, err
	}
	c := claimsContext{
		pool: pool, client: client, user: user, grant: grant, groups: groups, nonce: nonce,
		now: i.Store.Clock.Now(), eventID: userpool.NewUUID(),
	}
	keys := i.keysOf(client.PoolID)
	set := Set{ExpiresIn: client.AccessTokenLifetime()}
	if set.Access, err = sign(keys.access, c.access()); err != nil {
		return Set{}, err
	}
	if grant.API || slices.Contains(grant.Scopes, "openid") {
		set.ID, err = sign(keys.id, c.id(set.Access))
	}
	return set, err
}
