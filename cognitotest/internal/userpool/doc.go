// Package userpool has the records of the emulator and the rules of the service for them:
// pools, domains, resource servers, app clients, users, groups, sign-ins and token families.
//
// It imports neither HTTP nor a wire format. The store takes and returns values; a record's
// slices and maps never change once it is stored. Each method of [Store] is one transaction. A
// rule that rejects a request returns an [Exception] with the service's name of the error.
package userpool
