package userpool

import "time"

// ProviderSignIn is a sign-in for which a browser has gone to an identity provider.
type ProviderSignIn struct {
	State       string // names it, on the way there and back
	PoolID      string
	Provider    string
	Query       string // the app's request, which goes on afterwards
	RedirectURI string // as the provider was told
	Nonce       string
	Browser     string // what the browser alone can show
	ExpiresAt   time.Time
}

// StartProviderSignIn stores a sign-in under a new state, for as long as it may take.
func (s *Store) StartProviderSignIn(d ProviderSignIn, validity time.Duration) ProviderSignIn {
	d.State = randomString(poolAlphabet, providerStateLength)
	d.ExpiresAt = s.Clock.Now().Add(validity)
	s.db.Do(func() { s.providerSignIns.Put(d.State, d) })
	return d
}

const providerStateLength = 64

// TakeProviderSignIn consumes the sign-in of a state in the browser that began it. ok is
// false for a state that is unknown, used, expired, or of another pool or browser.
func (s *Store) TakeProviderSignIn(poolID, state, browser string) (d ProviderSignIn, ok bool) {
	s.db.Do(func() {
		if d, ok = s.providerSignIns.Get(state); !ok || d.PoolID != poolID || d.Browser != browser {
			d, ok = ProviderSignIn{}, false
			return
		}
		s.providerSignIns.Delete(state)
		ok = s.Clock.Now().Before(d.ExpiresAt)
	})
	return d, ok
}
