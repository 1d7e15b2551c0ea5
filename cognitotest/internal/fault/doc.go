// Package fault has the rules of injected faults: which requests fail, in which way, and how
// many of them.
//
// It knows no HTTP and no response. The router asks it for each request, and applies the fault.
package fault
