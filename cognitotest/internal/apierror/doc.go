// Package apierror has one constructor for each error that Cognito returns: its name,
// its HTTP status and its text stand here and nowhere else.
//
// The JSON API sends an error as it is (package cognitoidp). The OAuth endpoints and the
// hosted pages translate it into an error of their own protocol. Which rule an error
// belongs to is decided by the packages that return it.
package apierror
