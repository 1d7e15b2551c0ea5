package userpool

import "time"

// SAMLUser identifies a user at a SAML provider, as in the assertion of the sign-in.
type SAMLUser struct {
	NameID          string
	Format          string
	NameQualifier   string
	SPNameQualifier string
	SessionIndex    string
}

// UseAssertion records the id of an assertion of a provider until a time. It returns false if the
// id was used before.
func (s *Store) UseAssertion(poolID, provider, id string, until time.Time) bool {
	first, err := inPool(s, poolID, func(p *poolState) (bool, error) {
		key := provider + " " + id
		if _, used := p.assertions.Get(key); used {
			return false, nil
		}
		p.assertions.Put(key, until)
		return true, nil
	})
	return err == nil && first
}

// ProviderSignOut is a logout whose browser is at a SAML provider.
type ProviderSignOut struct {
	RelayState string
	PoolID     string
	Provider   string
	RequestID  string
	Target     string // where the browser goes afterwards
	ExpiresAt  time.Time
}

// StartProviderSignOut stores a logout under a new relay state, which expires after validity.
func (s *Store) StartProviderSignOut(o ProviderSignOut, validity time.Duration) ProviderSignOut {
	o.RelayState = randomString(poolAlphabet, relayStateLength)
	o.ExpiresAt = s.Clock.Now().Add(validity)
	s.db.Do(func() { s.providerSignOuts.Put(o.RelayState, o) })
	return o
}

// TakeProviderSignOut uses the relay state of a logout. ok is false for a state that is unknown,
// used, expired, or of another pool.
func (s *Store) TakeProviderSignOut(poolID, relayState string) (o ProviderSignOut, ok bool) {
	s.db.Do(func() {
		if o, ok = s.providerSignOuts.Get(relayState); !ok || o.PoolID != poolID {
			o, ok = ProviderSignOut{}, false
			return
		}
		s.providerSignOuts.Delete(relayState)
		ok = s.Clock.Now().Before(o.ExpiresAt)
	})
	return o, ok
}
