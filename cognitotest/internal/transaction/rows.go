package transaction

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	// journal returns the form of a record in the journal.
	journal(key string, record any) []byte
	// loading returns an empty batch for n records of the journal.
	loading(n int) loadingRows
}

// loadingRows are the records of a batch.
type loadingRows interface {
	// add adds a record in its form in the journal, and returns it. The result is valid until the next call.
	add(key string, stored storedKey, text []byte) (record any, err error)
	// insert adds the records to the rows. The calls of insert run one at a time.
	insert()
}

// storedRows are rows whose records are stored as S. The codec converts them.
type storedRows[S comparable] struct {
	tree[storedKey, S]
	codec rowCodec[S]
}

type rowCodec[S any] struct {
	keep func(key string, record any) S
	read func(key string, stored S) (record any)
	// journal returns the form in the journal, and load reads it. scratch is a record that load can return.
	journal func(key string, record any) []byte
	load    func(key string, text []byte, scratch reflect.Value) (record any, stored S, err error)
	of      reflect.Type
}

// newRows returns rows that keep the pointers. The journal has JSON.
func newRows(of reflect.Type) rows {
	same := func(_ string, record any) any { return record }
	load := func(_ string, text []byte, _ reflect.Value) (record, stored any, err error) {
		record = reflect.New(of).Interface()
		return record, record, json.Unmarshal(text, record)
	}
	return storedRows[any]{newRecordTree(), rowCodec[any]{keep: same, read: same, journal: marshal, load: load, of: of}}
}

func marshal(_ string, record any) []byte {
	text, err := json.Marshal(record)
	if err != nil {
		panic(fmt.Sprintf("transaction: a %T has no JSON: %v", record, err)) // the owner of the tables tests every kind
	}
	return text
}

// newPackedRows returns rows that keep each record of a type as a text, which the journal has, too.
func newPackedRows(of reflect.Type) rows {
	c := recordCodecFor(of)
	pack := func(key string, record any) []byte { return []byte(c.pack(key, record)) }
	load := func(key string, text []byte, scratch reflect.Value) (record any, stored string, err error) {
		record = scratch.Interface()
		if bytes.HasPrefix(text, []byte("{")) { // an earlier version of the emulator wrote JSON
			scratch.Elem().SetZero()
			err := json.Unmarshal(text, record)
			return record, c.pack(key, record), err
		}
		stored = string(text)
		return record, stored, c.load(scratch.Elem(), key, stored)
	}
	return storedRows[string]{newPackedTree(), rowCodec[string]{keep: c.pack, read: c.unpack, journal: pack, load: load, of: of}}
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
	return t.tree.last().text()
}

func (t storedRows[S]) unchanged(key storedKey, other rows) bool {
	mine, has := t.tree.get(key)
	its, had := other.(storedRows[S]).tree.get(key)
	return has && had && mine.value == its.value
}

func (t storedRows[S]) journal(key string, record any) []byte { return t.codec.journal(key, record) }

func (t storedRows[S]) loading(n int) loadingRows {
	return &storedBatch[S]{t, reflect.New(t.codec.of), make([]entry[storedKey, S], 0, n)}
}

type storedBatch[S comparable] struct {
	rows    storedRows[S]
	scratch reflect.Value
	entries []entry[storedKey, S]
}

func (b *storedBatch[S]) add(key string, stored storedKey, text []byte) (record any, err error) {
	record, kept, err := b.rows.codec.load(key, text, b.scratch)
	b.entries = append(b.entries, entry[storedKey, S]{kept, stored})
	return record, err
}

func (b *storedBatch[S]) insert() {
	for _, e := range b.entries {
		b.rows.tree.load(e.key, e.value)
	}
}
