package userpool

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Challenge is the state between two steps of a sign-in. The client sends its Session string
// back.
type Challenge struct {
	Name        string // as in ChallengeName
	OnPage      bool   // of a sign-in on the hosted pages, which the API rejects, and vice versa
	PoolID      string
	ClientID    string
	Username    string
	ExpiresAt   time.Time
	Used        bool         // answered; stored so that a second answer gets its own error
	SRP         srp.Exchange // PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER
	SecretBlock []byte       // of the same two challenges
	Code        string       // sent to the user
	Address     string       // the destination of the code
	Choices     []string     // of SELECT_CHALLENGE, SELECT_MFA_TYPE and MFA_SETUP
	Passkey     string       // the challenge that the passkey signs, in base64url
	Progress    Progress
}

// Progress is the result of the challenges of one sign-in so far. Each challenge passes it to
// the next.
type Progress struct {
	// Simulated marks a sign-in of an unknown user that the client must not recognize as such.
	Simulated bool
	Login     string // that the client sent for that user
	// FirstFactor is true if a code or a passkey replaced the password.
	FirstFactor bool
	// Passkey is the passkey that the user proved; nil if the user proved none.
	Passkey *ProvenPasskey
	// NewPassword is true if the user replaced a temporary password.
	NewPassword bool
	// TokenVerified is true if the user set up a software token in this sign-in.
	TokenVerified bool
	// Targets are the levels of authentication that the client requests, in its order.
	Targets []int
	// Authentication is what the user has completed, with what an earlier sign-in is credited for.
	Authentication Authentication
	DeviceKey      string // that the client sent
	DeviceKnown    bool   // the device has authenticated
	Custom         *CustomSignIn
	// EventID and Challenges belong to the event of the sign-in in the user's history.
	EventID    string
	Challenges []EventChallenge
}

// ProvenPasskey describes how a passkey authenticated its user.
type ProvenPasskey struct {
	UserVerified bool   // with a PIN or a biometric check
	Attachment   string // of the registration: platform, cross-platform, or "" if unknown
}

// Method returns the method that the passkey completes. A passkey of an unknown authenticator
// counts as one of the platform (unspecified).
func (p ProvenPasskey) Method() string {
	if p.Attachment == "cross-platform" {
		return MethodRoamingPasskey
	}
	return MethodPlatformPasskey
}

// CustomSignIn is the state of a sign-in that the pool's Lambda triggers control.
type CustomSignIn struct {
	Results  []ChallengeResult
	Private  map[string]string // for the verify trigger only
	Metadata string            // of the current challenge
}

// ChallengeResult is the result of one challenge of a sign-in.
type ChallengeResult struct {
	Name     string
	Passed   bool
	Metadata string
}

// With returns a copy with another result.
func (c CustomSignIn) With(r ChallengeResult) *CustomSignIn {
	c.Results = append(slices.Clone(c.Results), r)
	c.Private, c.Metadata = nil, ""
	return &c
}

// StartChallenge stores a challenge and returns its Session string, which expires after the
// client's AuthSessionValidity.
func (s *Store) StartChallenge(c Challenge, validity time.Duration) string {
	c.ExpiresAt = s.Clock.Now().Add(validity)
	return s.putChallenge(c)
}

// ContinueChallenge stores a used challenge under a new Session string. Its expiry stays.
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

// TakeChallenge uses a client's Session string of one of the named challenges. A Session
// string accepts one answer.
func (s *Store) TakeChallenge(session, clientID string, names ...string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool {
		return slices.Contains(names, c.Name) && c.ClientID == clientID && !c.OnPage
	})
}

// TakeSession uses a Session string in an action without a client id.
func (s *Store) TakeSession(session, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && !c.OnPage })
}

// SessionPool returns the user pool id of a Session string, or "".
func (s *Store) SessionPool(session string) (poolID string) {
	s.db.Do(func() {
		if c, ok := s.challenges.Get(session); ok && !c.OnPage {
			poolID = c.PoolID
		}
	})
	return poolID
}

// TakePageSession uses a client's Session string of the hosted pages.
func (s *Store) TakePageSession(session, clientID, name string) (Challenge, error) {
	return s.takeChallenge(session, func(c Challenge) bool { return c.Name == name && c.ClientID == clientID && c.OnPage })
}

// takeChallenge marks a challenge as used and returns it. A Session string that does not fit the
// request stays open: otherwise a request of another client would end the sign-in (unspecified).
// The texts are observed, except for the first.
func (s *Store) takeChallenge(session string, fits func(Challenge) bool) (Challenge, error) {
	return transaction.Run(s.db, func() (Challenge, error) {
		c, ok := s.challenges.Get(session)
		switch {
		case !ok || !fits(c):
			return Challenge{}, apierror.NotAuthorized("Invalid session for the user.")
		case !s.Clock.Now().Before(c.ExpiresAt):
			s.challenges.Delete(session)
			return Challenge{}, transaction.Keep(apierror.NotAuthorized("Invalid session for the user, session is expired."))
		case c.Used:
			return Challenge{}, apierror.NotAuthorized("Invalid session for the user, session can only be used once.")
		}
		used := c
		used.Used = true
		s.challenges.Put(session, used)
		return c, nil
	})
}

// ReturnChallenge makes a used Session string accept another answer.
func (s *Store) ReturnChallenge(session string, c Challenge) {
	s.db.Do(func() {
		if _, ok := s.challenges.Get(session); ok { // its user may have been deleted
			s.challenges.Put(session, c)
		}
	})
}

// FindSession returns the Session string of a client's open challenge with a proof, which is a secret
// block in base64 or a device key, for which match returns true, or "".
func (s *Store) FindSession(clientID, proof string, match func(Challenge) bool) (session string) {
	s.db.Do(func() {
		for id, c := range s.challengesByProof.Records(int64(hashOf(proof))) {
			if c.ClientID == clientID && match(c) {
				session = id
			}
		}
	})
	return session
}

// proofs returns the hashes of what identifies a challenge in an answer without a Session string.
func (c Challenge) proofs() []int64 {
	var hashes []int64
	if c.OnPage || c.Used {
		return nil
	}
	if len(c.SecretBlock) > 0 {
		hashes = append(hashes, int64(hashOf(base64.StdEncoding.EncodeToString(c.SecretBlock))))
	}
	if c.Progress.DeviceKey != "" {
		hashes = append(hashes, int64(hashOf(c.Progress.DeviceKey)))
	}
	return hashes
}
