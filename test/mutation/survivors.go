package main

import (
	"bytes"
	"fmt"
	"os"

	"go.yaml.in/yaml/v3"
)

// survivor is a mutant that may survive.
type survivor struct {
	Mutant string `yaml:"mutant"`
	// Equivalent is the reason why no test can kill the mutant. It does not count.
	Equivalent string `yaml:"equivalent,omitempty"`
	// Untested is the reason why no test kills it. It counts as a survivor.
	Untested string `yaml:"untested,omitempty"`
}

// readSurvivors returns the survivors by package and key.
func readSurvivors(name string) (map[string]map[string]survivor, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var listed map[string][]survivor
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&listed); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	result := map[string]map[string]survivor{}
	for folder, survivors := range listed {
		result[folder] = map[string]survivor{}
		for _, s := range survivors {
			if (s.Equivalent == "") == (s.Untested == "") {
				return nil, fmt.Errorf("%s: %s: %s: write either equivalent or untested, with the reason", name, folder, s.Mutant)
			}
			if _, twice := result[folder][s.Mutant]; twice {
				return nil, fmt.Errorf("%s: %s: %s: remove the second entry", name, folder, s.Mutant)
			}
			result[folder][s.Mutant] = s
		}
	}
	return result, nil
}
