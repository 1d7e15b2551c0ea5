package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// held counts what a store remembers of sign-ins.
func held(s *Store) map[string]int {
	return map[string]int{
		"codes": s.codes.len(), "challenges": s.challenges.len(), "sessions": s.sessions.len(),
		"departures": s.departures.len(), "grants": s.grants.len(), "refresh": s.refresh.len(),
	}
}

func TestPurge(t *testing.T) {
	t.Parallel()
	j := newJournal()
	s := open(t, j)
	start := func(lifetime time.Duration) RefreshToken {
		s.IssueCode(AuthorizationCode{ClientID: "web"})
		s.StartChallenge(Challenge{}, time.Minute)
		s.StartBrowserSession("p", "jo", "")
		s.StartProviderSignIn(ProviderSignIn{}, time.Minute)
		_, token := s.StartGrant(Grant{ClientID: "web", ExpiresAt: s.Clock.Now().Add(lifetime)})
		_, _, err := s.UseRefreshToken(token.ID, "web", &Rotation{Enabled: true})
		require.NoError(t, err)
		return token
	}
	token := start(time.Hour)
	write := func() { s.KeepMessage(Message{}) }

	s.Clock.Advance(remembersStep)
	write()
	assert.Equal(t, map[string]int{"codes": 1, "challenges": 1, "sessions": 1, "departures": 1, "grants": 1, "refresh": 2}, held(s), "a day later")
	_, _, err := s.UseRefreshToken(token.ID, "web", nil)
	assert.ErrorIs(t, err, NotAuthorized("Refresh Token has expired"))

	s.Clock.Advance(2 * time.Hour)
	assert.Equal(t, 1, held(s)["codes"], "nothing was written")
	write()
	assert.Equal(t, map[string]int{"codes": 0, "challenges": 0, "sessions": 0, "departures": 0, "grants": 1, "refresh": 2}, held(s))

	start(100 * 24 * time.Hour)
	s.Clock.Advance(remembersFamily)
	write()
	assert.Equal(t, map[string]int{"codes": 0, "challenges": 0, "sessions": 0, "departures": 0, "grants": 1, "refresh": 2}, held(s), "the family that is alive")
	assert.Equal(t, held(s), held(open(t, j)), "on disk too")
	_, _, err = s.UseRefreshToken(token.ID, "web", nil)
	assert.ErrorIs(t, err, NotAuthorized("Invalid Refresh Token."))
}
