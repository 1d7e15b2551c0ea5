package userpool

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// table is one kind of record, by key. Reads are free; a write belongs to the step
// that makes it, which can undo it and hands it to the journal.
//
// A record is a value whose JSON is the whole of it: exported fields, no tags, and no
// member of an embedded struct under a name that the outer one has too.
type table[V any] struct {
	kind    string // its name in the journal
	owner   string // the pool whose table it is; "" for one of the store
	rows    map[string]V
	changes *changes
}

// records is a table of any kind.
type records interface {
	open(c *changes, kind, owner string)
	load(key string, value []byte) error
	clear()
}

func (t *table[V]) open(c *changes, kind, owner string) {
	*t = table[V]{kind: kind, owner: owner, rows: map[string]V{}, changes: c}
}

// get returns the record under a key and whether there is one.
func (t *table[V]) get(key string) (V, bool) {
	v, ok := t.rows[key]
	return v, ok
}

// at is the record under a key, the zero value if there is none.
func (t *table[V]) at(key string) V { return t.rows[key] }

// all are the records with their keys in no order. The body of a loop over them may
// put and delete.
func (t *table[V]) all() iter.Seq2[string, V] { return maps.All(t.rows) }

// sorted are the records in the order of their keys.
func (t *table[V]) sorted() []V {
	values := make([]V, 0, len(t.rows))
	for _, key := range slices.Sorted(maps.Keys(t.rows)) {
		values = append(values, t.rows[key])
	}
	return values
}

func (t *table[V]) len() int { return len(t.rows) }

// put stores a record under a key, in the place of the one that is there.
func (t *table[V]) put(key string, v V) {
	t.write(key)
	t.rows[key] = v
	t.changes.note(t.kind, t.owner, key, v)
}

// delete removes the record under a key, if there is one.
func (t *table[V]) delete(key string) {
	if _, ok := t.rows[key]; !ok {
		return
	}
	t.write(key)
	delete(t.rows, key)
	t.changes.note(t.kind, t.owner, key, nil)
}

// deleteFunc removes the records for which match holds.
func (t *table[V]) deleteFunc(match func(V) bool) {
	for key, v := range t.all() {
		if match(v) {
			t.delete(key)
		}
	}
}

func (t *table[V]) clear() { t.deleteFunc(func(V) bool { return true }) }

// write prepares the step to undo what comes next under a key.
func (t *table[V]) write(key string) {
	old, had := t.rows[key]
	t.changes.undoable(func() {
		if had {
			t.rows[key] = old
		} else {
			delete(t.rows, key)
		}
	})
}

// load is put for a record that the journal has.
func (t *table[V]) load(key string, value []byte) error {
	var v V
	if err := json.Unmarshal(value, &v); err != nil {
		return fmt.Errorf("userpool: record %q of kind %s: %w", key, t.kind, err)
	}
	t.rows[key] = v
	return nil
}
