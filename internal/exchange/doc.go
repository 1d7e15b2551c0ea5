// Package exchange limits HTTP exchanges: the time from the request to the last byte of the
// response, the size of the response, and the wait after a response 429.
//
// net/http has no limit for a response whose body stalls. The package imports no other package
// of this repository.
package exchange
