package token

import (
	"cmp"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Issuer answers sign-ins and refreshes with tokens.
type Issuer struct {
	Store    *userpool.Store
	Triggers *trigger.Invoker
	keys     keyring
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
	// Source is the triggerSource of the pre token generation trigger; "" for that of the
	// hosted pages.
	Source    string
	Metadata  map[string]string // ClientMetadata for the trigger
	DeviceKey string            // of the device, where the pool tracks devices
	implicit  bool
}

// apiScope is the scope of tokens from an API sign-in.
const apiScope = "aws.cognito.signin.user.admin"

// SignIn starts a family of tokens and returns its first set.
func (i *Issuer) SignIn(s SignIn) (Set, error) {
	if s.API {
		s.Scopes = []string{apiScope}
	}
	grant := userpool.Grant{
		OriginJTI: userpool.NewUUID(), PoolID: s.Client.PoolID, ClientID: s.Client.ID, Username: s.User.Username, Scopes: s.Scopes,
		AuthTime: s.AuthTime, Resource: s.Resource, API: s.API, DeviceKey: s.DeviceKey,
		ExpiresAt: i.Store.Clock.Now().Add(s.Client.RefreshTokenLifetime()),
	}
	c := claimsContext{client: s.Client, user: s.User, grant: grant, nonce: s.Nonce, implicit: s.implicit}
	set, err := i.sign(c, cmp.Or(s.Source, trigger.TokensHostedAuth), s.Metadata)
	if err != nil {
		return Set{}, err
	}
	refresh, err := i.Store.StartSignIn(s.User, grant)
	if err != nil {
		return Set{}, err
	}
	set.Refresh, err = i.sealRefreshToken(s.Client.PoolID, refresh.ID)
	return set, err
}

// Implicit returns the tokens of an implicit grant, which has no refresh token. Without
// one there is no family to name: the tokens have no origin_jti (three captures).
func (i *Issuer) Implicit(s SignIn) (Set, error) {
	s.implicit = true
	set, err := i.SignIn(s)
	set.Refresh = ""
	return set, err
}

// Renewal is the use of a refresh token.
type Renewal struct {
	Client    userpool.Client
	Token     string
	DeviceKey string            // that the client sent
	Metadata  map[string]string // ClientMetadata for the pre token generation trigger
}

// Refresh is Renew without a device and metadata.
func (i *Issuer) Refresh(client userpool.Client, refreshToken string) (Set, error) {
	return i.Renew(Renewal{Client: client, Token: refreshToken})
}

// Renew redeems a refresh token for a client. The set holds a new refresh
// token exactly when the client rotates them, which the token is not before all else
// has gone well.
//
// Errors: NotAuthorizedException or RefreshTokenReuseException, and those of the trigger.
func (i *Issuer) Renew(r Renewal) (Set, error) {
	client := r.Client
	id, err := i.openRefreshToken(client.PoolID, r.Token)
	if err != nil {
		return Set{}, userpool.NotAuthorized("Invalid Refresh Token.")
	}
	grant, _, err := i.Store.UseRefreshToken(id, client.ID, nil)
	if err != nil {
		return Set{}, err
	}
	if err := i.Store.CheckRefreshDevice(grant, r.DeviceKey); err != nil {
		return Set{}, err
	}
	user, err := i.Store.User(client.PoolID, grant.Username)
	if err != nil {
		return Set{}, err
	}
	set, err := i.sign(claimsContext{client: client, user: user, grant: grant}, trigger.TokensRefresh, r.Metadata)
	if err != nil || !client.Rotates() {
		return set, err
	}
	_, next, err := i.Store.UseRefreshToken(id, client.ID, client.Rotation)
	if err != nil {
		return Set{}, err
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

// machineUsername is the userName in the pre token generation event of a machine's token
// (developer guide, "Token endpoint", the example of an event with client metadata).
const machineUsername = "ClientCredentials"

// ClientCredentials returns the single token of a machine-to-machine grant. metadata is
// aws_client_metadata, for the pre token generation trigger.
func (i *Issuer) ClientCredentials(client userpool.Client, scopes []string, metadata map[string]string) (Set, error) {
	pool, err := i.Store.Pool(client.PoolID)
	if err != nil {
		return Set{}, err
	}
	call := trigger.Call{Source: trigger.TokensClientCredentials, ClientID: client.ID, Username: machineUsername}
	changes, err := i.changes(pool, call, trigger.PreTokenGenerationRequest{
		UserAttributes: map[string]string{}, Groups: groupsOf(nil), Scopes: scopes, ClientMetadata: metadata,
	})
	if err != nil {
		return Set{}, err
	}
	claims := i.machineClaims(client, changedScopes(scopes, changes), i.Store.Clock.Now())
	applyToAccess(claims, changes.Access, client.ID)
	access, err := sign(i.keysOf(client.PoolID).access, claims)
	return Set{Access: access, ExpiresIn: client.AccessTokenLifetime()}, err
}

// sign makes the tokens of a user. c has what the sign-in or the refresh knows; sign adds the rest.
func (i *Issuer) sign(c claimsContext, source string, metadata map[string]string) (Set, error) {
	poolID := c.client.PoolID
	groups, err := i.Store.GroupsOf(poolID, c.user.Username)
	if err != nil {
		return Set{}, err
	}
	if c.pool, err = i.Store.Pool(poolID); err != nil {
		return Set{}, err
	}
	c.groups, c.eventID = groupsOf(groups), userpool.NewUUID()
	changes, err := i.userChanges(c, source, metadata)
	if err != nil {
		return Set{}, err
	}
	c.change(changes)
	c.now = i.Store.Clock.Now() // the function took its time
	keys := i.keysOf(poolID)
	set := Set{ExpiresIn: c.client.AccessTokenLifetime()}
	if set.Access, err = sign(keys.access, c.access()); err != nil {
		return Set{}, err
	}
	if c.grant.API || slices.Contains(c.grant.Scopes, "openid") {
		set.ID, err = sign(keys.id, c.id(set.Access))
	}
	return set, err
}
