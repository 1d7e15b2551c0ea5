// Command mutation measures whether tests notice a wrong statement. It changes one operator, constant, condition, result
// or statement of a package at a time, a mutant, and runs the tests. A mutant that no test notices survives.
//
//	go run ./test/mutation cognitotest/internal/oauth2
//	go run ./test/mutation --sample 200 cognitotest/internal/userpool
//
// One test binary contains all mutants of a package, and an environment variable selects one. The command first records
// which test reaches which mutant. A mutant then needs only the tests that reach it: first the tests of its package, and
// then the wider tests that targets.go names. A mutant that no test reaches survives. A test that fails, panics, or runs
// into the time limit kills the mutant.
//
// survivors.yaml lists the mutants that may survive, each with the reason. Another survivor is an error, and so is a score
// below 85 %.
package main
