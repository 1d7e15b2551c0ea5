package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

const invalidSession = "NotAuthorizedException: Invalid session for the user."

// A Session string is for one challenge of one client, and either for the API or for the hosted pages. A request that does
// not fit leaves it open.
func TestSessionFitsItsRequest(t *testing.T) {
	t.Parallel()
	s, _ := newDefaultStore(t, Pool{})
	take := map[string]func(session, client, name string) (Challenge, error){
		"client": func(session, client, name string) (Challenge, error) {
			return s.TakeChallenge(session, client, "MFA_SETUP", name)
		},
		"session": func(session, _, name string) (Challenge, error) { return s.TakeSession(session, name) },
		"page":    s.TakePageSession,
	}
	for _, tt := range []struct {
		by      string
		onPage  bool
		client  string
		name    string
		allowed bool
	}{
		{"client", false, "web", "SMS_MFA", true},
		{"client", false, "other", "SMS_MFA", false},
		{"client", false, "web", "EMAIL_OTP", false},
		{"client", true, "web", "SMS_MFA", false},
		{"session", false, "", "SMS_MFA", true},
		{"session", false, "", "EMAIL_OTP", false},
		{"session", true, "", "SMS_MFA", false},
		{"page", true, "web", "SMS_MFA", true},
		{"page", true, "other", "SMS_MFA", false},
		{"page", true, "web", "EMAIL_OTP", false},
		{"page", false, "web", "SMS_MFA", false},
	} {
		challenge := Challenge{Name: "SMS_MFA", OnPage: tt.onPage, PoolID: "us-east-1_a", ClientID: "web", Username: "jo", Code: "123456"}
		session := s.StartChallenge(challenge, time.Minute)
		got, err := take[tt.by](session, tt.client, tt.name)
		if tt.allowed {
			require.NoError(t, err, "%+v", tt)
			challenge.ExpiresAt = stillTime.Add(time.Minute)
			assert.Equal(t, challenge, got, "%+v", tt)
			_, err = take[tt.by](session, tt.client, tt.name)
			assert.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.", "%+v", tt)
			continue
		}
		require.EqualError(t, err, invalidSession, "%+v", tt)
		right := "client"
		if tt.onPage {
			right = "page"
		}
		_, err = take[right](session, "web", "SMS_MFA")
		assert.NoError(t, err, "%+v leaves the session open", tt)
	}
	_, err := s.TakeSession("unknown", "SMS_MFA")
	assert.EqualError(t, err, invalidSession)
}

func TestSessionExpires(t *testing.T) {
	t.Parallel()
	const expired = "NotAuthorizedException: Invalid session for the user, session is expired."
	j := journaltest.NewMemory()
	s := open(t, j)
	s.Clock.Base = func() time.Time { return stillTime }
	early, late := s.StartChallenge(Challenge{Name: "SMS_MFA"}, 3*time.Minute), s.StartChallenge(Challenge{Name: "SMS_MFA"}, 3*time.Minute)
	assert.Regexp(t, "^[A-Za-z0-9_-]{128}$", early)
	s.Clock.Advance(3*time.Minute - 1)
	first, err := s.TakeSession(early, "SMS_MFA")
	require.NoError(t, err, "before the end")
	next := s.ContinueChallenge(Challenge{Name: "NEW_PASSWORD_REQUIRED", ExpiresAt: first.ExpiresAt})
	s.Clock.Advance(1)
	_, err = s.TakeSession(late, "SMS_MFA")
	require.EqualError(t, err, expired, "at the end")
	_, err = s.TakeSession(next, "NEW_PASSWORD_REQUIRED")
	require.EqualError(t, err, expired, "the next step has the same end")
	_, err = s.TakeSession(late, "SMS_MFA")
	require.EqualError(t, err, invalidSession, "the expired challenge is deleted")
	_, err = s.TakeSession(early, "SMS_MFA")
	require.EqualError(t, err, expired, "a used challenge expires too")
	_, err = open(t, j).TakeSession(late, "SMS_MFA")
	assert.EqualError(t, err, invalidSession, "after a restart")
}

func TestReturnedChallengeAcceptsAnotherAnswer(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	addConfirmed(t, s, pool, "jo")
	session := s.StartChallenge(Challenge{Name: "SMS_MFA", PoolID: pool.ID, Username: "jo", Code: "1"}, time.Minute)
	taken, err := s.TakeSession(session, "SMS_MFA")
	require.NoError(t, err)
	taken.Code = "2"
	s.ReturnChallenge(session, taken)
	again, err := s.TakeSession(session, "SMS_MFA")
	require.NoError(t, err)
	assert.Equal(t, "2", again.Code)

	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	s.ReturnChallenge(session, taken)
	assert.Empty(t, s.SessionPool(session), "the challenge of a deleted user does not return")
}

func TestPoolOfASession(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	assert.Equal(t, pool.ID, s.SessionPool(s.StartChallenge(Challenge{PoolID: pool.ID}, time.Minute)))
	assert.Empty(t, s.SessionPool(s.StartChallenge(Challenge{PoolID: pool.ID, OnPage: true}, time.Minute)), "a session of the hosted pages")
	assert.Empty(t, s.SessionPool("unknown"))
}

// A client that answers without a Session string sends the secret block or the device key.
func TestSessionOfAProof(t *testing.T) {
	t.Parallel()
	s, _ := newDefaultStore(t, Pool{})
	start := func(c Challenge) string {
		c.Name, c.ClientID = "PASSWORD_VERIFIER", "web"
		return s.StartChallenge(c, time.Minute)
	}
	withBlock := start(Challenge{SecretBlock: []byte("block")})
	withDevice := start(Challenge{Progress: Progress{DeviceKey: "us-east-1_device"}})
	start(Challenge{})
	start(Challenge{OnPage: true, SecretBlock: []byte("page")})
	all := func(Challenge) bool { return true }
	for _, tt := range []struct{ client, proof, want string }{
		{"web", "YmxvY2s=", withBlock},
		{"other", "YmxvY2s=", ""},
		{"web", "us-east-1_device", withDevice},
		{"web", "block", ""},
		{"web", "cGFnZQ==", ""},
		{"web", "", ""},
	} {
		assert.Equal(t, tt.want, s.FindSession(tt.client, tt.proof, all), "%+v", tt)
	}
	assert.Empty(t, s.FindSession("web", "YmxvY2s=", func(Challenge) bool { return false }), "another challenge")
	_, err := s.TakeSession(withBlock, "PASSWORD_VERIFIER")
	require.NoError(t, err)
	assert.Empty(t, s.FindSession("web", "YmxvY2s=", all), "a used challenge")
}

func TestResultsOfACustomSignIn(t *testing.T) {
	t.Parallel()
	first := CustomSignIn{Results: []ChallengeResult{{Name: "SRP_A", Passed: true}}, Private: map[string]string{"answer": "7"}, Metadata: "sum"}
	second := first.With(ChallengeResult{Name: "CUSTOM_CHALLENGE", Metadata: "sum"})
	assert.Equal(t, &CustomSignIn{Results: []ChallengeResult{{Name: "SRP_A", Passed: true}, {Name: "CUSTOM_CHALLENGE", Metadata: "sum"}}}, second)
	assert.Len(t, first.Results, 1)
	assert.Equal(t, map[string]string{"answer": "7"}, first.Private)
}

func TestMethodOfAPasskey(t *testing.T) {
	t.Parallel()
	for attachment, want := range map[string]string{"platform": "swk", "cross-platform": "hwk", "": "swk"} {
		assert.Equal(t, want, ProvenPasskey{Attachment: attachment}.Method(), "%q", attachment)
	}
}
