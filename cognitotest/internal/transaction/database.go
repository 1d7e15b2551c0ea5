package transaction

import (
	"sync"
	"sync/atomic"
)

// Database runs transactions on tables, one at a time. It is safe for concurrent use; its
// tables are only read and written inside a transaction.
type Database struct {
	// BeforeCommit, if not nil, is called inside each transaction that has written, before
	// its changes go to the journal. It may write, too.
	BeforeCommit func()

	lock    sync.Mutex // locked during a transaction
	changes changes    // the changes of the running transaction
	group   *group     // the transactions since the last commit; nil without a journal
	journal Journal    // nil means in memory only
	count   int        // the number of transactions so far; a test reads it
	version atomic.Int64

	committing chan struct{} // has an element during a commit of the journal
}

// Version returns how many transactions have changed records since the start of the process.
func (db *Database) Version() int64 { return db.version.Load() }

// Tables are tables by the kind of their records, which is their name in the journal.
type Tables map[string]AnyTable

// Open makes the tables empty and the transactions of the database write them. owner is ""
// or the owner of a [Partitions] member.
func (db *Database) Open(tables Tables, owner string) {
	for kind, t := range tables {
		t.open(&db.changes, kind, owner)
	}
}
