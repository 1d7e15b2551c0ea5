// Package deploy applies an example or a fixture of testdata from a temporary copy, with unique names, and destroys it
// when the test ends. It reads the outputs as raw JSON with its own types, because a type of the product could hide a wrong
// output. Paths are relative to the folder test, in which the tests run. Package session deals with tokens.
package deploy
