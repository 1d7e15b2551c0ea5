package transaction

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// loadBatch is how many records one goroutine decodes at a time.
const loadBatch = 1024

// Load fills tables with the records of a journal. The journal receives every later change.
// tablesOf returns the open tables of an owner.
//
// The journal is read by the calling goroutine, and the records are decoded by one goroutine for each
// processor.
func (db *Database) Load(j Journal, tablesOf func(owner string) Tables) error {
	l := loader{tablesOf: tablesOf, ends: map[AnyTable]bool{}}
	l.group.SetLimit(runtime.GOMAXPROCS(0))
	err := j.Load(l.add)
	l.flush()
	if failed := l.group.Wait(); err == nil {
		err = failed
	}
	if err != nil {
		return err
	}
	l.end()
	db.journal, db.group, db.committing = j, newGroup(nil), make(chan struct{}, 1)
	return nil
}

type loader struct {
	tablesOf func(owner string) Tables
	owner    string // of tables
	tables   Tables

	table AnyTable // of batch
	batch []Change
	ends  map[AnyTable]bool // the tables that have records

	group  errgroup.Group
	insert sync.Mutex
}

// add adds a record, whose value is only valid until add returns.
func (l *loader) add(c Change) error {
	owner, key, _ := strings.Cut(c.Key, "/")
	if l.tables == nil || owner != l.owner {
		l.owner, l.tables = strings.Clone(owner), l.tablesOf(owner)
	}
	t, ok := l.tables[c.Kind]
	if !ok {
		return fmt.Errorf("unknown kind of record %q", c.Kind)
	}
	if t != l.table || len(l.batch) == loadBatch {
		l.flush()
		l.table, l.ends[t] = t, true
	}
	l.batch = append(l.batch, Change{Kind: c.Kind, Key: strings.Clone(key), Value: slices.Clone(c.Value)})
	return nil
}

// flush starts to decode the batch.
func (l *loader) flush() {
	table, batch := l.table, l.batch
	l.batch = nil
	if len(batch) == 0 {
		return
	}
	l.group.Go(func() error {
		insert, err := table.load(batch)
		if err != nil {
			return err
		}
		l.insert.Lock()
		defer l.insert.Unlock()
		insert()
		return nil
	})
}

// end completes the tables.
func (l *loader) end() {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for t := range l.ends {
		for _, end := range t.loadEnd() {
			group.Go(func() error { end(); return nil })
		}
	}
	_ = group.Wait() // no function returns an error
}
