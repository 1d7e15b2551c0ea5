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

// A pool's records are kept for a time after their expiry, and purged by a write after it.
func TestRecordsOfAPoolArePurged(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	hiding := ClientSettings{PreventUserExistenceErrors: "ENABLED"}
	for _, tt := range []struct {
		name  string
		start func(s *Store, pool string)
		kept  time.Duration // after the start
		count func(*Store, *poolState) int
	}{
		{"passkey registration", func(s *Store, pool string) { _, _ = s.StartPasskeyRegistration(pool, "jo", "web", "1") }, day + time.Minute, func(_ *Store, p *poolState) int { return p.passkeyRegistrations.Len() }},
		{"assertion", func(s *Store, pool string) { s.UseAssertion(pool, "Corp", "1", stillTime.Add(time.Hour)) }, day + time.Hour, func(_ *Store, p *poolState) int { return p.assertions.Len() }},
		{"unknown user", func(s *Store, pool string) {
			_ = s.RejectUnknownUser(Client{PoolID: pool, ClientSettings: hiding}, "li")
		}, 30 * day, func(_ *Store, p *poolState) int { return p.unknown.Len() }},
		{"attempts of an unknown user", func(s *Store, pool string) { _ = s.CountUnknownAttempt(pool, "li", "reset") }, 30 * day, func(_ *Store, p *poolState) int { return p.unknown.Len() }},
		{"authentication event", func(s *Store, pool string) {
			s.db.Do(func() { s.byPool.Of(pool).authEvents.Put("1", AuthEvent{ID: "1", Username: "jo", Created: stillTime}) })
		}, 730 * day, func(_ *Store, p *poolState) int { return p.authEvents.Len() }},
		{"token family", func(s *Store, pool string) {
			startFamily(s, TokenFamily{PoolID: pool, ClientID: "web", Username: "jo", ExpiresAt: stillTime.Add(time.Hour)})
		}, 30*day + time.Hour, func(s *Store, _ *poolState) int { return s.families.Len() + s.refreshTokens.Len() - 1 }},
	} {
		for _, late := range []time.Duration{0, 1} {
			s, pool := newStillStore(t, Pool{})
			addStillUser(t, s, pool, "jo")
			tt.start(s, pool.ID)
			p := s.byPool.Of(pool.ID)
			require.Equal(t, 1, tt.count(s, p), tt.name)
			s.Clock.Advance(tt.kept + late)
			s.KeepMessage(Message{})
			want := 1
			if late > 0 {
				want = 0
			}
			assert.Equal(t, want, max(tt.count(s, p), 0), "%s, %v", tt.name, late)
		}
	}
}

// A write purges once in an hour of the store's clock.
func TestPurgeOnceAnHour(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	s.StartChallenge(Challenge{}, 30*time.Minute)
	s.Clock.Advance(24 * time.Hour)
	s.KeepMessage(Message{})
	s.Clock.Advance(time.Hour - 1)
	s.KeepMessage(Message{})
	assert.Equal(t, 1, s.challenges.Len(), "it has expired 24 hours and 30 minutes ago")
	s.Clock.Advance(1)
	s.KeepMessage(Message{})
	assert.Zero(t, s.challenges.Len())
}
