package transaction

import "iter"

// Owners finds the owners of [Partitions] by the keys of their records. It follows every change of
// the tables, also one that is undone. It is not in the journal.
type Owners struct {
	places tree[place[string], struct{}]
}

// NewOwners returns owners without records.
func NewOwners() *Owners { return &Owners{newTextPlaces()} }

// Follow adds the records of a table, which has none yet, under the owner of the table.
func Follow[V any](o *Owners, t *Table[V]) {
	t.indexes = append(t.indexes, ownerIndex{o, storeKey(t.owner)})
}

// Of returns the owners that have a record with a key, in order. The body of a loop must not write.
func (o *Owners) Of(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		o.places.ascend(place[string]{value: key}, func(p place[string], _ struct{}) bool {
			return p.value == key && yield(p.key.text())
		})
	}
}

// ownerIndex is the index of the records of one owner.
type ownerIndex struct {
	owners *Owners
	owner  storedKey
}

func (x ownerIndex) change(key storedKey, old, next any) {
	switch p := (place[string]{key.text(), x.owner}); {
	case next == nil:
		x.owners.places.delete(p)
	case old == nil:
		x.owners.places.set(p, struct{}{})
	}
}

func (x ownerIndex) loading(int) loading { return &loadingOwner{index: x} }

func (ownerIndex) loadEnd() {} // insert has completed the index, because loadEnd of several tables run at the same time

type loadingOwner struct {
	index ownerIndex
	keys  []storedKey
}

func (l *loadingOwner) add(key storedKey, _ any) { l.keys = append(l.keys, key) }

func (l *loadingOwner) insert() {
	for _, key := range l.keys {
		l.index.change(key, nil, key)
	}
}
