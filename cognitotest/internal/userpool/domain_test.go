package userpool_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Users sign in again on the new pages (developer guide, "Managed login").
func TestChangeOfLoginVersionEndsSessions(t *testing.T) {
	t.Parallel()
	store := userpool.NewStore("123456789012")
	var pools []userpool.Pool
	var sessions []userpool.BrowserSession
	for _, name := range []string{"orders", "stock"} {
		pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: name})
		require.NoError(t, err)
		_, err = store.CreateUser(pool.ID, "jo", nil, "")
		require.NoError(t, err)
		_, err = store.CreateDomain(userpool.Domain{Name: name, PoolID: pool.ID, ManagedLoginVersion: 1})
		require.NoError(t, err)
		pools, sessions = append(pools, pool), append(sessions, store.StartBrowserSession(pool.ID, "jo", ""))
	}
	live := func(i int) bool { _, ok := store.BrowserSession(pools[i].ID, sessions[i].ID); return ok }

	_, err := store.UpdateDomain(userpool.Domain{Name: "orders", PoolID: pools[0].ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	assert.True(t, live(0), "an update without a change")
	_, err = store.UpdateDomain(userpool.Domain{Name: "orders", PoolID: pools[0].ID, ManagedLoginVersion: 2})
	require.NoError(t, err)
	assert.False(t, live(0))
	assert.True(t, live(1), "another pool")
}
