// Package modeltest compares the emulator with a reference model of sessions and token families. The
// model is written from the facts in docs/fidelity and shares no code with the emulator. Random
// sequences of operations run over HTTP, and the tests shrink a sequence with another result to a
// minimal one. A second test runs the operations concurrently and checks what holds in any order.
package modeltest
