// Package tokenresponse reads the JSON of a token endpoint: a successful response (RFC 6749
// section 5.1) or an error response (section 5.2). It is strict, because a refresh replaces
// a stored token by what it returns. It sends no request; package login does.
package tokenresponse
