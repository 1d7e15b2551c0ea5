// Package durable stores the records of a store in a file. Each transaction of the store is
// one transaction of an embedded database (bbolt), on disk before it returns.
//
// The package knows records only by kind, key and text. A full disk fails a write as a whole;
// the store then undoes its transaction, and the next one may succeed. After any other
// failure, such as a failed fsync, the content of the file is unknown: every change fails
// until a new process has read the file. Only one process at a time can open it.
package durable
