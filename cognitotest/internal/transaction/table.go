package transaction

import (
	"iter"
	"reflect"
)

// Table is one kind of record, in the order of their keys. A write is part of the running
// transaction, which can undo it and sends it to the journal.
//
// A record is a value that its JSON represents completely: it has exported fields, no tags,
// and no field of an embedded struct under a name that the outer struct has, too. A slice or
// a map in a record is never changed after Put.
type Table[V any] struct{ table }

// AnyTable is a [Table] of any kind of record.
type AnyTable interface {
	// Clear removes all records.
	Clear()
	// Len returns the number of records.
	Len() int

	open(c *changes, kind, owner string)
	load(*batch) (insert func(), err error)
	loadEnd() []func()
	copyRows() rows
	replaceRows(rows)
}

// Packed makes a table keep its records, which are structs, in less memory: each read then costs some time. It
// returns t. Call it before the table is open. The journal has the packed form, too, so a later version
// adds fields at the end, and keeps the position and the type of each field.
func Packed[V any](t *Table[V]) *Table[V] {
	if !t.packed { // the list of tables may be made again while a goroutine loads the table
		t.packed = true
	}
	return t
}

func (t *Table[V]) open(c *changes, kind, owner string) {
	t.table = table{kind: kind, owner: owner, of: reflect.TypeFor[V](), packed: t.packed, changes: c}
	t.openRows()
}

// Get returns the record of a key. ok is false if there is none.
func (t *Table[V]) Get(key string) (record V, ok bool) {
	p, ok := t.get(key)
	if !ok {
		return record, false
	}
	return *p.(*V), true
}

// At returns the record of a key, or the zero value.
func (t *Table[V]) At(key string) V {
	v, _ := t.Get(key)
	return v
}

// All returns the records in the order of their keys. The body of a loop over them may put and
// delete, which does not change what the loop gets.
func (t *Table[V]) All() iter.Seq2[string, V] { return recordsOf[V](t.all()) }

// After returns the records whose keys are greater than key, in the order of their keys. The body of a
// loop over them must not write.
func (t *Table[V]) After(key string) iter.Seq2[string, V] {
	return recordsOf[V](t.rows.ascend(key + "\x00")) // the first string that is greater
}

func recordsOf[V any](pointers iter.Seq2[string, any]) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		pointers(func(key string, p any) bool { return yield(key, *p.(*V)) })
	}
}

// Sorted returns the records in the order of their keys.
func (t *Table[V]) Sorted() []V {
	values := make([]V, 0, t.Len())
	for _, v := range t.All() {
		values = append(values, v)
	}
	return values
}

// Put stores a record under a key. It replaces the previous record of the key.
func (t *Table[V]) Put(key string, v V) { t.put(key, &v) }

// DeleteFunc removes the records for which match returns true.
func (t *Table[V]) DeleteFunc(match func(V) bool) {
	t.deleteFunc(func(p any) bool { return match(*p.(*V)) })
}

// table is a [Table] of any type of record. Its records are pointers, as in [rows].
type table struct {
	kind    string // its name in the journal
	owner   string // "" for a table without an owner
	of      reflect.Type
	packed  bool
	rows    rows
	indexes []tableIndex
	changes *changes
}

func (t *table) openRows() {
	if t.packed {
		t.rows = newPackedRows(t.of)
	} else {
		t.rows = newRows(t.of)
	}
}

func (t *table) get(key string) (record any, ok bool) {
	if t.rows == nil { // the tables of a pool that is not stored yet
		return nil, false
	}
	_, record, ok = t.rows.get(storeKey(key))
	return record, ok
}

func (t *table) all() iter.Seq2[string, any] {
	if t.rows == nil {
		return func(func(string, any) bool) {}
	}
	return t.rows.copy().ascend("")
}

// Last returns the greatest key, or "".
func (t *table) Last() string { return t.rows.last() }

// Len returns the number of records.
func (t *table) Len() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.len()
}

func (t *table) put(key string, record any) {
	next := storeKey(key)
	if stored, old, ok := t.rows.get(next); ok {
		t.write(stored, old, record)
	} else {
		t.write(next, nil, record)
	}
	t.changes.add(t, key, record)
}

// Delete removes the record of a key, if there is one.
func (t *table) Delete(key string) {
	stored, old, ok := t.rows.get(storeKey(key))
	if !ok {
		return
	}
	t.write(stored, old, nil)
	t.changes.add(t, key, nil)
}

func (t *table) deleteFunc(match func(record any) bool) {
	for key, record := range t.all() {
		if match(record) {
			t.Delete(key)
		}
	}
}

// Clear removes all records.
func (t *table) Clear() { t.deleteFunc(func(any) bool { return true }) }

// write replaces the record of a key in a way that the transaction can undo. nil means no record.
func (t *table) write(key storedKey, old, next any) {
	t.changes.undoable(func() { t.set(key, next, old) })
	t.set(key, old, next)
}

func (t *table) set(key storedKey, old, next any) {
	if next == nil {
		t.rows.delete(key)
	} else {
		t.rows.set(key, next)
	}
	for _, x := range t.indexes {
		x.change(key, old, next)
	}
}

// copyRows returns the records. Records do not change after Put, so the copy shares them.
func (t *table) copyRows() rows { return t.rows.copy() }

// replaceRows replaces the records by a result of copyRows. It does not write the records that are in
// both.
func (t *table) replaceRows(next rows) {
	for key := range t.all() {
		if _, _, ok := next.get(storeKey(key)); !ok {
			t.Delete(key)
		}
	}
	for key, record := range next.ascend("") {
		if !t.rows.unchanged(storeKey(key), next) {
			t.put(key, record)
		}
	}
}
