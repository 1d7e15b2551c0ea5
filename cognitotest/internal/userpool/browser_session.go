package userpool

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// BrowserSessionLifetime is how long a user stays signed in on the hosted pages. Use does not
// extend it (AWS developer guide, "Managed login").
const BrowserSessionLifetime = time.Hour

// BrowserSession is the session of the `cognito` cookie of a domain.
type BrowserSession struct {
	ID        string
	PoolID    string
	Username  string
	Provider  string    // identity provider of the sign-in; "": the pool itself
	SAML      *SAMLUser // nil for a provider of another type
	AuthTime  time.Time
	ExpiresAt time.Time
	// Authentication is how the user signed in.
	Authentication Authentication
	// Session is the record of the SSO session; nil if the pool did not track sessions.
	Session *UserSession
}

// StartBrowserSession signs a user in on a pool's hosted pages. provider is "" for a sign-in
// with the pool itself.
func (s *Store) StartBrowserSession(poolID, username, provider string) BrowserSession {
	return s.SignInBrowser(BrowserSignIn{PoolID: poolID, Username: username, Provider: provider})
}

// BrowserSession returns a session of the pool that has not expired and whose user is enabled.
func (s *Store) BrowserSession(poolID, id string) (b BrowserSession, ok bool) {
	s.db.Do(func() { b, ok = s.browserSession(poolID, id) })
	return b, ok
}

func (s *Store) browserSession(poolID, id string) (BrowserSession, bool) {
	b, ok := s.sessions.Get(id)
	if !ok || b.PoolID != poolID || !s.Clock.Now().Before(b.ExpiresAt) {
		return BrowserSession{}, false
	}
	p, ok := s.pool(poolID)
	if !ok {
		return BrowserSession{}, false
	}
	u, ok := p.users.Get(b.Username)
	return b, ok && u.Enabled
}

// endBrowserSignIns deletes a user's browser sessions and unused authorization codes. They
// stay deleted when the user is enabled again. It runs in a transaction.
func (s *Store) endBrowserSignIns(u *User) {
	key := keyOf(u.PoolID, u.Username)
	for id, b := range s.browsersByUser.Records(key) {
		if b.PoolID == u.PoolID && b.Username == u.Username {
			s.sessions.Delete(id)
		}
	}
	for value, c := range s.codesByUser.Records(key) {
		if c.PoolID == u.PoolID && c.Username == u.Username {
			s.codes.Delete(value)
		}
	}
}

// Handle names the session where its id, which is the browser's cookie, must not be shown.
func (b BrowserSession) Handle() string {
	sum := sha256.Sum256([]byte(b.ID))
	return hex.EncodeToString(sum[:8])
}

// BrowserSessions returns the sessions of all pools, also the expired ones that were not purged, by
// the time of the sign-in.
func (s *Store) BrowserSessions() (list []BrowserSession) {
	s.db.Do(func() { list = s.sessions.Sorted() })
	slices.SortStableFunc(list, func(a, b BrowserSession) int { return a.AuthTime.Compare(b.AuthTime) })
	return list
}

// EndBrowserSessionOf is [Store.EndBrowserSession] for a [BrowserSession.Handle]. It reports whether
// the session exists.
func (s *Store) EndBrowserSessionOf(handle string) (ok bool) {
	s.db.Do(func() {
		for id := range s.browsersByHandle.Records(handle) {
			s.sessions.Delete(id)
			ok = true
		}
	})
	return ok
}

// EndBrowserSession signs the browser out. It does not revoke refresh tokens.
func (s *Store) EndBrowserSession(id string) {
	s.db.Do(func() { s.sessions.Delete(id) })
}
