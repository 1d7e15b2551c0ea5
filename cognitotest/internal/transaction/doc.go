// Package transaction is an in-memory database of typed tables. Transactions run one at a
// time; a failed transaction changes nothing, and a [Journal] receives the changes of each
// successful one before it returns.
//
// It does not depend on the records in its tables or on the storage of a journal. It has no
// concurrent readers, no indexes and no queries, because a server for tests reads few records
// at a time, under one lock.
package transaction
