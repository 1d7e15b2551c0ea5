package userpool

import (
	"crypto/rand"
	"encoding/base64"
	"time"
)

// Challenge is the state between two steps of an API sign-in, named by the
// Session string that the client sends back.
type Challenge struct {
	Name        string // as in ChallengeName
	OnPage      bool   // of a sign-in on the hosted pages; the API does not take it, nor they the API's
	PoolID      string
	ClientID    string
	Username    string
	ExpiresAt   time.Time
	SRP         SRPExchange // PASSWORD_VERIFIER
	SecretBlock []byte      // PASSWORD_VERIFIER
}

// StartChallenge stores a challenge and returns its Session string, good for
// the client's AuthSessionValidity.
func (s *Store) StartChallenge(c Challenge, validity time.Duration) string {
	c.ExpiresAt = s.Clock.Now().Add(validity)
	return s.putChallenge(c)
}

// ContinueChallenge stores a challenge that was taken under a new Session string,
// with the time that it has left.
func (s *Store) ContinueChallenge(c Challenge) string {
	return s.putChallenge(c)
}

func (s *Store) putChallenge(c Challenge) string {
	random := make([]byte, 96)
	_, _ = rand.Read(random) // never fails
	session := base64.RawURLEncoding.EncodeToString(random)
	s.do(func() { s.challenges.put(session, c) })
	return session
}

// TakeChallenge consumes a client's Session string: it is good for one answer.
func (s *Store) TakeChallenge(session, name, clientID string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && c.ClientID == clientID && !c.OnPage })
}

// TakeSession consumes a Session string in an action that names no client.
func (s *Store) TakeSession(session, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && !c.OnPage })
}

// TakePageSession consumes a Session string of the hosted pages.
func (s *Store) TakePageSession(session, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && c.OnPage })
}

func (s *Store) takeChallenge(session string, fits func(Challenge) bool) (Challenge, error) {
	return step(s, func() (Challenge, error) {
		c, ok := s.challenges.get(session)
		if !ok || !fits(c) {
			return Challenge{}, NotAuthorized("Invalid session for the user.")
		}
		s.challenges.delete(session)
		if !s.Clock.Now().Before(c.ExpiresAt) {
			return Challenge{}, keep(NotAuthorized("Invalid session for the user, session is expired."))
		}
		return c, nil
	})
}
