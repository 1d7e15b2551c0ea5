// Package apierror has one constructor for each error that Cognito returns. No other package
// contains the name, the HTTP status or the text of an error.
//
// The JSON API sends an error unchanged (package cognitoidp). The OAuth endpoints and the
// hosted pages convert it to an error of their own protocol. The packages that return an
// error own the rule that it reports.
package apierror
