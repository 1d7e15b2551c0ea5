// Package check runs checks of deployed user pools and their app clients. It owns the type
// [Check], the [Target] that a check examines, the run, and the result that a run reports.
//
// It contains no check. Package settings has the checks that only call Describe operations,
// live has the checks that sign in and refresh, prove has the checks that require a service
// whose clock can be moved, and catalog lists all of them. Package session signs in for the
// last two; this package knows it only as [Sessions].
package check
