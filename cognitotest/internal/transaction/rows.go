package transaction

import "iter"

// rows are the records of a table in the order of their keys.
type rows[V any] interface {
	// get returns the record of a key, and the string with which the key is stored.
	get(key string) (stored string, v V, ok bool)
	set(key string, v V)
	delete(key string)
	// ascend returns the records from a key on, with the strings with which their keys are stored. The
	// body of a loop must not write.
	ascend(from string) iter.Seq2[string, V]
	len() int
	// last returns the greatest key, or "".
	last() string
	// copy returns rows with the same records, as tree.copy.
	copy() rows[V]
	// unchanged reports whether the record of a key is the same in other, which is a copy.
	unchanged(key string, other rows[V]) bool
	load(key string, v V)
}

// storedRows are rows whose records are stored as S. The codec converts them.
type storedRows[V any, S comparable] struct {
	tree[string, S]
	codec rowCodec[V, S]
}

type rowCodec[V, S any] struct {
	keep func(V) S
	read func(S) V
}

// newRows returns rows that keep a pointer to each record.
func newRows[V any]() rows[V] {
	return storedRows[V, any]{newRecordTree(), rowCodec[V, any]{
		keep: func(v V) any { return &v },
		read: func(p any) V { return *p.(*V) },
	}}
}

// newPackedRows returns rows that keep each record as a text.
func newPackedRows[V any]() rows[V] {
	c := codecOf[V]()
	return storedRows[V, string]{newPackedTree(), rowCodec[V, string]{keep: c.pack, read: c.unpack}}
}

func (t storedRows[V, S]) get(key string) (stored string, v V, ok bool) {
	e, ok := t.tree.get(key)
	if !ok {
		return "", v, false
	}
	return e.key, t.codec.read(e.value), true
}

func (t storedRows[V, S]) set(key string, v V)  { t.tree.set(key, t.codec.keep(v)) }
func (t storedRows[V, S]) load(key string, v V) { t.tree.load(key, t.codec.keep(v)) }
func (t storedRows[V, S]) copy() rows[V]        { return storedRows[V, S]{t.tree.copy(), t.codec} }

func (t storedRows[V, S]) ascend(from string) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		t.tree.ascend(from, func(key string, stored S) bool { return yield(key, t.codec.read(stored)) })
	}
}

func (t storedRows[V, S]) last() string {
	key, _ := t.tree.last()
	return key
}

func (t storedRows[V, S]) unchanged(key string, other rows[V]) bool {
	mine, has := t.tree.get(key)
	its, had := other.(storedRows[V, S]).tree.get(key)
	return has && had && mine.value == its.value
}
