package userpool

import "time"

// CodeLifetime is the lifetime of an authorization code (AWS developer guide, "Authorize
// endpoint").
const CodeLifetime = 5 * time.Minute

// AuthorizationCode is a code with the authorization request that it belongs to.
type AuthorizationCode struct {
	Value         string
	PoolID        string
	ClientID      string
	Username      string
	RedirectURI   string
	Scopes        []string
	Nonce         string
	CodeChallenge string // S256 (RFC 7636 section 4.3), or "" if none was sent
	Resource      string
	AuthTime      time.Time
	// Authentication is how the user signed in.
	Authentication Authentication
	ExpiresAt      time.Time
	// OriginSessionID is the SSO session of the sign-in, or "".
	OriginSessionID string
}

// IssueCode stores c under a new value, which expires after [CodeLifetime].
func (s *Store) IssueCode(c AuthorizationCode) AuthorizationCode {
	c.Value = NewUUID()
	c.ExpiresAt = s.Clock.Now().Add(CodeLifetime)
	s.db.Do(func() { s.codes.Put(c.Value, c) })
	return c
}

// RedeemCode uses a client's code. A second call with the same value fails, whatever the
// result of the first. A code of another client remains usable. ok is false for a code that is
// unknown, used, expired or of another client.
func (s *Store) RedeemCode(value, clientID string) (c AuthorizationCode, ok bool) {
	s.db.Do(func() { c, ok = s.redeemCode(value, clientID) })
	return c, ok
}

func (s *Store) redeemCode(value, clientID string) (AuthorizationCode, bool) {
	c, ok := s.codes.Get(value)
	if !ok || c.ClientID != clientID {
		return AuthorizationCode{}, false
	}
	s.codes.Delete(value)
	if !s.Clock.Now().Before(c.ExpiresAt) {
		return AuthorizationCode{}, false
	}
	return c, true
}
