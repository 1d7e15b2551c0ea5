// Package pooltest creates user pools for the tests of the emulator's packages.
//
// A fixture is a store with one pool, its domain, its users and its app clients. Packages add the
// part that they test, such as an issuer or HTTP handlers. Tests that call a running emulator over
// the network do not use it: they create their pools with the API.
package pooltest
