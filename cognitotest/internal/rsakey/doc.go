// Package rsakey makes the RSA keys of user pools. Making one takes as long as a hundred signatures, so
// while a server runs, a reserve of a few keys is made before a pool needs them.
//
// It does not know what a key is for, and stores none.
package rsakey
