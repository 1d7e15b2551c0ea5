// Package simulation stands in for the services of AWS that a configuration uses beside
// Amazon Cognito user pools.
//
// The real provider validates and plans such a resource, so its defaults, refusals and
// replacements hold. [Simulation.Answer] answers what would take the service: an apply
// fills the values that are unknown in the plan, a read returns the state as it is, and a
// data source returns its arguments with plausible values for what is computed.
//
// A value has the form that the service would return, and is not true. It is stable: the same
// resource gets the same value in every run.
package simulation
