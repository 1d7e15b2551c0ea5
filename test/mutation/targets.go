package main

// target is a package whose mutants the command runs by default.
type target struct {
	folder string
	// wider are packages whose tests run for the mutants that the tests of the folder do not kill.
	wider []string
	// sample is the number of mutants that run by default; 0 means all.
	sample int
}

const internal = "cognitotest/internal/"

var targets = []target{
	{folder: internal + "transaction", wider: []string{internal + "durable", internal + "userpool"}},
	{folder: internal + "durable"},
	{folder: internal + "token", wider: []string{internal + "oauth2"}},
	{folder: internal + "oauth2"},
	{folder: internal + "signin"},
	{folder: internal + "userpool", wider: []string{internal + "cognitoidp", internal + "oauth2", internal + "hostedui", "cognitotest"}, sample: 400},
	{folder: "internal/check"},
	{folder: "internal/check/settings"},
	{folder: "internal/check/live"},
	{folder: "internal/check/session"},
	{folder: "internal/check/prove"},
}
