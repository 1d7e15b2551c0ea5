package userpool

import "time"

// ProviderSignIn is a sign-in whose browser is at an identity provider.
type ProviderSignIn struct {
	State       string // the state parameter of the request to the provider
	PoolID      string
	Provider    string
	Query       string // of the app's authorization request, which continues afterwards
	RedirectURI string // as sent to the provider
	Nonce       string
	RequestID   string // of the request to a SAML provider
	Browser     string // a secret that only the browser has
	ExpiresAt   time.Time
}

// StartProviderSignIn stores a sign-in under a new state, which expires after validity.
func (s *Store) StartProviderSignIn(d ProviderSignIn, validity time.Duration) ProviderSignIn {
	d.State = randomString(poolAlphabet, providerStateLength)
	if d.RequestID != "" {
		d.State = randomString(poolAlphabet, relayStateLength)
	}
	d.ExpiresAt = s.Clock.Now().Add(validity)
	s.db.Do(func() { s.providerSignIns.Put(d.State, d) })
	return d
}

const (
	providerStateLength = 64
	// relayStateLength is the length of the state for a SAML provider: more than 80 bytes
	// (developer guide, "Things to know about SAML IdPs").
	relayStateLength = 128
)

// TakeProviderSignIn uses the state of a sign-in in the browser that began it. ok is false for
// a state that is unknown, used, expired, or of another pool or browser. The sign-in of an
// expired state is returned all the same.
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
