package userpool

import (
	"cmp"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Grant is one sign-in and the family of tokens that descends from it: they
// share its origin_jti, and the refresh tokens share its expiry.
type Grant struct {
	OriginJTI string
	PoolID    string
	ClientID  string
	Username  string
	Scopes    []string
	AuthTime  time.Time
	// Resource is the RFC 8707 resource that the sign-in was bound to, or "".
	Resource string
	// DeviceKey is the device of the sign-in, where the pool tracks devices; or "".
	DeviceKey string
	// API marks a sign-in through InitiateAuth, which has no OAuth scopes of its own.
	API bool
	// ExpiresAt ends every refresh token of the family. A rotated token keeps
	// the remaining lifetime of the one it replaces (AWS developer guide, "Refresh tokens").
	ExpiresAt time.Time
	Revoked   bool
}

// RefreshToken is one member of a grant's family. Without rotation a family has
// one; with rotation each refresh adds a successor.
type RefreshToken struct {
	ID        string
	OriginJTI string
	// ReplacedAt and Grace are set by the rotation that replaced the token.
	ReplacedAt time.Time
	Grace      time.Duration
}

func (t RefreshToken) replaced() bool { return !t.ReplacedAt.IsZero() }

// StartGrant records a sign-in and returns its first refresh token. It gives the grant
// an origin_jti if it has none.
func (s *Store) StartGrant(g Grant) (_ Grant, first RefreshToken) {
	g.OriginJTI = cmp.Or(g.OriginJTI, NewUUID())
	s.do(func() {
		s.grants.put(g.OriginJTI, g)
		first = s.addRefreshToken(g)
	})
	return g, first
}

// StartSignIn is StartGrant for a user who, in the same step, still exists, is enabled and
// was not signed out everywhere since it was read: a Lambda function may have run meanwhile.
//
// Errors: UserNotFoundException, NotAuthorizedException.
func (s *Store) StartSignIn(u User, g Grant) (RefreshToken, error) {
	return inPool(s, u.PoolID, func(p *poolState) (RefreshToken, error) {
		now, ok := p.find(u.Username)
		if !ok || now.Sub() != u.Sub() {
			return RefreshToken{}, userNotFound()
		}
		if !now.Enabled {
			return RefreshToken{}, NotAuthorized("User is disabled.")
		}
		if !now.SignedOutAt.Equal(u.SignedOutAt) { // everywhere, meanwhile; the text: chosen
			return RefreshToken{}, NotAuthorized("User has been signed out.")
		}
		s.grants.put(g.OriginJTI, g)
		return s.addRefreshToken(g), nil
	})
}

func (s *Store) addRefreshToken(g Grant) RefreshToken {
	t := RefreshToken{ID: NewUUID(), OriginJTI: g.OriginJTI}
	s.refresh.put(t.ID, t)
	return t
}

// UseRefreshToken redeems a refresh token for a client, in one step. With a
// rotation it retires the token, which stays usable for the grace period, and
// returns the successor; without one the second result is the zero value.
//
// Errors: NotAuthorizedException for a token that is unknown, revoked, expired or
// of another client; RefreshTokenReuseException for one replaced longer ago than
// its grace period.
func (s *Store) UseRefreshToken(id, clientID string, rotation *Rotation) (g Grant, next RefreshToken, err error) {
	g, err = step(s, func() (Grant, error) {
		g, next, err = s.useRefreshToken(id, clientID, rotation)
		return g, err
	})
	return g, next, err
}

func (s *Store) useRefreshToken(id, clientID string, rotation *Rotation) (Grant, RefreshToken, error) {
	t, ok := s.refresh.get(id)
	g := s.grants.at(t.OriginJTI)
	now := s.Clock.Now()
	switch {
	case !ok, g.ClientID != clientID:
		return Grant{}, RefreshToken{}, NotAuthorized("Invalid Refresh Token.")
	case g.Revoked:
		return Grant{}, RefreshToken{}, NotAuthorized("Refresh Token has been revoked")
	case !now.Before(g.ExpiresAt):
		return Grant{}, RefreshToken{}, NotAuthorized("Refresh Token has expired")
	case t.replaced() && !now.Before(t.ReplacedAt.Add(t.Grace)):
		return Grant{}, RefreshToken{}, apierror.RefreshTokenReuse()
	}
	if rotation == nil || !rotation.Enabled {
		return g, RefreshToken{}, nil
	}
	if !t.replaced() {
		t.ReplacedAt, t.Grace = now, rotation.Grace
		s.refresh.put(id, t)
	}
	return g, s.addRefreshToken(g), nil
}

// RefreshTokenOwner returns the username to whose sign-in a client's token belongs.
func (s *Store) RefreshTokenOwner(id, clientID string) (string, error) {
	return step(s, func() (string, error) {
		g, ok := s.grants.get(s.refresh.at(id).OriginJTI)
		if !ok || g.ClientID != clientID {
			return "", NotAuthorized("Invalid Refresh Token.")
		}
		return g.Username, nil
	})
}

// RevokeRefreshToken revokes the whole family of a client's refresh token.
// An unknown token is no error: RFC 7009 section 2.2 asks for success, and the
// service's revocation endpoint answers so. A token of another client is refused.
func (s *Store) RevokeRefreshToken(id, clientID string) error {
	_, err := step(s, func() (struct{}, error) {
		t, ok := s.refresh.get(id)
		if !ok {
			return struct{}{}, nil
		}
		g := s.grants.at(t.OriginJTI)
		if g.ClientID != clientID {
			return struct{}{}, NotAuthorized("Invalid Refresh Token.")
		}
		g.Revoked = true
		s.grants.put(g.OriginJTI, g)
		return struct{}{}, nil
	})
	return err
}

// GrantRevoked reports whether the family of an access token has ended early.
// A family that the store does not know has ended with its user or its pool.
func (s *Store) GrantRevoked(originJTI string) (revoked bool) {
	s.do(func() {
		g, ok := s.grants.get(originJTI)
		revoked = !ok || g.Revoked
	})
	return revoked
}

// revokeGrants ends every family for which match holds. The lock is held.
func (s *Store) revokeGrants(match func(Grant) bool) {
	for id, g := range s.grants.all() {
		if match(g) {
			g.Revoked = true
			s.grants.put(id, g)
		}
	}
}
