// Package transaction is an in-memory database of typed tables. Transactions run one at a
// time; a failed transaction changes nothing, and a [Journal] receives the changes of each
// successful one before it returns.
//
// The tables change when a transaction ends, and its changes reach the journal later: the
// transactions that run during a commit form a group, and the next commit writes the whole group.
// The rule for uncommitted changes: a transaction may read them, but [Run] does not return, with
// values or with an error, before everything that was in the tables when the transaction ended is
// in the journal. If a commit fails, the group and all later transactions are undone, and each of
// them panics with a [JournalError], also a transaction that only read. So no caller learns of a
// change that is undone. [Database.DoAlone] is for a change with effects outside of the tables.
//
// A table has its records in the order of their keys. An [Index] finds them by other values, and
// follows every change, also one that is undone. A [Packed] table keeps its records without pointers.
// [Owners] finds the tables of [Partitions] by the keys of their records.
//
// It does not depend on the records in its tables or on the storage of a journal. It has no
// concurrent readers and no queries, because each transaction reads few records, under one lock.
package transaction
