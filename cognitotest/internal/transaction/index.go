package transaction

import (
	"cmp"
	"iter"
	"slices"

	"github.com/tidwall/btree"
)

// Index finds the records of a table by values that the records contain. It follows every change of
// the table, also one that is undone. It is not in the journal.
type Index[V any, K cmp.Ordered] struct {
	table   *Table[V]
	values  func(V) []K
	entries *btree.BTreeG[entry[K]]
	loaded  []entry[K] // between the loading of the first record and of the last one
}

// entry is a value with the key of a record that has the value.
type entry[K cmp.Ordered] struct {
	value K
	key   string
}

// newEntry returns an entry that has one string if the value is the key.
func newEntry[K cmp.Ordered](value K, key string) entry[K] {
	e := entry[K]{value, key}
	if text, ok := any(&e.value).(*string); ok && *text == key {
		*text = key
	}
	return e
}

func (e entry[K]) compare(other entry[K]) int {
	return cmp.Or(cmp.Compare(e.value, other.value), cmp.Compare(e.key, other.key))
}

// NewIndex adds an index to a table without records. values returns the values of a record, which
// depend on nothing else. The index keeps the strings that values returns.
func NewIndex[V any, K cmp.Ordered](t *Table[V], values func(V) []K) *Index[V, K] {
	x := &Index[V, K]{table: t, values: values}
	less := func(a, b entry[K]) bool { return a.value < b.value || a.value == b.value && a.key < b.key }
	x.entries = btree.NewBTreeGOptions(less, btree.Options{NoLocks: true})
	t.indexes = append(t.indexes, x)
	return x
}

// From returns the values from one on, each with the keys of the records that have it, in order. With
// the first value it begins after a key. The body of a loop must not write.
func (x *Index[V, K]) From(value K, after string) iter.Seq2[K, string] {
	return func(yield func(K, string) bool) {
		x.entries.Ascend(entry[K]{value, after}, func(e entry[K]) bool {
			if e.value == value && e.key == after && after != "" {
				return true
			}
			return yield(e.value, e.key)
		})
	}
}

// Records returns the records with a value in the order of their keys. The body of a loop may write.
func (x *Index[V, K]) Records(value K) iter.Seq2[string, V] { return x.Between(value, value) }

// Between returns the records with a value from the first to the last one, in the order of the values.
// The body of a loop may write.
func (x *Index[V, K]) Between(first, last K) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		var keys []string
		for value, key := range x.From(first, "") {
			if value > last {
				break
			}
			keys = append(keys, key)
		}
		for _, key := range keys {
			if v, ok := x.table.Get(key); ok && !yield(key, v) {
				return
			}
		}
	}
}

// Len returns the number of values of all records.
func (x *Index[V, K]) Len() int { return x.entries.Len() }

// tableIndex is an [Index] of any type of value.
type tableIndex[V any] interface {
	// change replaces the values of a record by the values of the next one. nil means no record.
	change(key string, old, next *V)
	// load adds the values of a record. They are in the index after loadEnd.
	load(key string, v V)
	loadEnd()
}

func (x *Index[V, K]) change(key string, old, next *V) {
	var before, after []K
	if old != nil {
		before = x.values(*old)
	}
	if next != nil {
		after = x.values(*next)
	}
	if slices.Equal(before, after) {
		return
	}
	for _, value := range before {
		x.entries.Delete(entry[K]{value, key})
	}
	for _, value := range after {
		x.entries.Set(newEntry(value, key))
	}
}

func (x *Index[V, K]) load(key string, v V) {
	for _, value := range x.values(v) {
		x.loaded = append(x.loaded, newEntry(value, key))
	}
}

func (x *Index[V, K]) loadEnd() {
	slices.SortFunc(x.loaded, entry[K].compare)
	for _, e := range x.loaded {
		x.entries.Load(e)
	}
	x.loaded = nil
}
