// Package durable keeps the records of a store in a file: what a step of the store has
// changed is one transaction of an embedded database (bbolt), on disk before the step
// returns.
//
// It knows records by kind, key and text only. A write that fails, on a full disk for
// instance, is refused as a whole; the store then undoes the step, and the next one may
// succeed. One process at a time has the file.
package durable
