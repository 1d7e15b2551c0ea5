// Package duration formats a time.Duration: for a sentence, for an input of the modules, for an axis, and as a
// distance from now. It also has the units of Cognito's token validities. It does not measure time.
//
// The examined libraries write a fraction or an approximation ("1.5 hours", "an hour ago"). The inputs of the modules
// require a whole number of one unit ("90 minutes"), so this package formats durations itself.
package duration
