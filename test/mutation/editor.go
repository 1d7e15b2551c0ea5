package main

import (
	"cmp"
	"slices"
	"strings"
)

// editor inserts and replaces text of a source file, and keeps the lines.
type editor struct {
	edits []edit
}

type edit struct {
	from, to int
	text     string
	closes   bool
	order    int
}

// open inserts text before an expression. Of two expressions that start at an offset, the first call is the outer one.
func (e *editor) open(at int, text string) {
	e.edits = append(e.edits, edit{from: at, to: at, text: text, order: len(e.edits)})
}

// close inserts text after an expression. Of two expressions that end at an offset, the first call is the outer one.
func (e *editor) close(at int, text string) {
	e.edits = append(e.edits, edit{from: at, to: at, text: text, closes: true, order: -len(e.edits)})
}

// replace replaces an operator.
func (e *editor) replace(from, to int, text string) {
	e.edits = append(e.edits, edit{from: from, to: to, text: text, order: len(e.edits)})
}

// apply returns the edited source. At an offset, what ends there comes before what starts there.
func (e *editor) apply(source []byte) string {
	slices.SortStableFunc(e.edits, func(a, b edit) int {
		if c := cmp.Compare(a.from, b.from); c != 0 {
			return c
		}
		if a.closes != b.closes {
			if a.closes {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.order, b.order)
	})
	var text strings.Builder
	at := 0
	for _, edit := range e.edits {
		text.Write(source[at:edit.from])
		text.WriteString(edit.text)
		at = edit.to
	}
	text.Write(source[at:])
	return text.String()
}
