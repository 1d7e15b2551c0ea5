// Package durable keeps the records of a store in a file: what a step of the store has
// changed is one transaction of an embedded database (bbolt), on disk before the step
// returns.
//
// It knows records by kind, key and text only. A write that meets a full disk is refused as
// a whole; the store then undoes the step, and the next one may succeed. After any other
// failure, such as of an fsync, nobody knows what the file holds: every change is refused
// until a new process has read it. One process at a time has the file.
package durable
