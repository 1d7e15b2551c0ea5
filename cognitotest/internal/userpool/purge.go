package userpool

import "time"

// Retention of expired records. During it, an error can still report "expired"; afterwards the
// record is unknown. An access token expires at most a day after its family.
const (
	// a code, a session string, a browser session, a sign-in or logout at a provider, a SAML assertion, a passkey registration
	retainExpired = 24 * time.Hour
	retainFamily  = 30 * 24 * time.Hour // a token family
	// Failed attempts with a login that no user has. A user's own attempts are not purged.
	retainUnknownUser = 30 * 24 * time.Hour
	purgeEvery        = time.Hour // of the store's clock
)

// purge removes records that expired long ago, so that an emulator can run for months. A
// transaction that writes calls it once an hour.
func (s *Store) purge() {
	now := s.Clock.Now()
	if now.Sub(s.purged) < purgeEvery {
		return
	}
	s.purged = now
	expired := func(at time.Time) bool { return now.Sub(at) > retainExpired }
	s.codes.DeleteFunc(func(c AuthorizationCode) bool { return expired(c.ExpiresAt) })
	s.challenges.DeleteFunc(func(c Challenge) bool { return expired(c.ExpiresAt) })
	s.sessions.DeleteFunc(func(b BrowserSession) bool { return expired(b.ExpiresAt) })
	s.providerSignIns.DeleteFunc(func(d ProviderSignIn) bool { return expired(d.ExpiresAt) })
	s.providerSignOuts.DeleteFunc(func(o ProviderSignOut) bool { return expired(o.ExpiresAt) })
	for _, p := range s.byPool.All() {
		p.passkeyRegistrations.DeleteFunc(func(r PasskeyRegistration) bool { return expired(r.ExpiresAt) })
		p.assertions.DeleteFunc(expired)
		p.unknown.DeleteFunc(func(u UnknownUser) bool { return now.Sub(u.Tried) > retainUnknownUser })
		p.authEvents.DeleteFunc(func(e AuthEvent) bool { return now.Sub(e.Created) > retainAuthEvent })
	}
	families := s.families.Len()
	s.families.DeleteFunc(func(f TokenFamily) bool { return now.Sub(f.ExpiresAt) > retainFamily })
	if s.families.Len() < families {
		s.refreshTokens.DeleteFunc(func(t RefreshToken) bool { _, ok := s.families.Get(t.OriginJTI); return !ok })
	}
	s.refreshes.keep(func(originJTI string) bool { _, ok := s.families.Get(originJTI); return ok })
}
