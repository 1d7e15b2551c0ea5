// Package userpool holds the records of the stand-in and the rules that the
// service applies to them: pools, domains, resource servers, app clients,
// users, groups, sign-ins and their refresh tokens.
//
// It knows no HTTP and no wire format. The store takes and returns values; a
// record's slices and maps are never changed once it is stored. Redeeming a
// code and rotating a refresh token are single atomic methods. A rule that
// refuses returns an [Exception], which carries the service's own name for it.
package userpool
