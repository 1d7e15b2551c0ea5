package transaction

import (
	"encoding/json"
	"fmt"
	"iter"
	"strings"
)

// Table is one kind of record, in the order of their keys. A write is part of the running
// transaction, which can undo it and sends it to the journal.
//
// A record is a value that its JSON represents completely: it has exported fields, no tags,
// and no field of an embedded struct under a name that the outer struct has, too. A slice or
// a map in a record is never changed after Put.
type Table[V any] struct {
	kind    string // its name in the journal
	owner   string // "" for a table without an owner
	packed  bool
	rows    rows[V]
	indexes []tableIndex[V]
	changes *changes
}

// AnyTable is a [Table] of any kind of record.
type AnyTable interface {
	// Clear removes all records.
	Clear()
	// Len returns the number of records.
	Len() int

	open(c *changes, kind, owner string)
	load(batch []Change) (insert func(), err error)
	loadEnd() []func()
	copyRows() any
	replaceRows(rows any)
}

// Packed makes a table keep its records in less memory: each read then costs some time. It returns t.
// Call it before the table is open.
func Packed[V any](t *Table[V]) *Table[V] {
	t.packed = true
	return t
}

func (t *Table[V]) open(c *changes, kind, owner string) {
	*t = Table[V]{kind: kind, owner: owner, packed: t.packed, changes: c}
	if t.packed {
		t.rows = newPackedRows[V]()
	} else {
		t.rows = newRows[V]()
	}
}

// Get returns the record of a key. ok is false if there is none.
func (t *Table[V]) Get(key string) (record V, ok bool) {
	if t.rows == nil { // the tables of a pool that is not stored yet
		return record, false
	}
	_, record, ok = t.rows.get(key)
	return record, ok
}

// At returns the record of a key, or the zero value.
func (t *Table[V]) At(key string) V {
	v, _ := t.Get(key)
	return v
}

// All returns the records in the order of their keys. The body of a loop over them may put and
// delete, which does not change what the loop gets.
func (t *Table[V]) All() iter.Seq2[string, V] {
	if t.rows == nil {
		return func(func(string, V) bool) {}
	}
	return t.rows.copy().ascend("")
}

// After returns the records whose keys are greater than key, in the order of their keys. The body of a
// loop over them must not write.
func (t *Table[V]) After(key string) iter.Seq2[string, V] {
	return t.rows.ascend(key + "\x00") // the first string that is greater
}

// Last returns the greatest key, or "".
func (t *Table[V]) Last() string { return t.rows.last() }

// Sorted returns the records in the order of their keys.
func (t *Table[V]) Sorted() []V {
	values := make([]V, 0, t.Len())
	for _, v := range t.All() {
		values = append(values, v)
	}
	return values
}

// Len returns the number of records.
func (t *Table[V]) Len() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.len()
}

// Put stores a record under a key. It replaces the previous record of the key.
func (t *Table[V]) Put(key string, v V) {
	if stored, old, ok := t.rows.get(key); ok {
		t.write(stored, &old, &v)
	} else {
		t.write(strings.Clone(key), nil, &v) // key may be a part of a longer string
	}
	t.changes.add(t.kind, t.owner, key, v)
}

// Delete removes the record of a key, if there is one.
func (t *Table[V]) Delete(key string) {
	stored, old, ok := t.rows.get(key)
	if !ok {
		return
	}
	t.write(stored, &old, nil)
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

// write replaces the record of a key in a way that the transaction can undo. nil means no record.
func (t *Table[V]) write(key string, old, next *V) {
	t.changes.undoable(func() { t.set(key, next, old) })
	t.set(key, old, next)
}

func (t *Table[V]) set(key string, old, next *V) {
	if next == nil {
		t.rows.delete(key)
	} else {
		t.rows.set(key, *next)
	}
	for _, x := range t.indexes {
		x.change(key, old, next)
	}
}

// load decodes records of the journal, which all are of this table. insert adds them to the table;
// the calls of insert run one at a time, and load may run at the same time.
func (t *Table[V]) load(batch []Change) (insert func(), err error) {
	values := make([]V, len(batch))
	for i, c := range batch {
		if err := json.Unmarshal(c.Value, &values[i]); err != nil {
			return nil, fmt.Errorf("record %q of kind %s: %w", c.Key, t.kind, err)
		}
	}
	return func() {
		for i, c := range batch {
			t.rows.load(c.Key, values[i])
			for _, x := range t.indexes {
				x.load(c.Key, values[i])
			}
		}
	}, nil
}

// loadEnd returns what remains to do after the last insert. The functions may run at the same time.
func (t *Table[V]) loadEnd() []func() {
	var ends []func()
	for _, x := range t.indexes {
		ends = append(ends, x.loadEnd)
	}
	return ends
}

// copyRows returns the records. Records do not change after Put, so the copy shares them.
func (t *Table[V]) copyRows() any { return t.rows.copy() }

// replaceRows replaces the records by a result of copyRows. It does not write the records that are in
// both.
func (t *Table[V]) replaceRows(copied any) {
	next := copied.(rows[V])
	for key := range t.All() {
		if _, _, ok := next.get(key); !ok {
			t.Delete(key)
		}
	}
	for key, v := range next.ascend("") {
		if !t.rows.unchanged(key, next) {
			t.Put(key, v)
		}
	}
}
