// Package tokenresponse reads the JSON of a token endpoint: a successful response (RFC 6749
// section 5.1) or an error response (section 5.2). It is strict, because a caller replaces
// its stored tokens with those in the response. It does not send requests; package login does.
package tokenresponse
