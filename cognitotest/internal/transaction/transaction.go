package transaction

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Run runs f as one transaction: no other one runs meanwhile. If f returns an error, nothing
// changes, unless it is marked with [Keep]. Otherwise the changes are durable when Run returns.
// f must not start another transaction.
func Run[T any](db *Database, f func() (T, error)) (T, error) {
	db.lock.Lock()
	defer db.lock.Unlock()
	db.count++
	db.changes.begin()
	defer db.changes.end()
	value, err := f()
	kept, ok := errors.AsType[keptError](err)
	if ok {
		err = kept.error
	}
	if err == nil || ok {
		if len(db.changes.writes) > 0 && db.BeforeCommit != nil {
			db.BeforeCommit()
		}
		db.changes.commit(db.journal)
		if len(db.changes.writes) > 0 {
			db.version.Add(1)
		}
	}
	return value, err
}

// Do is [Run] for a transaction that cannot fail.
func (db *Database) Do(f func()) {
	_, _ = Run(db, func() (struct{}, error) { f(); return struct{}{}, nil })
}

type keptError struct{ error }

// Keep marks an error whose transaction keeps its changes: the store counts a wrong password,
// and it deletes an expired code. The caller of [Run] receives err itself. Keep(nil) is nil.
func Keep(err error) error {
	if err == nil {
		return nil
	}
	return keptError{err}
}

// changes are the writes of the running transaction.
type changes struct {
	open      bool
	writes    []write
	undos     []func()
	committed []func()
}

type write struct {
	kind, owner, key string
	value            any // nil means deleted
}

func (c *changes) begin() { c.open = true }

// end undoes the writes that were not committed, the last write first.
func (c *changes) end() {
	for _, undo := range slices.Backward(c.undos) {
		undo()
	}
	*c = changes{}
}

func (c *changes) undoable(undo func()) {
	if !c.open {
		panic("transaction: a write outside of a transaction")
	}
	c.undos = append(c.undos, undo)
}

func (c *changes) add(kind, owner, key string, value any) {
	c.writes = append(c.writes, write{kind, owner, key, value})
}

func (c *changes) commit(j Journal) {
	if j != nil && len(c.writes) > 0 {
		list := make([]Change, len(c.writes))
		for i, w := range c.writes {
			list[i] = w.change()
		}
		if err := j.Commit(list); err != nil {
			panic(&JournalError{err})
		}
	}
	c.undos = nil
	for _, f := range c.committed {
		f()
	}
}

// OnCommit calls f after the running transaction is durable, before the next one begins. It does not
// call f if the transaction is undone.
func (db *Database) OnCommit(f func()) { db.changes.committed = append(db.changes.committed, f) }

func (w write) change() Change {
	c := Change{Kind: w.kind, Key: w.owner + "/" + w.key}
	if w.value == nil {
		return c
	}
	var err error
	if c.Value, err = json.Marshal(w.value); err != nil {
		panic(fmt.Sprintf("transaction: a record of kind %s has no JSON: %v", w.kind, err)) // the owner of the tables tests every kind
	}
	return c
}
