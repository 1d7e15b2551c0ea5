// Package transaction is an in-memory database of typed tables. Transactions run one at a
// time; a failed transaction changes nothing, and a [Journal] receives the changes of each
// successful one before it returns.
//
// A table has its records in the order of their keys. An [Index] finds them by other values, and
// follows every change, also one that is undone. A [Packed] table keeps its records without pointers.
//
// It does not depend on the records in its tables or on the storage of a journal. It has no
// concurrent readers and no queries, because each transaction reads few records, under one lock.
package transaction
