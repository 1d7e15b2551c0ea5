package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// RefreshRequest names the records that a refresh reads.
type RefreshRequest struct {
	PoolID    string
	ClientID  string
	TokenID   string // of the refresh token; an unknown one, such as "", sets Refresh.Err
	DeviceKey string // as the client sent it; may be ""
	Activity  Activity
}

// Refresh has the records that a refresh reads.
type Refresh struct {
	Pool   Pool
	Client Client
	// Activity is the Activity of the request.
	Activity Activity
	// Family is the family of the client's refresh token. It is the zero value if the client
	// has no such token.
	Family TokenFamily
	Token  RefreshToken
	// User is the user of the family, with the user's groups. Both are zero values if Err is not
	// nil.
	User   User
	Groups []Group
	// Err is the reason why the client cannot use the token, or nil.
	//
	// Its values: NotAuthorizedException for a token that is unknown, revoked, expired, of
	// another client or without its device; RefreshTokenReuseException for one that was
	// replaced longer ago than its grace period; UserNotFoundException.
	Err error
}

// ReadRefresh reads a client, its refresh token, and the token's family, user and groups in one
// transaction. Its error is about the pool or the client, and Refresh.Err is about the token,
// because a caller authenticates the client before it reports anything about the token.
//
// Errors: ResourceNotFoundException.
func (s *Store) ReadRefresh(q RefreshRequest) (Refresh, error) {
	return inPool(s, q.PoolID, func(p *poolState) (Refresh, error) {
		client, ok := p.clients.Get(q.ClientID)
		if !ok {
			return Refresh{}, apierror.ClientNotFound(q.ClientID)
		}
		r := Refresh{Pool: p.pool, Client: client, Activity: q.Activity}
		r.Err = s.readToken(p, q, &r)
		return r, nil
	})
}

// readToken sets the records that the refresh token belongs to. It returns Refresh.Err.
func (s *Store) readToken(p *poolState, q RefreshRequest, r *Refresh) (err error) {
	if r.Token, r.Family, err = s.usableRefreshToken(q.TokenID, q.ClientID); err != nil {
		return err
	}
	if err := p.checkRefreshDevice(r.Family, q.DeviceKey); err != nil {
		return err
	}
	user, ok := p.userByLogin(r.Family.Username)
	if !ok {
		return apierror.UserDoesNotExist()
	}
	r.User, r.Groups = user, p.groupsOf(user)
	return nil
}

// RotateRefreshToken replaces a client's refresh token, which remains usable for the grace
// period, and returns its successor. A second rotation within the grace period returns
// another successor and does not extend the period. The token is checked again: its family
// may have been revoked since [Store.ReadRefresh].
//
// Errors: the errors of Refresh.Err, except for UserNotFoundException.
func (s *Store) RotateRefreshToken(id, clientID string, grace time.Duration) (RefreshToken, error) {
	return transaction.Run(s.db, func() (RefreshToken, error) {
		t, f, err := s.usableRefreshToken(id, clientID)
		if err != nil {
			return RefreshToken{}, err
		}
		now := s.Clock.Now()
		if !t.replaced() {
			t.ReplacedAt, t.Grace = now, grace
			s.refreshTokens.Put(id, t)
		}
		return s.addRefreshToken(RefreshToken{OriginJTI: f.OriginJTI, Issued: now, Replaces: id}), nil
	})
}

// usableRefreshToken returns a client's refresh token with its family, and the error if the token
// cannot be used. Token and family are zero values if the client has no such token.
func (s *Store) usableRefreshToken(id, clientID string) (RefreshToken, TokenFamily, error) {
	t, ok := s.refreshTokens.Get(id)
	f := s.families.At(t.OriginJTI)
	now := s.Clock.Now()
	switch {
	case !ok, f.ClientID != clientID:
		return RefreshToken{}, TokenFamily{}, invalidRefreshToken()
	case f.Revoked:
		return t, f, apierror.NotAuthorized("Refresh Token has been revoked")
	case !now.Before(f.ExpiresAt):
		return t, f, apierror.NotAuthorized("Refresh Token has expired")
	case t.replaced() && !now.Before(t.ReplacedAt.Add(t.Grace)):
		return t, f, apierror.RefreshTokenReuse()
	}
	return t, f, nil
}

// checkRefreshDevice rejects a refresh token whose sign-in has a device, unless the device is
// confirmed and the client sent its key (aws/aws-sdk-java-v2#3418,
// aws-amplify/amplify-android#2506). A pool that no longer tracks devices requires none.
func (p *poolState) checkRefreshDevice(f TokenFamily, key string) error {
	if _, tracked := p.pool.DeviceTracking(); !tracked || f.DeviceKey == "" {
		return nil
	}
	if d, ok := p.devices.Get(f.DeviceKey); !ok || !d.Confirmed || key != f.DeviceKey {
		return invalidRefreshToken()
	}
	return nil
}

func invalidRefreshToken() error { return apierror.NotAuthorized("Invalid Refresh Token.") }
