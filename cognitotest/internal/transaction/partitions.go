package transaction

import (
	"iter"
	"maps"
)

// Partitions are tables that belong to an owner, such as the users of a user pool. P has the
// tables of one owner. Deleting an owner deletes its records.
type Partitions[P any] struct {
	db      *Database
	tables  func(*P) Tables
	opened  func(*P)
	byOwner map[string]*P
}

// NewPartitions returns partitions without owners. tables returns the tables in a P. opened adds the
// indexes of its tables.
func NewPartitions[P any](db *Database, tables func(*P) Tables, opened func(*P)) *Partitions[P] {
	return &Partitions[P]{db: db, tables: tables, opened: opened, byOwner: map[string]*P{}}
}

// Of returns the tables of an owner. They are empty if the owner is new.
func (p *Partitions[P]) Of(owner string) *P {
	tables, ok := p.byOwner[owner]
	if !ok {
		tables = new(P)
		p.db.Open(p.tables(tables), owner)
		p.opened(tables)
		p.byOwner[owner] = tables
	}
	return tables
}

// All returns the tables of each owner, in no order.
func (p *Partitions[P]) All() iter.Seq2[string, *P] { return maps.All(p.byOwner) }

// Delete removes an owner with all of its records.
func (p *Partitions[P]) Delete(owner string) {
	tables, ok := p.byOwner[owner]
	if !ok {
		return
	}
	for _, t := range p.tables(tables) {
		t.Clear()
	}
	delete(p.byOwner, owner)
	p.db.changes.undoable(func() { p.byOwner[owner] = tables })
}
