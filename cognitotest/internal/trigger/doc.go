// Package trigger runs the Lambda functions of a user pool, which are Go functions here.
//
// It owns the event that a function gets, the time it has, what becomes of its errors
// and which answers are usable. What a trigger asks and what its answer changes is in
// one file a trigger; when it runs is the matter of its callers. A function is run
// without a lock of the store, for it may call the API.
package trigger
