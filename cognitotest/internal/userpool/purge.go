package userpool

import (
	"iter"
	"math"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

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
	deleteOlder(&s.codes, s.codeExpiry, now.Add(-retainExpired), func(c AuthorizationCode) time.Time { return c.ExpiresAt })
	deleteOlder(&s.challenges, s.challengeExpiry, now.Add(-retainExpired), func(c Challenge) time.Time { return c.ExpiresAt })
	deleteOlder(&s.sessions, s.browserExpiry, now.Add(-retainExpired), func(b BrowserSession) time.Time { return b.ExpiresAt })
	deleteOlder(&s.providerSignIns, s.signInExpiry, now.Add(-retainExpired), func(d ProviderSignIn) time.Time { return d.ExpiresAt })
	deleteOlder(&s.providerSignOuts, s.signOutExpiry, now.Add(-retainExpired), func(o ProviderSignOut) time.Time { return o.ExpiresAt })
	for _, p := range s.byPool.All() {
		deleteOlder(&p.passkeyRegistrations, p.passkeyExpiry, now.Add(-retainExpired), func(r PasskeyRegistration) time.Time { return r.ExpiresAt })
		deleteOlder(&p.assertions, p.assertionExpiry, now.Add(-retainExpired), func(at time.Time) time.Time { return at })
		deleteOlder(&p.unknown, p.unknownExpiry, now.Add(-retainUnknownUser), func(u UnknownUser) time.Time { return u.Tried })
		deleteOlder(&p.authEvents, p.eventExpiry, now.Add(-retainAuthEvent), func(e AuthEvent) time.Time { return e.Created })
	}
	for id := range older(s.familyExpiry, now.Add(-retainFamily), func(f TokenFamily) time.Time { return f.ExpiresAt }) {
		s.deleteFamily(id)
	}
}

// older returns the keys of the records whose time is before a limit.
func older[V any](index *transaction.Index[V, int64], limit time.Time, at func(V) time.Time) iter.Seq[string] {
	return func(yield func(string) bool) {
		for key, v := range index.Between(math.MinInt64, limit.Unix()) { // the index has whole seconds
			if at(v).Before(limit) && !yield(key) {
				return
			}
		}
	}
}

func deleteOlder[V any](t *transaction.Table[V], index *transaction.Index[V, int64], limit time.Time, at func(V) time.Time) {
	for key := range older(index, limit, at) {
		t.Delete(key)
	}
}
