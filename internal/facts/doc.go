// Package facts reads the table of facts about Amazon Cognito that the emulator
// implements, and writes the pages of docs/fidelity from it.
//
// The table is one YAML file for each topic, docs/fidelity/TOPIC.yaml. The package
// checks the form of the table. It does not check a fact: the tests that the fact
// names do, and TestFidelity of test/ also does on AWS.
package facts
