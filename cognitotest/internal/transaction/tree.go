package transaction

import (
	"cmp"

	"github.com/tidwall/btree"
)

// entry is an element of a tree: a record by its key, or the key of a record by a value.
type entry[K, V any] struct {
	value V // first, because an empty last field would take space
	key   K
}

// tree is an ordered set of entries. Packages with tables use it through this interface, so that they do
// not compile the methods of the library again for each type of record.
type tree[K, V any] interface {
	get(key K) (entry[K, V], bool)
	set(key K, value V)
	delete(key K)
	// ascend calls f with the entries from a key on until f returns false.
	ascend(from K, f func(K, V) bool)
	len() int
	last() (key K)
	// copy returns a tree with the same entries. A later change of either does not change the other. It
	// takes the same time for any number of entries.
	copy() tree[K, V]
	// load is set for a key that is greater than the others, as the keys of a journal mostly are.
	load(key K, value V)
}

type libraryTree[K, V any] struct{ *btree.BTreeG[entry[K, V]] }

func newTree[K, V any](less func(a, b K) bool) tree[K, V] {
	byKey := func(a, b entry[K, V]) bool { return less(a.key, b.key) }
	return libraryTree[K, V]{btree.NewBTreeGOptions(byKey, btree.Options{NoLocks: true})}
}

func (t libraryTree[K, V]) get(key K) (entry[K, V], bool) { return t.Get(entry[K, V]{key: key}) }
func (t libraryTree[K, V]) set(key K, value V)            { t.Set(entry[K, V]{value, key}) }
func (t libraryTree[K, V]) delete(key K)                  { t.Delete(entry[K, V]{key: key}) }
func (t libraryTree[K, V]) len() int                      { return t.Len() }
func (t libraryTree[K, V]) copy() tree[K, V]              { return libraryTree[K, V]{t.Copy()} }
func (t libraryTree[K, V]) load(key K, value V)           { t.Load(entry[K, V]{value, key}) }

func (t libraryTree[K, V]) ascend(from K, f func(K, V) bool) {
	t.Ascend(entry[K, V]{key: from}, func(e entry[K, V]) bool { return f(e.key, e.value) })
}

func (t libraryTree[K, V]) last() (key K) {
	e, _ := t.Max()
	return e.key
}

// place is a value of an index with the key of a record that has the value.
type place[K any] struct {
	value K
	key   storedKey
}

func placeLess[K cmp.Ordered](a, b place[K]) bool {
	return a.value < b.value || a.value == b.value && keyLess(a.key, b.key)
}

// The trees of all tables and indexes. The compiler must not inline the functions: see tree.

//go:noinline
func newRecordTree() tree[storedKey, any] {
	return newTree[storedKey, any](keyLess)
}

//go:noinline
func newPackedTree() tree[storedKey, string] {
	return newTree[storedKey, string](keyLess)
}

//go:noinline
func newTextPlaces() tree[place[string], struct{}] {
	return newTree[place[string], struct{}](placeLess[string])
}

//go:noinline
func newNumberPlaces() tree[place[int64], struct{}] {
	return newTree[place[int64], struct{}](placeLess[int64])
}
