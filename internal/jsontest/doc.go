// Package jsontest derives invalid JSON documents from a valid one, for tests of readers. Each
// document replaces one value with a value of another type.
package jsontest
