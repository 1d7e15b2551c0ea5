package transaction

import (
	"errors"
	"slices"
)

// Run runs f as one transaction: no other one runs meanwhile. If f returns an error, nothing
// changes, unless it is marked with [Keep]. Otherwise the changes are durable when Run returns, and
// so is everything that f has read. f must not start another transaction.
func Run[T any](db *Database, f func() (T, error)) (T, error) {
	value, read, err := run(db, f)
	db.await(read)
	return value, err
}

// run runs f under the lock. It returns the group that must be durable before anything that f has
// read or written leaves the process, or nil.
func run[T any](db *Database, f func() (T, error)) (value T, read *group, err error) {
	db.lock.Lock()
	defer db.lock.Unlock()
	value, err = apply(db, f)
	return value, db.group.unsaved(), err
}

// apply runs f and adds its changes to the current group. The caller has the lock.
func apply[T any](db *Database, f func() (T, error)) (T, error) {
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
		if len(db.changes.writes) > 0 {
			db.group.add(db.changes)
			db.version.Add(1)
		}
		db.changes.undos = nil
	}
	return value, err
}

// Do is [Run] for a transaction that cannot fail.
func (db *Database) Do(f func()) {
	_, _ = Run(db, func() (struct{}, error) { f(); return struct{}{}, nil })
}

// DoAlone is Do, and calls committed when the changes are durable, before another transaction begins.
// It does not call committed if the transaction is undone.
func (db *Database) DoAlone(f, committed func()) {
	if db.journal != nil {
		db.committing <- struct{}{}
		defer func() { <-db.committing }()
	}
	db.lock.Lock()
	defer db.lock.Unlock()
	_, _ = apply(db, func() (struct{}, error) { f(); return struct{}{}, nil })
	if g := db.group.unsaved(); g != nil {
		db.group = newGroup(nil)
		db.finish(g, db.journal.Commit(g.changes))
		if g.err != nil {
			panic(&JournalError{g.err})
		}
	}
	committed()
}

// OnUndo calls f if the running transaction is undone, after its later writes are undone. It is for data
// outside of the tables.
func (db *Database) OnUndo(f func()) { db.changes.undoable(f) }

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
	open   bool
	writes []write
	undos  []func()
}

type write struct {
	table  *table
	key    string
	record any // nil means deleted
}

func (c *changes) begin() { c.open = true }

// end undoes the writes that are in no group, the last write first.
func (c *changes) end() {
	undo(c.undos)
	*c = changes{}
}

func undo(undos []func()) {
	for _, f := range slices.Backward(undos) {
		f()
	}
}

func (c *changes) undoable(undo func()) {
	if !c.open {
		panic("transaction: a write outside of a transaction")
	}
	c.undos = append(c.undos, undo)
}

func (c *changes) add(t *table, key string, record any) {
	c.writes = append(c.writes, write{t, key, record})
}

func (w write) change() Change {
	c := Change{Kind: w.table.kind, Key: w.table.owner + "/" + w.key}
	if w.record != nil {
		c.Value = w.table.rows.journal(w.key, w.record)
	}
	return c
}
