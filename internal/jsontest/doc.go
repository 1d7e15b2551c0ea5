// Package jsontest makes wrong JSON documents of a right one, for tests of readers: one value
// at a time is replaced by a value of each other kind.
package jsontest
