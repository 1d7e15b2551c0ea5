package rsakey

import (
	"crypto/rsa"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// filled waits until no goroutine makes keys.
func (r *reserve) filled() int {
	r.mu.Lock()
	filling := r.filling
	r.mu.Unlock()
	if filling != nil {
		<-filling
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.keys)
}

func TestReserveIsFilledWhileAServerRuns(t *testing.T) {
	t.Parallel()
	var r reserve
	first := r.take()
	assert.Equal(t, 2048, first.N.BitLen())
	assert.Zero(t, r.filled(), "no server runs")

	r.start()
	require.Equal(t, reserveSize, r.filled())
	seen := map[*rsa.PrivateKey]bool{first: true}
	for range reserveSize + 1 {
		key := r.take()
		assert.False(t, seen[key], "a key is used once")
		seen[key] = true
	}
	require.Equal(t, reserveSize, r.filled())
	r.stop()
	r.take()
	assert.Equal(t, reserveSize-1, r.filled(), "after the last server")
}

func TestStopOfTheLastServerWaitsForTheGoroutine(t *testing.T) {
	t.Parallel()
	var r reserve
	r.start()
	r.start()
	r.stop() // another server runs
	r.stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	assert.Nil(t, r.filling)
}

func TestConcurrentMakersReturnDifferentKeys(t *testing.T) {
	t.Parallel()
	var m Maker
	keys := make([]*rsa.PrivateKey, 6)
	var running sync.WaitGroup
	for i := range keys {
		running.Go(func() { keys[i] = m.New() })
	}
	running.Wait()
	for i, key := range keys {
		require.NoError(t, key.Validate())
		for _, other := range keys[:i] {
			assert.False(t, key.Equal(other))
		}
	}
}

func TestSharedKeysDifferWithinAMaker(t *testing.T) {
	t.Parallel()
	s := sharedKeys{on: true}
	first, ok := s.key(0)
	assert.True(t, ok)
	third, _ := s.key(2)
	again, _ := s.key(0)
	assert.True(t, first.Equal(again))
	assert.False(t, first.Equal(third))
	_, ok = new(sharedKeys).key(0)
	assert.False(t, ok, "not shared")
}
