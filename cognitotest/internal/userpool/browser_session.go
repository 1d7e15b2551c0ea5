package userpool

import "time"

// BrowserSessionLifetime is how long a person stays signed in to the hosted
// pages. It is fixed, not extended by use (AWS developer guide, "Managed login").
const BrowserSessionLifetime = time.Hour

// BrowserSession is what the `cognito` cookie of a domain stands for.
type BrowserSession struct {
	ID        string
	PoolID    string
	Username  string
	Provider  string // at which the user signed in; "": the pool itself
	AuthTime  time.Time
	ExpiresAt time.Time
}

// StartBrowserSession signs a user in to a pool's hosted pages, with the pool's own
// account if provider is "".
func (s *Store) StartBrowserSession(poolID, username, provider string) BrowserSession {
	now := s.Clock.Now()
	b := BrowserSession{
		ID: NewUUID(), PoolID: poolID, Username: username, Provider: provider, AuthTime: now, ExpiresAt: now.Add(BrowserSessionLifetime),
	}
	s.db.Do(func() { s.sessions.Put(b.ID, b) })
	return b
}

// BrowserSession returns a live session of the pool whose user can still sign in.
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

// endBrowserSignIns ends what a user's browsers and apps hold of sign-ins on the pages:
// sessions, and codes that are not redeemed yet. Enabling the user again does not give them
// back. The lock is held.
func (s *Store) endBrowserSignIns(u *User) {
	s.sessions.DeleteFunc(func(b BrowserSession) bool { return b.PoolID == u.PoolID && b.Username == u.Username })
	s.codes.DeleteFunc(func(c AuthorizationCode) bool { return c.PoolID == u.PoolID && c.Username == u.Username })
}

// EndBrowserSession signs the browser out. Refresh tokens are not touched.
func (s *Store) EndBrowserSession(id string) {
	s.db.Do(func() { s.sessions.Delete(id) })
}
