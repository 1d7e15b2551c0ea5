package transaction_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// slowJournal is a journal whose commits wait until the test ends them.
type slowJournal struct {
	*journaltest.Memory
	end chan error // nil lets a commit succeed
}

func newSlowJournal() *slowJournal {
	return &slowJournal{journaltest.NewMemory(), make(chan error)}
}

func (j *slowJournal) Commit(changes []transaction.Change) error {
	if err := <-j.end; err != nil {
		return err
	}
	return j.Memory.Commit(changes)
}

// outcome is the result of a transaction that runs in its own goroutine.
type outcome struct {
	returned bool
	fault    error // the JournalError with which it ended
	value    string
	err      error
}

// in runs f as a transaction in a goroutine. The result is complete after synctest.Wait, if returned is true.
func (d *database) in(f func() (string, error)) *outcome {
	o := &outcome{}
	go func() {
		defer func() {
			o.returned = true
			if fault, ok := recover().(*transaction.JournalError); ok {
				o.fault = fault
			}
		}()
		o.value, o.err = transaction.Run(d.Database, f)
	}()
	synctest.Wait()
	return o
}

func (d *database) put(key, value string) *outcome {
	return d.in(func() (string, error) { d.notes.Put(key, value); return "", nil })
}

func (d *database) get(key string) *outcome {
	return d.in(func() (string, error) { return d.notes.At(key), nil })
}

// The transactions that run during a commit are committed together by the next one.
func TestTransactionsDuringACommitFormAGroup(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newSlowJournal()
		d := open(t, j)
		first := d.put("a", "1")
		var group []*outcome
		for n := range 5 {
			group = append(group, d.put("b", strconv.Itoa(n)))
		}
		group = append(group, d.in(func() (string, error) { d.notes.Delete("a"); return "", nil }))

		j.end <- nil
		synctest.Wait()
		assert.True(t, first.returned)
		for _, o := range group {
			assert.False(t, o.returned, "before its commit")
		}
		assert.Equal(t, map[journaltest.Key]string{{Kind: "notes", Key: "/a"}: `"1"`}, j.Records)

		j.end <- nil
		synctest.Wait()
		for _, o := range group {
			assert.Equal(t, &outcome{returned: true}, o)
		}
		assert.Equal(t, 2, j.Commits)
		assert.Equal(t, map[journaltest.Key]string{{Kind: "notes", Key: "/b"}: `"4"`}, j.Records)
	})
}

// A transaction that has read an uncommitted change returns after the commit, also if it fails.
func TestReaderWaitsForWhatItHasRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newSlowJournal()
		d := open(t, j)
		d.put("a", "1")
		reader := d.get("a")
		rejected := d.in(func() (string, error) { return d.notes.At("a"), errors.New("it is 1") })
		assert.False(t, reader.returned || rejected.returned)
		second := d.put("a", "2")
		late := d.get("a")

		j.end <- nil
		synctest.Wait()
		assert.Equal(t, &outcome{returned: true, value: "1"}, reader)
		assert.Equal(t, &outcome{returned: true, value: "1", err: errors.New("it is 1")}, rejected)
		assert.False(t, second.returned || late.returned)
		j.end <- nil
		synctest.Wait()
		assert.Equal(t, &outcome{returned: true, value: "2"}, late)
		assert.Equal(t, &outcome{returned: true, value: "2"}, d.get("a"), "nothing to wait for")
	})
}

// A failed commit undoes its transactions and the transactions that ran meanwhile, because they have
// read its changes. All of them fail, and so do the readers.
func TestFailedCommitUndoesItsGroupAndTheNext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newSlowJournal()
		d := open(t, j)
		d.put("a", "1")
		j.end <- nil
		synctest.Wait()
		before := maps.Clone(j.Records)

		all := []*outcome{
			d.put("a", "2"), d.get("a"), d.put("a", "3"), d.put("b", "1"),
			d.in(func() (string, error) {
				d.byOwner.Of("jo").words.Put("w", "1")
				d.byOwner.Delete("jo")
				d.notes.Clear()
				return "", nil
			}),
			d.put("a", "4"), d.get("a"),
			d.in(func() (string, error) { d.notes.Put("a", "5"); return "", errors.New("no") }),
			d.in(func() (string, error) { d.notes.Put("a", "6"); return "", transaction.Keep(errors.New("no")) }),
		}
		j.end <- errors.New("no space left on device")
		synctest.Wait()
		for i, o := range all {
			assert.True(t, o.returned, i)
			assert.EqualError(t, o.fault, "the state cannot be written: no space left on device", i)
		}
		assert.Equal(t, &outcome{returned: true, value: "1"}, d.get("a"), "the next reader does not fail")
		assert.Equal(t, map[string]string{"a": "1"}, maps.Collect(d.notes.All()))
		assert.Zero(t, d.byOwner.Of("jo").words.Len())
		assert.Equal(t, before, j.Records)

		next := d.put("a", "7")
		j.end <- nil
		synctest.Wait()
		assert.Equal(t, &outcome{returned: true}, next)
		assert.Equal(t, "7", open(t, j.Memory).notes.At("a"))
	})
}

// The failure of a group does not undo the group before it.
func TestFailedGroupKeepsTheGroupBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newSlowJournal()
		d := open(t, j)
		first, second := d.put("a", "1"), d.put("a", "2")
		j.end <- nil
		synctest.Wait()
		third := d.put("b", "3")
		j.end <- errors.New("full")
		synctest.Wait()
		assert.Equal(t, &outcome{returned: true}, first)
		for _, o := range []*outcome{second, third} {
			assert.ErrorContains(t, o.fault, "full")
		}
		assert.Equal(t, map[string]string{"a": "1"}, maps.Collect(d.notes.All()))
		assert.Equal(t, map[string]string{"a": "1"}, maps.Collect(open(t, j.Memory).notes.All()))
	})
}

// DoAlone waits for the running commit. The next transaction begins after its callback.
func TestDoAloneExcludesOtherTransactions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newSlowJournal()
		d := open(t, j)
		var order []string
		step := func(name string) { order = append(order, name) }
		d.put("a", "1")
		d.put("a", "2")
		go d.DoAlone(func() { step("alone"); d.notes.Put("a", d.notes.At("a")+"!") }, func() { step("committed") })
		synctest.Wait()
		assert.Empty(t, order, "a commit is running")
		j.end <- nil
		synctest.Wait()
		for len(order) == 0 { // the transaction with the 2 may be committed before
			j.end <- nil
			synctest.Wait()
		}
		go func() { d.Do(func() { step("next") }) }()
		j.end <- nil
		synctest.Wait()
		assert.Equal(t, []string{"alone", "committed", "next"}, order)
		assert.Equal(t, "2!", open(t, j.Memory).notes.At("a"))
	})
}

func TestFailedDoAloneIsUndone(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	d := open(t, j)
	d.DoAlone(func() { d.notes.Put("a", "1") }, func() {})
	j.Full = errors.New("full")
	called := false
	assert.PanicsWithError(t, "the state cannot be written: full", func() {
		d.DoAlone(func() { d.notes.Put("a", "2") }, func() { called = true })
	})
	assert.False(t, called)
	assert.Equal(t, "1", d.notes.At("a"))
	d.DoAlone(func() {}, func() { called = true })
	assert.True(t, called, "it has changed nothing, so the journal does not matter")
	j.Full = nil
	d.Do(func() { d.notes.Put("a", "3") })
	assert.Equal(t, "3", open(t, j).notes.At("a"))
}

// unreliable is a journal whose commits often fail.
type unreliable struct{ *journaltest.Memory }

func (j unreliable) Commit(changes []transaction.Change) error {
	if rand.IntN(3) == 0 {
		return errors.New("full")
	}
	return j.Memory.Commit(changes)
}

// Concurrent transactions increase a counter while commits fail. The counter is exactly as high as the
// number of acknowledged increments, no reader gets a value that is undone later, and each increment
// returns a number of its own.
func TestCounterEqualsItsAcknowledgedIncrements(t *testing.T) {
	t.Parallel()
	const workers, steps = 8, 200
	j := unreliable{journaltest.NewMemory()}
	d := open(t, j)
	value := func() int { n, _ := strconv.Atoi(d.notes.At("counter")); return n }
	var mu sync.Mutex
	var increments []int
	failures := 0
	step := func(last int) (got int) {
		defer func() {
			if _, ok := recover().(*transaction.JournalError); ok {
				mu.Lock()
				defer mu.Unlock()
				failures++
				got = last
			}
		}()
		if rand.IntN(2) == 0 {
			got, _ = transaction.Run(d.Database, func() (int, error) { return value(), nil })
			return got
		}
		got, _ = transaction.Run(d.Database, func() (int, error) {
			d.notes.Put("counter", strconv.Itoa(value()+1))
			return value(), nil
		})
		mu.Lock()
		defer mu.Unlock()
		increments = append(increments, got)
		return got
	}
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			last := 0
			for range steps {
				got := step(last)
				assert.GreaterOrEqual(t, got, last, "a value that was read before is undone")
				last = got
			}
		})
	}
	running.Wait()
	require.Positive(t, failures)
	slices.Sort(increments)
	for i, n := range increments {
		require.Equal(t, i+1, n)
	}
	assert.Equal(t, len(increments), value())
	assert.Equal(t, d.notes.At("counter"), open(t, j.Memory).notes.At("counter"))
}
