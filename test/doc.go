// Package test contains the acceptance tests. Each example has a test file of the same name: it applies the embedded
// example, signs a user in, redeems and refreshes the tokens, and compares the responses with the outputs. The other files
// are suites over several examples: lifecycles of resources, defects of the provider, fidelity to AWS, environment checks,
// the plan guard, and requests and configurations that Cognito and the modules must reject.
//
// The tests run on the emulator, or on AWS with the caller's credentials if COGNITO_TARGET=aws. Only internal/target
// distinguishes the two. The tests share no type with the emulator: they assert on the JSON in the responses.
//
// The helper packages are below internal: target selects the emulator or AWS, deploy applies and destroys, provider and
// router share one AWS provider between all tests, session signs in and refreshes, golden asserts JSON, lifecycle and
// fidelity contain the cases of their suites, idp is a federated provider, and timing measures. All suites are in one
// package, because go test runs each package in its own process, and each process starts the AWS provider again.
package test
