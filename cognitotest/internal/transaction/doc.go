// Package transaction is an in-memory database of typed tables. Transactions run one at a
// time; a failed transaction changes nothing, and a [Journal] receives the changes of each
// successful one before it returns.
//
// It knows neither the records in its tables nor how a journal stores them. It has no
// concurrent readers, no indexes and no queries: a server for tests reads a few records at
// a time, under one lock.
package transaction
