package userpool

import (
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// A restore is one commit of the journal. If that fails, the records, the clock and the log of
// refreshes are as before.
func TestRestoreIsOneTransaction(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	kept, err := s.CreatePool("us-east-1", Pool{Name: "kept"})
	require.NoError(t, err)
	s.Clock.Advance(time.Hour)
	taken := s.Snapshot()
	records := maps.Clone(j.Records)
	added, err := s.CreatePool("us-east-1", Pool{Name: "added"})
	require.NoError(t, err)
	require.NoError(t, s.DeletePool(kept.ID))
	family, token := startFamily(s, TokenFamily{PoolID: added.ID, ClientID: "c", ExpiresAt: s.Clock.Now().Add(time.Hour)})
	s.LogRefresh(Refresh{Family: family, Token: token})
	s.Clock.Advance(24 * time.Hour)
	changed, commits := maps.Clone(j.Records), j.Commits

	j.Full = errors.New("no space")
	assert.PanicsWithError(t, "the state cannot be written: no space", func() { s.Restore(taken) })
	assert.PanicsWithError(t, "the state cannot be written: no space", func() { s.Clock.Advance(time.Hour) })
	assert.Equal(t, []Pool{added}, s.Pools("us-east-1"))
	assert.Equal(t, 25*time.Hour, s.Clock.Ahead())
	assert.Len(t, s.FamilyHistories()[0].Events, 3)
	assert.Zero(t, s.Restores())
	assert.Equal(t, changed, j.Records)

	j.Full = nil
	s.Restore(taken)
	assert.Equal(t, commits+1, j.Commits)
	assert.Equal(t, records, j.Records)
	assert.Equal(t, []Pool{kept}, s.Pools("us-east-1"))
	assert.Equal(t, time.Hour, s.Clock.Ahead())
	assert.Empty(t, s.FamilyHistories())
	assert.EqualValues(t, 1, s.Restores())
	_, err = s.CreateClient(kept.ID, ClientSettings{Name: "web"}, "", false)
	assert.NoError(t, err, "the tables of a restored pool are open")
}

// By the clock before the restore, the family expired long enough ago to be deleted.
func TestRestoreKeepsRecordsThatHadExpired(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	family, token := startFamily(s, TokenFamily{ClientID: "c", ExpiresAt: s.Clock.Now().Add(time.Hour)})
	s.LogRefresh(Refresh{Family: family, Token: token})
	taken := s.Snapshot()
	s.Clock.Advance(100 * 24 * time.Hour)
	startFamily(s, TokenFamily{ClientID: "c"}) // the first write after an hour deletes expired records
	for _, h := range s.FamilyHistories() {
		require.NotEqual(t, family.OriginJTI, h.OriginJTI)
	}
	s.Clock.Advance(2 * time.Hour) // the next write deletes again
	s.Restore(taken)
	histories := s.FamilyHistories()
	require.Len(t, histories, 1)
	assert.Equal(t, FamilyLive, histories[0].State)
	assert.Equal(t, []string{EventIssued, EventRefreshed}, []string{histories[0].Events[0].Event, histories[0].Events[1].Event})
	_, err := s.RotateRefreshToken(token.ID, "c", 0)
	assert.NoError(t, err)
}
