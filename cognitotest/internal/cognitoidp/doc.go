// Package cognitoidp serves the JSON API of the service: one POST per action, named
// by the X-Amz-Target header.
//
// A request is checked against the API model first and then handed to its action,
// whose rules are the store's (package userpool). Each resource has one file, which
// ends in the table of its actions; api.go merges the tables.
package cognitoidp
