// Package durable stores the records of a store in a file. Each commit of the store, which is one
// transaction or a group of concurrent ones, is one transaction of an embedded database (bbolt). It
// is on disk before Commit returns.
//
// The file has a checksum of all records, which each commit updates, and Open checks it and the
// pages of bbolt before anything reads them: a file with a changed byte is rejected, or the byte
// has no effect. A file of the first format gets its checksum with its first commit.
//
// A record is a kind, a key and a text; the package does not parse the text. If the disk is
// full, a write fails as a whole, the store undoes the transactions of the commit, and the next
// one may succeed. After any other failure, such as a failed fsync, the content of the file is
// unknown: every change fails until a new process has read the file. Only one process at a time
// can open it.
package durable
