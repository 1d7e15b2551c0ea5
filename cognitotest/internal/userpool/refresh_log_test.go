package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// The log of a family's refreshes is outside of the tables. It ends with the family, and a deletion that
// cannot be written keeps it.
func TestRefreshLogFollowsTheFamily(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	user, err := s.AddUser(User{PoolID: pool.ID, Username: "jo", Enabled: true}, false)
	require.NoError(t, err)
	family := TokenFamily{OriginJTI: NewUUID(), PoolID: pool.ID, ClientID: client.ID, Username: "jo", AuthTime: s.Clock.Now(), ExpiresAt: s.Clock.Now().Add(time.Hour)}
	token, err := s.StartSignIn(user, family)
	require.NoError(t, err)
	refreshed := func() { s.LogRefresh(Refresh{Family: family, Token: token}) }
	events := func() (names []string) {
		for _, h := range s.FamilyHistories() {
			for _, e := range h.Events {
				names = append(names, e.Event)
			}
		}
		return names
	}
	refreshed()
	refreshed()
	want := []string{EventIssued, EventRefreshed, EventRefreshed}
	require.Equal(t, want, events())

	j.Full = errors.New("no space left on device")
	assert.Panics(t, func() { _ = s.DeleteUser(pool.ID, "jo") })
	assert.Equal(t, want, events(), "the deletion is undone")

	j.Full = nil
	refreshed()
	assert.Len(t, events(), 4)
	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	assert.Empty(t, events())
	assert.Empty(t, s.refreshes.copy(), "the log of a deleted family")
}
