package transaction

import (
	"iter"
	"slices"
)

// Value is the type of the values of an [Index].
type Value interface{ string | int64 }

// Index finds the records of a table by values that the records contain. It follows every change of
// the table, also one that is undone. It is not in the journal.
type Index[V any, K Value] struct{ *index[K] }

// NewIndex adds an index to a table without records. values appends the values of a record, which depend on
// nothing else, to a list. The index keeps the strings.
func NewIndex[V any, K Value](t *Table[V], values func(list []K, record *V) []K) *Index[V, K] {
	return &Index[V, K]{newIndex(&t.table, func(list []K, record any) []K { return values(list, record.(*V)) })}
}

// Records returns the records with a value in the order of their keys. The body of a loop may write.
func (x *Index[V, K]) Records(value K) iter.Seq2[string, V] { return x.Between(value, value) }

// Between returns the records with a value from the first to the last one, in the order of the values.
// The body of a loop may write.
func (x *Index[V, K]) Between(first, last K) iter.Seq2[string, V] {
	return recordsOf[V](x.between(first, last))
}

// index is an [Index] of a table with any type of record.
type index[K Value] struct {
	table  *table
	values func(list []K, record any) []K
	places tree[place[K], struct{}]
	loaded [][]place[K] // of each batch, between the loading of the first record and of the last one
}

func newIndex[K Value](t *table, values func(list []K, record any) []K) *index[K] {
	x := &index[K]{table: t, values: values}
	switch places := any(&x.places).(type) {
	case *tree[place[string], struct{}]:
		*places = newTextPlaces()
	case *tree[place[int64], struct{}]:
		*places = newNumberPlaces()
	}
	t.indexes = append(t.indexes, x)
	return x
}

// From returns the values from one on, each with the keys of the records that have it, in order. With
// the first value it begins after a key. The body of a loop must not write.
func (x *index[K]) From(value K, after string) iter.Seq2[K, string] {
	return func(yield func(K, string) bool) {
		last := storeKey(after)
		x.places.ascend(place[K]{value, last}, func(p place[K], _ struct{}) bool {
			if p.value == value && p.key == last && after != "" {
				return true
			}
			return yield(p.value, p.key.text())
		})
	}
}

func (x *index[K]) between(first, last K) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		var keys []storedKey
		x.places.ascend(place[K]{value: first}, func(p place[K], _ struct{}) bool {
			if p.value > last {
				return false
			}
			keys = append(keys, p.key)
			return true
		})
		for _, key := range keys {
			if _, record, ok := x.table.rows.get(key); ok && !yield(key.text(), record) {
				return
			}
		}
	}
}

// Len returns the number of values of all records.
func (x *index[K]) Len() int { return x.places.len() }

// tableIndex is an index of any type of value.
type tableIndex interface {
	// change replaces the values of a record by the values of the next one. nil means no record.
	change(key storedKey, old, next any)
	// loading returns an empty batch for n records. Its values are in the index after loadEnd.
	loading(n int) loading
	loadEnd()
}

func (x *index[K]) change(key storedKey, old, next any) {
	var before, after []K
	if old != nil {
		before = x.values(nil, old)
	}
	if next != nil {
		after = x.values(nil, next)
	}
	if slices.Equal(before, after) {
		return
	}
	for _, value := range before {
		x.places.delete(place[K]{value, key})
	}
	for _, value := range after {
		x.places.set(newPlace(value, key), struct{}{})
	}
}

func (x *index[K]) loading(n int) loading {
	return &loadingPlaces[K]{index: x, places: make([]place[K], 0, n)}
}

type loadingPlaces[K Value] struct {
	index  *index[K]
	places []place[K]
	values []K // of a record
}

func (l *loadingPlaces[K]) add(key storedKey, record any) {
	l.values = l.index.values(l.values[:0], record)
	for _, value := range l.values {
		l.places = append(l.places, newPlace(value, key))
	}
}

func (l *loadingPlaces[K]) insert() { l.index.loaded = append(l.index.loaded, l.places) }

func (x *index[K]) loadEnd() {
	for _, o := range inOrder(x.loaded) {
		x.places.load(o.place, struct{}{})
	}
	x.loaded = nil
}

// newPlace returns a place that has the value and the key in one memory if they are the same text.
func newPlace[K Value](value K, key storedKey) place[K] {
	p := place[K]{value, key}
	if text, ok := any(&p.value).(*string); ok && !key.isUUID() && *text == key.text() {
		*text = key.text()
	}
	return p
}
