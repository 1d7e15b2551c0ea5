// Package test has the acceptance tests. Each example has a test file of its name: it applies the example that ships,
// signs a user in, redeems and refreshes the tokens, and compares what comes back with the outputs. The other files are
// suites over several examples: lifecycles of resources, traps of the provider, fidelity to AWS, environment checks,
// the plan guard, and what Cognito and the modules must reject.
//
// The tests run on the emulator, or on AWS with the caller's credentials if COGNITO_TARGET=aws. Only internal/target knows
// which. They share no type with the emulator: responses are asserted on the JSON that came over the wire.
//
// The apparatus is in packages below internal: target selects the emulator or AWS, deploy applies and destroys, provider
// and router share one AWS provider between all tests, session signs in and refreshes, golden asserts JSON, lifecycle and
// fidelity have the cases of their suites, idp is a federated provider, and timing measures. All suites are one package,
// because each package of tests is a process, and each process starts the AWS provider again.
package test
