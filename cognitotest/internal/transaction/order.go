package transaction

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// ordered is a place with a number that is less than the number of a place with a greater value, or equal. Most comparisons
// of texts need only the numbers; the texts are in many places of the memory.
type ordered[K Value] struct {
	start uint64 // 0 for a number
	place place[K]
}

// inOrder returns the places of all batches in the order of an index.
func inOrder[K Value](batches [][]place[K]) []ordered[K] {
	size := 0
	for _, batch := range batches {
		size += len(batch)
	}
	list := make([]ordered[K], 0, size)
	for _, batch := range batches {
		for _, p := range batch {
			list = append(list, ordered[K]{place: p})
		}
	}
	if texts, ok := any(list).([]ordered[string]); ok {
		setStarts(texts)
	}
	slices.SortFunc(list, func(a, b ordered[K]) int {
		if order := cmp.Compare(a.start, b.start); order != 0 {
			return order
		}
		if order := cmp.Compare(a.place.value, b.place.value); order != 0 {
			return order
		}
		return compareKeys(a.place.key, b.place.key)
	})
	return list
}

// setStarts sets the numbers to the eight bytes after the prefix that all values share.
func setStarts(list []ordered[string]) {
	prefix := sharedPrefix(list)
	for i := range list {
		var start [8]byte
		copy(start[:], list[i].place.value[prefix:])
		list[i].start = binary.BigEndian.Uint64(start[:])
	}
}

// sharedPrefix returns the number of bytes with which all values begin.
func sharedPrefix(list []ordered[string]) int {
	if len(list) == 0 {
		return 0
	}
	shared := list[0].place.value
	for i := range list {
		value, n := list[i].place.value, 0
		for n < min(len(shared), len(value)) && shared[n] == value[n] {
			n++
		}
		shared = shared[:n]
	}
	return len(shared)
}
