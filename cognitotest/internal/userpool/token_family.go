package userpool

import (
	"iter"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// TokenFamily is one sign-in with all tokens that descend from it. The tokens share its
// origin_jti, and the refresh tokens share its expiry.
type TokenFamily struct {
	OriginJTI string
	PoolID    string
	ClientID  string
	Username  string
	Scopes    []string
	AuthTime  time.Time
	Issued    time.Time // zero if an earlier version of the emulator issued the tokens
	// ACR and AMR are the claims about the authentication of the sign-in. Every refresh copies them,
	// also if the pool has renamed the level since. They are empty if it is unknown.
	ACR string
	AMR []string
	// Resource is the RFC 8707 resource of the sign-in, or "".
	Resource string
	// DeviceKey is the device of the sign-in if the pool tracks devices, or "".
	DeviceKey string
	// API marks a sign-in through InitiateAuth, which has no OAuth scopes of its own.
	API bool
	// ExpiresAt ends every refresh token of the family. A rotated token keeps the remaining
	// lifetime of the token that it replaces (AWS developer guide, "Refresh tokens").
	ExpiresAt time.Time
	Revoked   bool
	// Ended and EndedBy are when and how the family was revoked. EndedBy is an event of
	// [FamilyEvent]. They are zero values if an earlier version of the emulator revoked it.
	Ended   time.Time
	EndedBy string
	// Implicit marks the tokens of an implicit grant, whose refresh token no client has.
	Implicit bool
	// Session is the record of the token session; nil if the pool did not track sessions.
	Session *UserSession
}

// RefreshToken is one refresh token of a family. Without rotation a family has one. With
// rotation each refresh adds a successor.
type RefreshToken struct {
	ID        string
	OriginJTI string
	Issued    time.Time // zero if an earlier version of the emulator issued the token
	// Replaces is the id of the token in whose place the client received this token, or "".
	Replaces string
	// ReplacedAt and Grace are set by the rotation that replaced the token.
	ReplacedAt time.Time
	Grace      time.Duration
}

func (t RefreshToken) replaced() bool { return !t.ReplacedAt.IsZero() }

// StartSignIn stores a token family and returns its first refresh token. In the same
// transaction it checks that the user still exists, is enabled and was not signed out
// globally since u was read: a Lambda trigger may have run meanwhile.
//
// Errors: UserNotFoundException, NotAuthorizedException.
func (s *Store) StartSignIn(u User, f TokenFamily) (RefreshToken, error) {
	return inPool(s, u.PoolID, func(p *poolState) (RefreshToken, error) {
		now, ok := p.userByLogin(u.Username)
		if !ok || now.Sub() != u.Sub() {
			return RefreshToken{}, apierror.UserDoesNotExist()
		}
		if !now.Enabled {
			return RefreshToken{}, apierror.NotAuthorized("User is disabled.")
		}
		if !now.SignedOutAt.Equal(u.SignedOutAt) { // the text is unspecified
			return RefreshToken{}, apierror.NotAuthorized("User has been signed out.")
		}
		s.track(p, &f)
		return s.startFamily(f), nil
	})
}

// startFamily stores a family and returns its first refresh token. It runs in a transaction.
func (s *Store) startFamily(f TokenFamily) RefreshToken {
	f.Issued = s.Clock.Now()
	s.families.Put(f.OriginJTI, f)
	return s.addRefreshToken(RefreshToken{OriginJTI: f.OriginJTI, Issued: f.Issued})
}

func (s *Store) addRefreshToken(t RefreshToken) RefreshToken {
	t.ID = NewUUID()
	s.refreshTokens.Put(t.ID, t)
	return t
}

// RevokeRefreshToken revokes the whole family of a client's refresh token. For an unknown
// token it returns nil: RFC 7009 section 2.2 requires success, and so does the service's
// revocation endpoint. It rejects a token of another client.
func (s *Store) RevokeRefreshToken(id, clientID string) error {
	_, err := transaction.Run(s.db, func() (TokenFamily, error) { return s.revokeRefreshToken(id, clientID) })
	return err
}

// revokeRefreshToken returns the family, or the zero value for an unknown token. It runs in a
// transaction.
func (s *Store) revokeRefreshToken(id, clientID string) (TokenFamily, error) {
	t, ok := s.refreshTokens.Get(id)
	if !ok {
		return TokenFamily{}, nil
	}
	f := s.families.At(t.OriginJTI)
	if f.ClientID != clientID {
		return TokenFamily{}, invalidRefreshToken()
	}
	return s.endFamily(f, EventRevoked), nil
}

// FamilyRevoked reports whether the family of an access token has ended before its expiry.
// It is true for an unknown family: the store deletes families with their user or pool.
func (s *Store) FamilyRevoked(originJTI string) (revoked bool) {
	s.db.Do(func() {
		f, ok := s.families.Get(originJTI)
		revoked = !ok || f.Revoked
	})
	return revoked
}

// RevokeFamily revokes a family as [Store.RevokeRefreshToken] does. It reports whether the family
// exists.
func (s *Store) RevokeFamily(originJTI string) (ok bool) {
	s.db.Do(func() {
		var f TokenFamily
		if f, ok = s.families.Get(originJTI); ok {
			s.endFamily(f, EventRevoked)
		}
	})
	return ok
}

// endFamily revokes a family, unless it is revoked, and returns it. by is an event of [FamilyEvent].
// It runs in a transaction.
func (s *Store) endFamily(f TokenFamily, by string) TokenFamily {
	if !f.Revoked {
		f.Revoked, f.Ended, f.EndedBy = true, s.Clock.Now(), by
		s.families.Put(f.OriginJTI, f)
	}
	return f
}

// familiesOf returns the families of a user, also those that have ended. It runs in a transaction.
func (s *Store) familiesOf(poolID, username string) iter.Seq[TokenFamily] {
	key := keyOf(poolID, username)
	return s.familiesBetween(key, key, func(f TokenFamily) bool { return f.PoolID == poolID && f.Username == username })
}

// familiesIn returns the families of a pool. It runs in a transaction.
func (s *Store) familiesIn(poolID string) iter.Seq[TokenFamily] {
	return s.familiesBetween(firstKey(poolID), lastKey(poolID), func(f TokenFamily) bool { return f.PoolID == poolID })
}

func (s *Store) familiesBetween(first, last userKey, match func(TokenFamily) bool) iter.Seq[TokenFamily] {
	return func(yield func(TokenFamily) bool) {
		for _, f := range s.familiesByUser.Between(first, last) {
			if match(f) && !yield(f) {
				return
			}
		}
	}
}

// tokensOf returns the refresh tokens of a family. It runs in a transaction.
func (s *Store) tokensOf(originJTI string) iter.Seq[RefreshToken] {
	return func(yield func(RefreshToken) bool) {
		for _, t := range s.tokensByFamily.Records(int64(hashOf(originJTI))) {
			if t.OriginJTI == originJTI && !yield(t) {
				return
			}
		}
	}
}

// deleteFamily deletes a family with its refresh tokens and the log of its refreshes. It runs in a
// transaction.
func (s *Store) deleteFamily(originJTI string) {
	for t := range s.tokensOf(originJTI) {
		s.refreshTokens.Delete(t.ID)
	}
	s.families.Delete(originJTI)
	events := s.refreshes.take(originJTI)
	s.db.OnUndo(func() { s.refreshes.putBack(originJTI, events) })
}
