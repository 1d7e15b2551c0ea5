// Package requestlog keeps the last requests of a server, for a developer who looks for the
// reason of an error.
//
// It stores no query, no body, no header and no cookie: they contain tokens, codes and passwords.
package requestlog
