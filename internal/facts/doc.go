// Package facts reads the table of facts about Amazon Cognito that the emulator
// implements, and writes the pages of docs/fidelity from it.
//
// The table is one YAML file for each topic, docs/fidelity/TOPIC.yaml. The package
// checks the form of the table. It does not check the facts: the tests that a fact
// names do this on the emulator, and test.TestFidelity also does it on AWS.
package facts
