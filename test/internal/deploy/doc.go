// Package deploy applies an example or a fixture of testdata from a temporary copy, with unique names, and destroys it
// when the test ends. It reads the outputs as raw JSON with types of its own, so that no reader of the product decides
// what the product's outputs must be. Paths are relative to the folder test, where its tests run. Tokens are the concern
// of package session.
package deploy
