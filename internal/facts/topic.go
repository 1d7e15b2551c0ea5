package facts

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Topic is one file of the table.
type Topic struct {
	Name  string `yaml:"-"` // the file name without .yaml
	Title string `yaml:"title"`
	Intro string `yaml:"intro,omitempty"` // Markdown under the title
	Facts []Fact `yaml:"facts"`
}

// Fact is one row: a behaviour of Amazon Cognito that the emulator implements.
type Fact struct {
	Fact     string     `yaml:"fact"`   // Markdown, unique over all topics
	Source   string     `yaml:"source"` // Markdown: where the fact is published
	Strength []Strength `yaml:"strength,flow"`
	// Tests are PACKAGE.TestName, where PACKAGE is the last part of a package's folder, or
	// the path of a test file if the whole file checks the fact.
	Tests []string `yaml:"tests,flow"`
	// SeenOnAWS is the date, as 2006-01-02, of the last successful run of TestFidelity on AWS.
	SeenOnAWS string `yaml:"seen_on_aws,omitempty"`
}

// Strength is the kind of a source.
type Strength string

// Strengths are the kinds of sources, strongest first. A fact with several sources has several.
var Strengths = []Strength{"live capture", "documentation", "provider source", "report", "unspecified"}

// Acceptance is the test that checks facts on AWS.
const Acceptance = "test.TestFidelity"

// Accepted reports whether TestFidelity checks the fact.
func (f Fact) Accepted() bool { return slices.Contains(f.Tests, Acceptance) }

// Load reads all topics of a folder, ordered by name, and checks their form. It sorts
// the strengths of each fact.
func Load(folder string) ([]Topic, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var topics []Topic
	seen := map[string]bool{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		topic := Topic{Name: strings.TrimSuffix(filepath.Base(file), ".yaml")}
		decoder := yaml.NewDecoder(bytes.NewReader(content))
		decoder.KnownFields(true)
		if err := decoder.Decode(&topic); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if topic.Title == "" {
			return nil, fmt.Errorf("%s: title is missing", file)
		}
		for _, fact := range topic.Facts {
			slices.SortFunc(fact.Strength, func(a, b Strength) int { return slices.Index(Strengths, a) - slices.Index(Strengths, b) })
			if err := fact.validate(); err != nil {
				return nil, fmt.Errorf("%s: %q: %w", file, fact.Fact, err)
			}
			if seen[fact.Fact] {
				return nil, fmt.Errorf("%s: %q: the fact is in the table twice", file, fact.Fact)
			}
			seen[fact.Fact] = true
		}
		topics = append(topics, topic)
	}
	return topics, nil
}

var testName = regexp.MustCompile(`^[a-z0-9]+\.Test\w+$|^[\w/]+_test\.go$`)

func (f Fact) validate() error {
	for _, text := range []string{f.Fact, f.Source} {
		if text == "" || strings.ContainsAny(text, "|\n") {
			return errors.New("fact and source are one line of text without a bar")
		}
	}
	if len(f.Strength) == 0 {
		return errors.New("strength is missing")
	}
	for _, strength := range f.Strength {
		if !slices.Contains(Strengths, strength) {
			return fmt.Errorf("strength %q is unknown: write one of %q", strength, Strengths)
		}
	}
	if len(f.Tests) == 0 {
		return errors.New("tests is empty")
	}
	for _, test := range f.Tests {
		if !testName.MatchString(test) {
			return fmt.Errorf("test %q is not PACKAGE.TestName or the path of a test file", test)
		}
	}
	if f.SeenOnAWS != "" {
		if _, err := time.Parse(time.DateOnly, f.SeenOnAWS); err != nil {
			return fmt.Errorf("seen_on_aws: %w", err)
		}
		if !f.Accepted() {
			return fmt.Errorf("seen_on_aws requires the test %s", Acceptance)
		}
	}
	return nil
}

// Encode returns the file of the topic in its canonical form. With it, a change of one fact changes only the lines of
// this fact.
func (t Topic) Encode() ([]byte, error) {
	var buffer bytes.Buffer
	encoder := yaml.NewEncoder(&buffer)
	encoder.SetIndent(2)
	if err := encoder.Encode(t); err != nil {
		return nil, err
	}
	return buffer.Bytes(), encoder.Close()
}
