package userpool

import "time"

// What has ended is remembered for a while, in which a refusal can still say "expired";
// after it is unknown. The access tokens of a family outlive it by a day at most.
const (
	remembersStep   = 24 * time.Hour      // a code, a session string, a browser session, a sign-in at a provider
	remembersFamily = 30 * 24 * time.Hour // a family of tokens
	// What was tried with a login that no user has. A user's own trials are not forgotten.
	remembersUnknown = 30 * 24 * time.Hour
	purgeEvery       = time.Hour // of the store's clock
)

// purge removes what has ended long ago, so that a server can run for months. Once an hour
// a step that writes does that too.
func (s *Store) purge() {
	now := s.Clock.Now()
	if now.Sub(s.purged) < purgeEvery {
		return
	}
	s.purged = now
	ended := func(at time.Time) bool { return now.Sub(at) > remembersStep }
	s.codes.DeleteFunc(func(c AuthorizationCode) bool { return ended(c.ExpiresAt) })
	s.challenges.DeleteFunc(func(c Challenge) bool { return ended(c.ExpiresAt) })
	s.sessions.DeleteFunc(func(b BrowserSession) bool { return ended(b.ExpiresAt) })
	s.providerSignIns.DeleteFunc(func(d ProviderSignIn) bool { return ended(d.ExpiresAt) })
	for _, p := range s.byPool.All() {
		p.unknown.DeleteFunc(func(u UnknownUser) bool { return now.Sub(u.Tried) > remembersUnknown })
	}
	families := s.families.Len()
	s.families.DeleteFunc(func(f TokenFamily) bool { return now.Sub(f.ExpiresAt) > remembersFamily })
	if s.families.Len() < families {
		s.refreshTokens.DeleteFunc(func(t RefreshToken) bool { _, ok := s.families.Get(t.OriginJTI); return !ok })
	}
}
