package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// The id of an assertion is used once at each provider of each pool. The record outlives the assertion by a day.
func TestAssertionIsUsedOnce(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pools := make([]string, 2)
	for i := range pools {
		pool, err := s.CreatePool("us-east-1", Pool{Name: "p", PoolSettings: PoolSettings{PasswordPolicy: DefaultPasswordPolicy, Tier: DefaultTier}})
		require.NoError(t, err)
		pools[i] = pool.ID
	}
	until := s.Clock.Now().Add(time.Minute)
	assert.True(t, s.UseAssertion(pools[0], "Corp", "a", until))
	assert.False(t, s.UseAssertion(pools[0], "Corp", "a", until))
	assert.True(t, s.UseAssertion(pools[0], "Corp", "b", until))
	assert.True(t, s.UseAssertion(pools[0], "West", "a", until))
	assert.True(t, s.UseAssertion(pools[1], "Corp", "a", until))
	assert.False(t, s.UseAssertion("us-east-1_Deleted", "Corp", "a", until), "a pool that was deleted meanwhile")
	assert.False(t, open(t, j).UseAssertion(pools[0], "Corp", "a", until), "after a restart")

	count := func() int { return s.byPool.Of(pools[0]).assertions.Len() }
	write := func() { s.KeepMessage(Message{}) }
	s.Clock.Advance(retainExpired)
	write()
	assert.Equal(t, 3, count())
	s.Clock.Advance(2 * time.Hour)
	write()
	assert.Zero(t, count())
}

// A relay state is valid once, in its pool, until it expires.
func TestProviderSignOutIsUsedOnce(t *testing.T) {
	t.Parallel()
	s := open(t, journaltest.NewMemory())
	first, second := s.StartProviderSignOut(ProviderSignOut{PoolID: "p", Target: "a"}, time.Minute), s.StartProviderSignOut(ProviderSignOut{PoolID: "p"}, time.Minute)
	_, ok := s.TakeProviderSignOut("other", first.RelayState)
	assert.False(t, ok)
	got, ok := s.TakeProviderSignOut("p", first.RelayState)
	assert.True(t, ok)
	assert.Equal(t, first, got)
	_, ok = s.TakeProviderSignOut("p", first.RelayState)
	assert.False(t, ok)
	s.Clock.Advance(time.Minute)
	_, ok = s.TakeProviderSignOut("p", second.RelayState)
	assert.False(t, ok)
}
