// Package duration words a time.Duration: in a sentence, in an argument of the modules, at
// an axis, and as a distance from now. It also knows the units of Cognito's token
// validities. It does not measure time.
//
// No library that was looked at writes only the largest unit that fits exactly ("90
// minutes", not "1.5 hours" or "an hour ago"), which is how the modules' inputs name a
// validity.
package duration
