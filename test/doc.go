// Package test has the acceptance tests. Each example has a test file of its name: it applies the example that ships,
// signs a user in, redeems and refreshes the tokens, and compares what comes back with the outputs. The other files are
// suites over several examples: lifecycles of resources, traps of the provider, fidelity to AWS, environment checks,
// the plan guard, and what Cognito and the modules must reject.
//
// They run on the emulator, or on AWS with the caller's credentials if COGNITO_TARGET=aws. Only internal/target knows
// which. They share no type with the emulator: responses are asserted on the JSON that came over the wire.
package test
