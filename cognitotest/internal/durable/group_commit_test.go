//go:build linux

package durable

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// groupWriters creates groups in a pool of a store concurrently.
type groupWriters struct {
	store *userpool.Store
	pool  string

	mu           sync.Mutex
	acknowledged []string // the names of the groups that the store has acknowledged
	faults       int      // the number of transactions that could not be written
}

func startGroupWriters(t *testing.T, j *Journal) *groupWriters {
	t.Helper()
	store, err := userpool.Open(account, j)
	require.NoError(t, err)
	pool, err := store.CreatePool(region, userpool.Pool{Name: "orders"})
	require.NoError(t, err)
	return &groupWriters{store: store, pool: pool.ID}
}

// create creates groups whose names begin with a text.
func (w *groupWriters) create(text string) {
	var running sync.WaitGroup
	for writer := range 8 {
		running.Go(func() {
			for n := range 5 {
				w.try(fmt.Sprintf("%s-%d-%d", text, writer, n))
			}
		})
	}
	running.Wait()
}

func (w *groupWriters) try(name string) {
	defer func() {
		fault := recover()
		w.mu.Lock()
		defer w.mu.Unlock()
		if _, ok := fault.(*transaction.JournalError); ok {
			w.faults++
		} else {
			w.acknowledged = append(w.acknowledged, name)
		}
	}()
	if _, err := w.store.CreateGroup(w.pool, userpool.Group{Name: name}); err != nil {
		panic(err)
	}
}

// names returns the names of the groups in a store.
func (w *groupWriters) names(t *testing.T, store *userpool.Store) (names []string) {
	t.Helper()
	groups, err := store.Groups(w.pool, "", math.MaxInt)
	require.NoError(t, err)
	for _, g := range groups {
		names = append(names, g.Name)
	}
	return names
}

// Concurrent changes share the commits of the file, and each is on disk.
func TestConcurrentChangesAreOnDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	w := startGroupWriters(t, j)
	w.create("group")
	assert.Len(t, w.acknowledged, 40)
	assert.Zero(t, w.faults)
	require.NoError(t, j.Close())
	again, err := userpool.Open(account, mustOpen(t, dir))
	require.NoError(t, err)
	assert.ElementsMatch(t, w.acknowledged, w.names(t, again))
}

// A full disk fails the changes of a commit, and those that ran meanwhile. Memory and disk have
// exactly the changes that were acknowledged, and later changes succeed.
func TestFullDiskFailsWholeGroups(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	w := startGroupWriters(t, j)
	d := newFailingDisk(t, j)
	for round := range 10 {
		d.failWrite(1+rand.IntN(3), 0, syscall.ENOSPC)
		w.create(fmt.Sprint("round-", round))
		d.repair()
	}
	require.Positive(t, w.faults)
	require.NoError(t, j.Lost())
	w.create("next")
	assert.True(t, slices.ContainsFunc(w.acknowledged, func(name string) bool { return name == "next-0-0" }))
	assert.ElementsMatch(t, w.acknowledged, w.names(t, w.store), "in memory")
	require.NoError(t, j.Close())
	again, err := userpool.Open(account, mustOpen(t, dir))
	require.NoError(t, err)
	assert.ElementsMatch(t, w.acknowledged, w.names(t, again), "on disk")
}

// A failed fsync fails the changes of a commit, and every later change. Memory has exactly the
// acknowledged changes, and so has the file, except that it may have the failed commit, too.
func TestFailedSyncFailsTheGroupAndEveryLaterChange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	w := startGroupWriters(t, j)
	w.create("before")
	d := newFailingDisk(t, j)
	d.failSync(3)
	w.create("during")
	d.repair()
	require.Error(t, j.Lost())
	before := len(w.acknowledged)
	w.create("after")
	assert.Len(t, w.acknowledged, before, "a later change")
	assert.ElementsMatch(t, w.acknowledged, w.names(t, w.store), "in memory, which readers still get")
	require.NoError(t, j.Close())
	again, err := userpool.Open(account, mustOpen(t, dir))
	require.NoError(t, err)
	assert.Subset(t, w.names(t, again), w.acknowledged, "on disk")
}
