package token

import (
	"cmp"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Issuer returns tokens for sign-ins, refreshes and machine clients.
type Issuer struct {
	Store    *userpool.Store
	Triggers *trigger.Invoker
	keys     keyring
}

// Set has the tokens of a response. ID is "" without the openid scope (except for API
// sign-ins). Refresh is "" if the grant returns none.
type Set struct {
	Access    string
	ID        string
	Refresh   string
	ExpiresIn time.Duration // of the access token
}

// SignIn describes a user's completed sign-in.
type SignIn struct {
	Client         userpool.Client
	User           userpool.User
	Scopes         []string
	AuthTime       time.Time
	Authentication userpool.Authentication
	Nonce          string
	Resource       string
	API            bool // the sign-in used InitiateAuth, not OAuth
	// Source is the triggerSource of the pre token generation trigger. "" means a sign-in on
	// the hosted pages.
	Source    string
	Metadata  map[string]string // ClientMetadata for the trigger
	DeviceKey string            // of the device; "" if the pool does not track devices
	implicit  bool
	// Activity and OriginSessionID are for the record of the session, if the pool tracks
	// sessions. The SSO session of the sign-in is "" for one through the API.
	Activity        userpool.Activity
	OriginSessionID string
}

// apiScope is the scope of tokens from an API sign-in.
const apiScope = "aws.cognito.signin.user.admin"

// SignIn starts a token family and returns its first tokens.
func (i *Issuer) SignIn(s SignIn) (Set, error) {
	if s.API {
		s.Scopes = []string{apiScope}
	}
	family := userpool.TokenFamily{
		OriginJTI: userpool.NewUUID(), PoolID: s.Client.PoolID, ClientID: s.Client.ID, Username: s.User.Username, Scopes: s.Scopes,
		AuthTime: s.AuthTime, Resource: s.Resource, API: s.API, DeviceKey: s.DeviceKey, Implicit: s.implicit,
		ExpiresAt: i.Store.Clock.Now().Add(s.Client.RefreshTokenLifetime()),
		Session:   &userpool.UserSession{Activity: s.Activity, OriginID: s.OriginSessionID},
	}
	groups, err := i.Store.GroupsOf(family.PoolID, family.Username)
	if err != nil {
		return Set{}, err
	}
	pool, err := i.Store.Pool(family.PoolID)
	if err != nil {
		return Set{}, err
	}
	if level := s.Authentication.Level; level > 0 {
		family.ACR, family.AMR = pool.ACR(level), s.Authentication.AMR
	}
	c := claimsContext{
		pool: pool, client: s.Client, user: s.User, family: family, groups: groupConfiguration(groups), nonce: s.Nonce, implicit: s.implicit,
	}
	set, err := i.sign(c, cmp.Or(s.Source, trigger.TokensHostedAuth), s.Metadata)
	if err != nil {
		return Set{}, err
	}
	refresh, err := i.Store.StartSignIn(s.User, family)
	if err != nil {
		return Set{}, err
	}
	set.Refresh, err = i.sealRefreshToken(family.PoolID, refresh.ID)
	return set, err
}

// Implicit returns the tokens of an implicit grant. It returns no refresh token, and its
// tokens have no origin_jti (three captures).
func (i *Issuer) Implicit(s SignIn) (Set, error) {
	s.implicit = true
	set, err := i.SignIn(s)
	set.Refresh = ""
	return set, err
}

// machineUsername is the userName in the pre token generation event of a machine's token
// (developer guide, "Token endpoint", the example of an event with client metadata).
const machineUsername = "ClientCredentials"

// ClientCredentials returns the access token of a client credentials grant. metadata is
// aws_client_metadata, for the pre token generation trigger.
func (i *Issuer) ClientCredentials(client userpool.Client, scopes []string, metadata map[string]string) (Set, error) {
	pool, err := i.Store.Pool(client.PoolID)
	if err != nil {
		return Set{}, err
	}
	call := trigger.Call{Source: trigger.TokensClientCredentials, ClientID: client.ID, Username: machineUsername}
	changes, err := i.tokenChanges(pool, call, trigger.PreTokenGenerationRequest{
		UserAttributes: map[string]string{}, Groups: groupConfiguration(nil), Scopes: scopes, ClientMetadata: metadata,
	})
	if err != nil {
		return Set{}, err
	}
	claims := i.machineClaims(pool, client, changedScopes(scopes, changes), i.Store.Clock.Now())
	applyToAccess(claims, changes.Access, client.ID)
	access, err := sign(i.keysOf(client.PoolID).access, claims)
	return Set{Access: access, ExpiresIn: client.AccessTokenLifetime()}, err
}

// sign runs the pre token generation trigger and signs the tokens of a user.
func (i *Issuer) sign(c claimsContext, source string, metadata map[string]string) (Set, error) {
	c.eventID, c.levels = userpool.NewUUID(), i.Store.AuthenticationLevels
	changes, err := i.userTokenChanges(c, source, metadata)
	if err != nil {
		return Set{}, err
	}
	c.apply(changes)
	c.now = i.Store.Clock.Now() // after the trigger, which may take seconds
	keys := i.keysOf(c.pool.ID)
	set := Set{ExpiresIn: c.client.AccessTokenLifetime()}
	if set.Access, err = sign(keys.access, c.access()); err != nil {
		return Set{}, err
	}
	if c.family.API || slices.Contains(c.family.Scopes, "openid") {
		set.ID, err = sign(keys.id, c.id(set.Access))
	}
	return set, err
}
