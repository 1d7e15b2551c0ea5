// Package exchange limits what an HTTP exchange may take: the time from the request to the
// last byte of the response, the size of the response, and the wait after a response 429.
//
// net/http has no limit of its own for a response whose body stalls. The package knows
// nothing else of this repository.
package exchange
