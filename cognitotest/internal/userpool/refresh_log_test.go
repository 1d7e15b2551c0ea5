package userpool

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
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

// The log keeps the last hundred refreshes of each family.
func TestRefreshLogIsLimited(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	log := func(family, token string) {
		s.LogRefresh(Refresh{Family: TokenFamily{OriginJTI: family}, Token: RefreshToken{ID: token}})
	}
	log("other", "1")
	for i := range 100 {
		log("family", fmt.Sprint(i))
	}
	events := s.refreshes.copy()
	require.Len(t, events["family"], 100)
	assert.Equal(t, "0", events["family"][0].TokenID)
	log("family", "100")
	events = s.refreshes.copy()
	require.Len(t, events["family"], 100)
	assert.Equal(t, "1", events["family"][0].TokenID)
	assert.Equal(t, "100", events["family"][99].TokenID)
	assert.Len(t, events["other"], 1)
}

func TestEventOfARefresh(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		err  error
		want FamilyEvent
	}{
		{"refreshed", nil, FamilyEvent{Event: "refreshed"}},
		{"rejected", apierror.NotAuthorized("Refresh Token has been revoked"), FamilyEvent{Event: "rejected", Rejected: "Refresh Token has been revoked"}},
		{"reused", apierror.RefreshTokenReuse(), FamilyEvent{Event: "reused", Rejected: "Refresh token has been reused"}},
	} {
		s, _ := newStillStore(t, Pool{})
		before := s.Version()
		s.LogRefresh(Refresh{Token: RefreshToken{ID: "token"}, Err: tt.err})
		assert.Empty(t, s.refreshes.copy(), "an unknown token")
		assert.Equal(t, before, s.Version())
		s.LogRefresh(Refresh{Family: TokenFamily{OriginJTI: "family"}, Token: RefreshToken{ID: "token"}, Err: tt.err})
		tt.want.Time, tt.want.TokenID = stillTime, "token"
		assert.Equal(t, []FamilyEvent{tt.want}, s.refreshes.copy()["family"], tt.name)
		assert.Equal(t, before+1, s.Version())
	}
}

// Two restores of one snapshot do not share the log. The log of a family whose deletion was undone comes before later events.
func TestRefreshLogIsRestored(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	log := func(to *Store, token string) {
		to.LogRefresh(Refresh{Family: TokenFamily{OriginJTI: "family"}, Token: RefreshToken{ID: token}})
	}
	tokens := func(of *Store) (list []string) {
		for _, e := range of.refreshes.copy()["family"] {
			list = append(list, e.TokenID)
		}
		return list
	}
	for _, token := range []string{"a", "b", "c"} {
		log(s, token)
	}
	snapshot := s.Snapshot()
	one, two := NewStore("123456789012"), NewStore("123456789012")
	one.Restore(snapshot)
	two.Restore(snapshot)
	log(one, "d")
	log(two, "e")
	log(s, "f")
	assert.Equal(t, []string{"a", "b", "c", "d"}, tokens(one))
	assert.Equal(t, []string{"a", "b", "c", "e"}, tokens(two))
	assert.Equal(t, []string{"a", "b", "c", "f"}, tokens(s))

	taken := s.refreshes.take("family")
	assert.Len(t, taken, 4)
	assert.Empty(t, s.refreshes.copy())
	log(s, "g")
	s.refreshes.putBack("family", taken)
	assert.Equal(t, []string{"a", "b", "c", "f", "g"}, tokens(s))
	s.refreshes.putBack("unknown", nil)
	assert.Len(t, s.refreshes.copy(), 1)
}
