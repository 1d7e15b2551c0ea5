package userpool

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Challenge is the state between two steps of a sign-in, named by the Session string
// that the client sends back.
type Challenge struct {
	Name        string // as in ChallengeName
	OnPage      bool   // of a sign-in on the hosted pages; the API does not take it, nor they the API's
	PoolID      string
	ClientID    string
	Username    string
	ExpiresAt   time.Time
	Used        bool        // answered; kept so that a second answer is told so
	SRP         SRPExchange // PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER
	SecretBlock []byte      // of the same two
	Code        string      // that was sent
	Address     string      // to which it was sent
	Choices     []string    // what SELECT_CHALLENGE, SELECT_MFA_TYPE and MFA_SETUP offer
	Progress    Progress
}

// Progress is what the challenges of one sign-in have come to. It goes from each to the
// next.
type Progress struct {
	// Simulated is of a user who does not exist and whose client must not know it.
	Simulated bool
	Login     string // by which the client named that user
	// FirstFactor says that a code stands in the password's place.
	FirstFactor bool
	// NewPassword says that a temporary password has been replaced.
	NewPassword bool
	// TokenVerified says that a software token was set up in this sign-in.
	TokenVerified bool
	DeviceKey     string // that the client sent
	DeviceKnown   bool   // the device has proved itself
	Custom        *CustomSignIn
}

// CustomSignIn is a sign-in that the pool's Lambda functions decide about.
type CustomSignIn struct {
	Results  []ChallengeResult
	Private  map[string]string // what only the verification of the answer gets
	Metadata string            // the name of the challenge that is open
}

// ChallengeResult is one challenge that a sign-in has had.
type ChallengeResult struct {
	Name     string
	Passed   bool
	Metadata string
}

// With returns a copy with one more result.
func (c CustomSignIn) With(r ChallengeResult) *CustomSignIn {
	c.Results = append(slices.Clone(c.Results), r)
	c.Private, c.Metadata = nil, ""
	return &c
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
	s.db.Do(func() { s.challenges.Put(session, c) })
	return session
}

// TakeChallenge uses up a client's Session string, of one of the named challenges: it is
// good for one answer.
func (s *Store) TakeChallenge(session, clientID string, names ...string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool {
		return slices.Contains(names, c.Name) && c.ClientID == clientID && !c.OnPage
	})
}

// TakeSession uses up a Session string in an action that names no client.
func (s *Store) TakeSession(session, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && !c.OnPage })
}

// SessionPool returns the id of the user pool of a Session string, or "".
func (s *Store) SessionPool(session string) (poolID string) {
	s.db.Do(func() {
		if c, ok := s.challenges.Get(session); ok && !c.OnPage {
			poolID = c.PoolID
		}
	})
	return poolID
}

// TakePageSession uses up a Session string of the hosted pages.
func (s *Store) TakePageSession(session, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && c.OnPage })
}

// The texts are observed, but for the first.
func (s *Store) takeChallenge(session string, fits func(Challenge) bool) (Challenge, error) {
	return transaction.Run(s.db, func() (Challenge, error) {
		c, ok := s.challenges.Get(session)
		switch {
		case !ok || !fits(c):
			return Challenge{}, NotAuthorized("Invalid session for the user.")
		case !s.Clock.Now().Before(c.ExpiresAt):
			s.challenges.Delete(session)
			return Challenge{}, transaction.Keep(NotAuthorized("Invalid session for the user, session is expired."))
		case c.Used:
			return Challenge{}, NotAuthorized("Invalid session for the user, session can only be used once.")
		}
		used := c
		used.Used = true
		s.challenges.Put(session, used)
		return c, nil
	})
}

// ReturnChallenge makes a Session string that was taken good for another answer.
func (s *Store) ReturnChallenge(session string, c Challenge) {
	s.db.Do(func() {
		if _, ok := s.challenges.Get(session); ok { // its user may have been deleted
			s.challenges.Put(session, c)
		}
	})
}

// FindSession returns the Session string of a client's open challenge for which match
// holds, and "" if there is none.
func (s *Store) FindSession(clientID string, match func(Challenge) bool) (session string) {
	s.db.Do(func() {
		for id, c := range s.challenges.All() {
			if c.ClientID == clientID && !c.OnPage && !c.Used && match(c) {
				session = id
			}
		}
	})
	return session
}
