package main

// target is a package whose mutants the command runs by default.
type target struct {
	folder string
	// wider are packages whose tests run for the mutants that the tests of the folder do not kill.
	wider []string
}

const internal = "cognitotest/internal/"

var targets = []target{
	{folder: internal + "transaction", wider: []string{internal + "durable", internal + "userpool", "cognitotest"}},
	{folder: internal + "durable", wider: []string{"cognitotest"}},
	{folder: internal + "token", wider: []string{internal + "oauth2", "cognitotest"}},
	{folder: internal + "oauth2", wider: []string{"cognitotest"}},
	{folder: internal + "signin", wider: []string{internal + "cognitoidp", "cognitotest"}},
	{folder: internal + "userpool", wider: []string{internal + "cognitoidp", "cognitotest"}},
	{folder: "internal/check", wider: []string{"internal/check/catalog", "internal/check/settings", "internal/check/live", "internal/check/session", "internal/check/prove"}},
	{folder: "internal/check/settings", wider: []string{"internal/check/catalog"}},
	{folder: "internal/check/live"},
	{folder: "internal/check/session", wider: []string{"internal/check/prove"}},
	{folder: "internal/check/prove"},
}
