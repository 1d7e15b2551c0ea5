package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// signInRecords counts the records of sign-ins in a store.
func signInRecords(s *Store) map[string]int {
	return map[string]int{
		"codes": s.codes.Len(), "challenges": s.challenges.Len(), "sessions": s.sessions.Len(),
		"provider sign-ins": s.providerSignIns.Len(), "provider sign-outs": s.providerSignOuts.Len(), "families": s.families.Len(), "refresh tokens": s.refreshTokens.Len(),
	}
}

func TestPurgeRemovesRecordsThatExpiredLongAgo(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	start := func(lifetime time.Duration) RefreshToken {
		s.IssueCode(AuthorizationCode{ClientID: "web"})
		s.StartChallenge(Challenge{}, time.Minute)
		s.StartBrowserSession("p", "jo", "")
		s.StartProviderSignIn(ProviderSignIn{}, time.Minute)
		s.StartProviderSignOut(ProviderSignOut{}, time.Minute)
		_, token := startFamily(s, TokenFamily{ClientID: "web", ExpiresAt: s.Clock.Now().Add(lifetime)})
		_, err := s.RotateRefreshToken(token.ID, "web", 0)
		require.NoError(t, err)
		return token
	}
	token := start(time.Hour)
	write := func() { s.KeepMessage(Message{}) }

	s.Clock.Advance(retainExpired)
	write()
	assert.Equal(t, map[string]int{"codes": 1, "challenges": 1, "sessions": 1, "provider sign-ins": 1, "provider sign-outs": 1, "families": 1, "refresh tokens": 2}, signInRecords(s), "a day later")
	_, err := s.RotateRefreshToken(token.ID, "web", 0)
	assert.ErrorIs(t, err, apierror.NotAuthorized("Refresh Token has expired"))

	s.Clock.Advance(2 * time.Hour)
	assert.Equal(t, 1, signInRecords(s)["codes"], "only a write purges")
	write()
	assert.Equal(t, map[string]int{"codes": 0, "challenges": 0, "sessions": 0, "provider sign-ins": 0, "provider sign-outs": 0, "families": 1, "refresh tokens": 2}, signInRecords(s))

	start(100 * 24 * time.Hour)
	s.Clock.Advance(retainFamily)
	write()
	assert.Equal(t, map[string]int{"codes": 0, "challenges": 0, "sessions": 0, "provider sign-ins": 0, "provider sign-outs": 0, "families": 1, "refresh tokens": 2}, signInRecords(s), "the family that has not expired remains")
	assert.Equal(t, signInRecords(s), signInRecords(open(t, j)), "the journal has the same records")
	_, err = s.RotateRefreshToken(token.ID, "web", 0)
	assert.ErrorIs(t, err, apierror.NotAuthorized("Invalid Refresh Token."))
}

func TestPurgeRemovesPasskeyRegistrations(t *testing.T) {
	t.Parallel()
	s, pool, _ := newQuotaStore(t)
	_, err := s.StartPasskeyRegistration(pool, "ada", "web", "a")
	require.NoError(t, err)
	registrations := func() int { return s.byPool.Of(pool).passkeyRegistrations.Len() }
	s.Clock.Advance(retainExpired)
	s.KeepMessage(Message{})
	assert.Equal(t, 1, registrations(), "a day after the start, less than a day after the expiry")
	s.Clock.Advance(2 * time.Hour)
	s.KeepMessage(Message{})
	assert.Zero(t, registrations())
}
