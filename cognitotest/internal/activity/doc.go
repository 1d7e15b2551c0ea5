// Package activity reads from an HTTP request what the record of a session shows: the device,
// from the User-Agent, and the address.
//
// The store keeps the records. This package has no database of locations.
package activity
