package transaction

import (
	"iter"
	"reflect"
)

// rows are the records of a table in the order of their keys. Each record is a pointer to a value that
// does not change. The type of the records is not a parameter, because each package with tables would
// compile the methods again for each type.
type rows interface {
	// get returns the record of a key, and the stored key, whose memory all users of the key share.
	get(key storedKey) (stored storedKey, record any, ok bool)
	set(key storedKey, record any)
	delete(key storedKey)
	// ascend returns the records from a key on. The body of a loop must not write.
	ascend(from string) iter.Seq2[string, any]
	len() int
	// last returns the greatest key, or "".
	last() string
	// copy returns rows with the same records, as tree.copy.
	copy() rows
	// unchanged reports whether the record of a key is the same in other, which is a copy.
	unchanged(key storedKey, other rows) bool
	// loading returns an empty batch for n records.
	loading(n int) loading
}

// storedRows are rows whose records are stored as S. The codec converts them.
type storedRows[S comparable] struct {
	tree[storedKey, S]
	codec rowCodec[S]
}

type rowCodec[S any] struct {
	keep func(key string, record any) S
	read func(key string, stored S) (record any)
}

// newRows returns rows that keep the pointers.
func newRows() rows {
	same := func(_ string, record any) any { return record }
	return storedRows[any]{newRecordTree(), rowCodec[any]{keep: same, read: same}}
}

// newPackedRows returns rows that keep each record of a type as a text.
func newPackedRows(of reflect.Type) rows {
	c := recordCodecFor(of)
	return storedRows[string]{newPackedTree(), rowCodec[string]{keep: c.pack, read: c.unpack}}
}

func (t storedRows[S]) get(key storedKey) (stored storedKey, record any, ok bool) {
	e, ok := t.tree.get(key)
	if !ok {
		return "", nil, false
	}
	return e.key, t.codec.read(e.key.text(), e.value), true
}

func (t storedRows[S]) set(key storedKey, record any) {
	t.tree.set(key, t.codec.keep(key.text(), record))
}
func (t storedRows[S]) copy() rows { return storedRows[S]{t.tree.copy(), t.codec} }

func (t storedRows[S]) ascend(from string) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		t.tree.ascend(storeKey(from), func(stored storedKey, value S) bool {
			key := stored.text()
			return yield(key, t.codec.read(key, value))
		})
	}
}

func (t storedRows[S]) last() string {
	key, _ := t.tree.last()
	return key.text()
}

func (t storedRows[S]) unchanged(key storedKey, other rows) bool {
	mine, has := t.tree.get(key)
	its, had := other.(storedRows[S]).tree.get(key)
	return has && had && mine.value == its.value
}

func (t storedRows[S]) loading(n int) loading {
	return &loadingRows[S]{t, make([]entry[storedKey, S], 0, n)}
}

type loadingRows[S comparable] struct {
	rows    storedRows[S]
	entries []entry[storedKey, S]
}

func (l *loadingRows[S]) add(key string, stored storedKey, record any) {
	l.entries = append(l.entries, entry[storedKey, S]{l.rows.codec.keep(key, record), stored})
}

func (l *loadingRows[S]) insert() {
	for _, e := range l.entries {
		l.rows.tree.load(e.key, e.value)
	}
}
