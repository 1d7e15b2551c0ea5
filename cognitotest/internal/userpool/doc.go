// Package userpool has the records of the emulator and the rules of the service for them:
// pools, domains, resource servers, app clients, users, groups, sign-ins and token families.
//
// It imports neither HTTP nor a wire format. The store accepts and returns values; the slices and
// maps of a stored record never change. Each method of [Store] is one transaction. A rule that
// rejects a request returns an apierror.Exception with the service's name of the error.
package userpool
