package userpool

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// A Change is what a step did to one record. The last change of a record counts.
type Change struct {
	Kind  string // of the table
	Key   string // POOL/KEY, or /KEY for a record of no pool; no pool's id has a slash
	Value []byte // the record as JSON; nil once it is gone
}

// Journal keeps a store's records beyond the life of the process.
type Journal interface {
	// Load calls f with every record, in any order, and returns its error.
	Load(f func(Change) error) error
	// Commit makes changes durable before it returns: all of them, or none and an error. A
	// journal that cannot say after an error which of the two holds returns an error for
	// every later commit.
	Commit(changes []Change) error
}

// A JournalError ends a step whose changes could not be made durable. The store is as it
// was before the step; a method of [Store] panics with it, as most of them have no error
// for a fault of the machine, and none may answer as if nothing were wrong. The server
// recovers it in one place.
type JournalError struct{ Err error }

func (e *JournalError) Error() string { return "the state cannot be written: " + e.Err.Error() }

func (e *JournalError) Unwrap() error { return e.Err }

// step runs f as one atomic step: no other step runs meanwhile; if f returns an error,
// nothing has changed (but see [keep]); otherwise the changes are durable when step
// returns. A step does not start another.
func step[T any](s *Store, f func() (T, error)) (T, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.changes.begin()
	defer s.changes.end()
	value, err := f()
	kept, ok := errors.AsType[keptError](err)
	if ok {
		err = kept.error
	}
	if err == nil || ok {
		if len(s.changes.made) > 0 {
			s.purge()
		}
		s.changes.commit(s.journal)
	}
	return value, err
}

// do is step for what cannot be refused.
func (s *Store) do(f func()) {
	_, _ = step(s, func() (struct{}, error) { f(); return struct{}{}, nil })
}

type keptError struct{ error }

// keep marks a refusal whose step changes something all the same: a wrong password counts,
// a code that has expired is used up. The caller of the step gets err itself.
func keep(err error) error {
	if err == nil {
		return nil
	}
	return keptError{err}
}

// changes are what the running step has written so far.
type changes struct {
	open  bool
	made  []made
	undos []func()
}

type made struct {
	kind, owner, key string
	value            any // nil: deleted
}

func (c *changes) begin() { c.open = true }

// end undoes what was not committed, the last write first.
func (c *changes) end() {
	for _, undo := range slices.Backward(c.undos) {
		undo()
	}
	*c = changes{}
}

func (c *changes) undoable(undo func()) {
	if !c.open {
		panic("userpool: a write outside of a step")
	}
	c.undos = append(c.undos, undo)
}

func (c *changes) note(kind, owner, key string, value any) {
	c.made = append(c.made, made{kind, owner, key, value})
}

func (c *changes) commit(j Journal) {
	if j != nil && len(c.made) > 0 {
		list := make([]Change, len(c.made))
		for i, m := range c.made {
			list[i] = m.change()
		}
		if err := j.Commit(list); err != nil {
			panic(&JournalError{err})
		}
	}
	c.undos = nil
}

func (m made) change() Change {
	c := Change{Kind: m.kind, Key: m.owner + "/" + m.key}
	if m.value == nil {
		return c
	}
	var err error
	if c.Value, err = json.Marshal(m.value); err != nil {
		panic(fmt.Sprintf("userpool: a record of kind %s has no JSON: %v", m.kind, err)) // a test encodes every kind
	}
	return c
}
