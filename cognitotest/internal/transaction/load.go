package transaction

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Load fills tables with the records of a journal. The journal receives every later change.
// tablesOf returns the open tables of an owner.
//
// The calling goroutine reads the journal, one goroutine for each processor decodes batches of records, and
// they add the batches to the tables in the order of the journal.
func (db *Database) Load(j Journal, tablesOf func(owner string) Tables) error {
	l := loader{tablesOf: tablesOf, ends: map[AnyTable]bool{}, inserted: make(chan struct{})}
	close(l.inserted)
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

// maxBatch is how many bytes of records one goroutine decodes at a time. A larger record is a batch of its own.
const maxBatch = 256 << 10

// batch are records of one table, with their keys, as one text.
type batch struct {
	text []byte
	ends []int // of each key and each record
}

// batches are empty, to be used again.
var batches = sync.Pool{New: func() any { return new(batch) }}

func (b *batch) add(key string, record []byte) {
	b.text = append(b.text, key...)
	b.ends = append(b.ends, len(b.text))
	b.text = append(b.text, record...)
	b.ends = append(b.ends, len(b.text))
}

func (b *batch) len() int { return len(b.ends) / 2 }

// at returns a key, and a record, which is a part of the text.
func (b *batch) at(i int) (key string, record []byte) {
	from := 0
	if i > 0 {
		from = b.ends[2*i-1]
	}
	return string(b.text[from:b.ends[2*i]]), b.text[b.ends[2*i]:b.ends[2*i+1]]
}

func (b *batch) release() {
	b.text, b.ends = b.text[:0], b.ends[:0]
	batches.Put(b)
}

type loader struct {
	tablesOf func(owner string) Tables
	owner    string // of tables
	tables   Tables

	table AnyTable // of batch
	batch *batch
	ends  map[AnyTable]bool // the tables that have records

	group    errgroup.Group
	inserted chan struct{} // closed when the previous batch is in its table
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
	if t != l.table || len(l.batch.text)+len(key)+len(c.Value) > maxBatch {
		l.flush()
		l.table, l.ends[t], l.batch = t, true, batches.Get().(*batch)
	}
	l.batch.add(key, c.Value)
	return nil
}

// flush starts to decode the batch.
func (l *loader) flush() {
	if l.batch == nil {
		return
	}
	table, batch, before, done := l.table, l.batch, l.inserted, make(chan struct{})
	l.batch, l.inserted = nil, done
	l.group.Go(func() error {
		defer close(done)
		insert, err := table.load(batch)
		batch.release()
		<-before
		if err == nil {
			insert()
		}
		return err
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

// loading are the values that the records of a batch have in an index.
type loading interface {
	// add adds a record with its stored key. The next call can replace the record.
	add(key storedKey, record any)
	// insert adds the values to the index. The calls of insert run one at a time.
	insert()
}

// load decodes records of the journal, which all are of this table. insert adds them to the table. load may run
// at the same time as other calls of load and insert.
func (t *table) load(b *batch) (insert func(), err error) {
	rows := t.rows.loading(b.len())
	indexes := make([]loading, len(t.indexes))
	for i, x := range t.indexes {
		indexes[i] = x.loading(b.len())
	}
	for i := range b.len() {
		key, text := b.at(i)
		stored := storeKey(key)
		record, err := rows.add(key, stored, text)
		if err != nil {
			return nil, fmt.Errorf("record %q of kind %s: %w", key, t.kind, err)
		}
		for _, x := range indexes {
			x.add(stored, record)
		}
	}
	return func() {
		rows.insert()
		for _, x := range indexes {
			x.insert()
		}
	}, nil
}

// loadEnd returns what remains to do after the last insert. The functions may run at the same time.
func (t *table) loadEnd() []func() {
	var ends []func()
	for _, x := range t.indexes {
		ends = append(ends, x.loadEnd)
	}
	return ends
}
