package main

// target is a package whose mutants the command runs by default.
type target struct {
	folder string
	// wider are packages whose tests run for the mutants that the tests of the folder do not kill.
	wider []string
}

const internal = "cognitotest/internal/"

var targets = []target{
	{folder: internal + "transaction", wider: []string{internal + "durable", internal + "userpool"}},
	{folder: internal + "durable"},
	{folder: internal + "token", wider: []string{internal + "oauth2"}},
	{folder: internal + "oauth2"},
	{folder: internal + "signin"},
	{folder: internal + "userpool"},
	{folder: "internal/check"},
	{folder: "internal/check/settings"},
	{folder: "internal/check/live"},
	{folder: "internal/check/session"},
	{folder: "internal/check/prove"},
}
