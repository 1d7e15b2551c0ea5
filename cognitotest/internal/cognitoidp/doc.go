// Package cognitoidp serves the JSON API of Amazon Cognito user pools: each action is a POST request,
// and the X-Amz-Target header has its name.
//
// It validates a request against the API model (package apimodel) and then runs the action. The
// rules of an action belong to the store (package userpool), the errors to package apierror.
// Each resource has one file, which ends with the table of its actions; api.go merges the tables.
package cognitoidp
