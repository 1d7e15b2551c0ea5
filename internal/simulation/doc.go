// Package simulation simulates the AWS services that a configuration uses beside Amazon Cognito
// user pools.
//
// The real provider validates and plans a simulated resource, so its defaults, errors and
// replacements are real. [Simulation.Answer] returns the responses that would require the service:
// an apply fills the values that are unknown in the plan, a read returns the state unchanged, and a
// data source returns its arguments and plausible values for its computed attributes.
//
// A simulated value has the form of the service's value, but does not refer to anything that
// exists. It is stable: the same resource gets the same value in every run.
package simulation
