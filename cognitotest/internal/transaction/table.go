package transaction

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// Table is one kind of record, by key. A write is part of the running transaction, which can
// undo it and sends it to the journal.
//
// A record is a value that its JSON represents completely: it has exported fields, no tags,
// and no field of an embedded struct under a name that the outer struct has, too. A slice or
// a map in a record is never changed after Put.
type Table[V any] struct {
	kind    string // its name in the journal
	owner   string // "" for a table without an owner
	rows    map[string]V
	changes *changes
}

// AnyTable is a [Table] of any kind of record.
type AnyTable interface {
	// Clear removes all records.
	Clear()
	// Len returns the number of records.
	Len() int

	open(c *changes, kind, owner string)
	load(key string, value []byte) error
	copyRows() any
	replaceRows(rows any)
}

func (t *Table[V]) open(c *changes, kind, owner string) {
	*t = Table[V]{kind: kind, owner: owner, rows: map[string]V{}, changes: c}
}

// Get returns the record of a key. ok is false if there is none.
func (t *Table[V]) Get(key string) (record V, ok bool) {
	record, ok = t.rows[key]
	return record, ok
}

// At returns the record of a key, or the zero value.
func (t *Table[V]) At(key string) V { return t.rows[key] }

// All returns the records with their keys, in no order. The body of a loop over them may
// put and delete.
func (t *Table[V]) All() iter.Seq2[string, V] { return maps.All(t.rows) }

// Sorted returns the records in the order of their keys.
func (t *Table[V]) Sorted() []V {
	values := make([]V, 0, len(t.rows))
	for _, key := range slices.Sorted(maps.Keys(t.rows)) {
		values = append(values, t.rows[key])
	}
	return values
}

// Len returns the number of records.
func (t *Table[V]) Len() int { return len(t.rows) }

// Put stores a record under a key. It replaces the previous record of the key.
func (t *Table[V]) Put(key string, v V) {
	t.prepareUndo(key)
	t.rows[key] = v
	t.changes.add(t.kind, t.owner, key, v)
}

// Delete removes the record of a key, if there is one.
func (t *Table[V]) Delete(key string) {
	if _, ok := t.rows[key]; !ok {
		return
	}
	t.prepareUndo(key)
	delete(t.rows, key)
	t.changes.add(t.kind, t.owner, key, nil)
}

// DeleteFunc removes the records for which match returns true.
func (t *Table[V]) DeleteFunc(match func(V) bool) {
	for key, v := range t.All() {
		if match(v) {
			t.Delete(key)
		}
	}
}

// Clear removes all records.
func (t *Table[V]) Clear() { t.DeleteFunc(func(V) bool { return true }) }

// prepareUndo makes the transaction able to undo the next write of a key.
func (t *Table[V]) prepareUndo(key string) {
	old, had := t.rows[key]
	t.changes.undoable(func() {
		if had {
			t.rows[key] = old
		} else {
			delete(t.rows, key)
		}
	})
}

// load stores a record of the journal.
func (t *Table[V]) load(key string, value []byte) error {
	var v V
	if err := json.Unmarshal(value, &v); err != nil {
		return fmt.Errorf("record %q of kind %s: %w", key, t.kind, err)
	}
	t.rows[key] = v
	return nil
}

// copyRows returns the records. Records do not change after Put, so the copy shares them.
func (t *Table[V]) copyRows() any { return maps.Clone(t.rows) }

// replaceRows replaces the records by a result of copyRows.
func (t *Table[V]) replaceRows(rows any) {
	t.Clear()
	for key, v := range rows.(map[string]V) {
		t.Put(key, v)
	}
}
