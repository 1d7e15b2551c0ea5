// Package cognitoidp serves the JSON API of the service: one POST per action, named
// by the X-Amz-Target header.
//
// It checks a request against the API model (package apimodel) and then runs the action. The
// rules of an action belong to the store (package userpool), and the errors to package apierror.
// Each resource has one file, which ends with the table of its actions; api.go merges the tables.
package cognitoidp
