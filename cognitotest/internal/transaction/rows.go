package transaction

import (
	"iter"

	"github.com/tidwall/btree"
)

// rows are the records of a table in the order of their keys.
type rows[V any] interface {
	// get returns the record of a key, and the string with which it is stored.
	get(key string) (stored string, v V, ok bool)
	set(key string, v V)
	delete(key string)
	// ascend returns the records from a key on, with the strings with which their keys are stored. The
	// body of a loop must not write.
	ascend(from string) iter.Seq2[string, V]
	len() int
	// copy returns rows with the same records. A later change of either does not change the other. It
	// takes the same time for any number of records.
	copy() rows[V]
	// unchanged reports whether the record of a key is the same in other, which is a copy.
	unchanged(key string, other rows[V]) bool
	// load is set for a key that is greater than the others, as the keys of a journal mostly are.
	load(key string, v V)
}

// tree is rows whose records are stored as S.
type tree[V, S any] struct {
	items *btree.BTreeG[item[S]]
	codec rowCodec[V, S]
}

type item[S any] struct {
	key   string
	value S
}

// rowCodec converts a record to its form in memory and back.
type rowCodec[V, S any] struct {
	keep func(V) S
	read func(S) V
	same func(a, b S) bool
}

func newTree[V, S any](codec rowCodec[V, S]) rows[V] {
	less := func(a, b item[S]) bool { return a.key < b.key }
	return &tree[V, S]{items: btree.NewBTreeGOptions(less, btree.Options{NoLocks: true}), codec: codec}
}

// newRows returns rows that keep a pointer to each record.
func newRows[V any]() rows[V] {
	return newTree(rowCodec[V, *V]{
		keep: func(v V) *V { return &v },
		read: func(p *V) V { return *p },
		same: func(a, b *V) bool { return a == b },
	})
}

// newPackedRows returns rows that keep each record as a text of pack.
func newPackedRows[V any]() rows[V] {
	codec := codecOf[V]()
	return newTree(rowCodec[V, string]{
		keep: codec.pack,
		read: codec.unpack,
		same: func(a, b string) bool { return a == b },
	})
}

func (t *tree[V, S]) get(key string) (stored string, v V, ok bool) {
	i, ok := t.items.Get(item[S]{key: key})
	if !ok {
		return "", v, false
	}
	return i.key, t.codec.read(i.value), true
}

func (t *tree[V, S]) set(key string, v V) {
	t.items.Set(item[S]{key, t.codec.keep(v)})
}

func (t *tree[V, S]) delete(key string) { t.items.Delete(item[S]{key: key}) }

func (t *tree[V, S]) ascend(from string) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		t.items.Ascend(item[S]{key: from}, func(i item[S]) bool { return yield(i.key, t.codec.read(i.value)) })
	}
}

func (t *tree[V, S]) len() int { return t.items.Len() }

func (t *tree[V, S]) copy() rows[V] { return &tree[V, S]{t.items.Copy(), t.codec} }

func (t *tree[V, S]) unchanged(key string, other rows[V]) bool {
	mine, has := t.items.Get(item[S]{key: key})
	its, had := other.(*tree[V, S]).items.Get(item[S]{key: key})
	return has && had && t.codec.same(mine.value, its.value)
}

func (t *tree[V, S]) load(key string, v V) { t.items.Load(item[S]{key, t.codec.keep(v)}) }
