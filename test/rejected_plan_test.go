package test

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// diagnostic is an error or warning in the machine-readable output of Terraform.
type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
}

// filesPerPlan is the number of wrong configurations in one plan. With more, Terraform needs longer for each, because
// it relates every node of its graph to every other. With fewer, the fixed cost of a second for each plan dominates.
const filesPerPlan = 6

// TestRefusedAtPlan plans testdata/refused: many wrong configurations with one mistake each. The first lines of each
// file have the expected message. The plan must return every expected message and no other. The messages are unique, so
// a message identifies its file.
func TestRefusedAtPlan(t *testing.T) {
	t.Parallel()
	expected := expectedErrors(t)
	require.GreaterOrEqual(t, len(expected), 40)

	for names := range slices.Chunk(slices.Sorted(maps.Keys(expected)), filesPerPlan) {
		t.Run(label(names[0])+" and the following files", func(t *testing.T) {
			t.Parallel()
			assertFilesRejected(t, expected, names)
		})
	}
}

// assertFilesRejected plans a subset of the files.
func assertFilesRejected(t *testing.T, expected map[string]string, names []string) {
	t.Helper()
	d := deploy.Fixture(t, "refused", deploy.WithoutApply, deploy.WithFiles(append(names, "versions.tf")...))
	options, err := d.Options.Clone()
	require.NoError(t, err)
	options.Logger = logger.Discard // the output has a line for each resource
	done := timing.Spend(t, timing.Terraform)
	said, err := terraform.RunTerraformCommandContextE(t, t.Context(), options, "plan", "-json", "-input=false", "-lock=false")
	done()
	require.Error(t, err, "the plan succeeded")

	unexpected := map[string]diagnostic{}
	for _, one := range diagnosticsOf(t, said) {
		unexpected[one.message()] = one
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(name, ".tf"), func(t *testing.T) {
			_, found := unexpected[expected[name]]
			assert.True(t, found, "missing error: %s", expected[name])
			delete(unexpected, expected[name])
			t.Log(expected[name])
		})
	}
	for message, one := range unexpected {
		assert.Fail(t, "an error that no file expects", "%s: %s", one.Summary, message)
	}
}

// expectedErrors reads the comment at the beginning of each file: "# Refused: " and the message, on one or more lines.
func expectedErrors(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/refused/*.tf")
	require.NoError(t, err)
	messages := map[string]string{}
	owner := map[string]string{}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "versions.tf" { // the provider
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		message, found := "", false
		for line := range strings.Lines(string(text)) {
			comment, isComment := strings.CutPrefix(line, "#")
			if !isComment {
				break
			}
			if first, ok := strings.CutPrefix(strings.TrimSpace(comment), "Refused:"); ok {
				comment, found = first, true
			}
			message += " " + comment
		}
		require.True(t, found, "%s does not begin with # Refused: and a message", name)
		assert.Regexp(t, `(?m)^module "`+regexp.QuoteMeta(label(name))+`" {$`, string(text), "%s has no module of its name", name)
		messages[name] = oneLine(message)
		assert.Empty(t, owner[messages[name]], "%s expects the message of another file", name)
		owner[messages[name]] = name
	}
	return messages
}

// label returns the name of the module in a file.
func label(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".tf"), "-", "_")
}

// validationRule matches what Terraform and OpenTofu append to the message of a variable's validation.
var validationRule = regexp.MustCompile(` This was checked by the validation rule at .*$`)

// message returns the text that the configuration defines.
func (d diagnostic) message() string {
	return validationRule.ReplaceAllString(oneLine(d.Detail), "")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func diagnosticsOf(t *testing.T, said string) []diagnostic {
	t.Helper()
	var all []diagnostic
	lines := bufio.NewScanner(strings.NewReader(said))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Type       string     `json:"type"`
			Diagnostic diagnostic `json:"diagnostic"`
		}
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Type == "diagnostic" && line.Diagnostic.Severity == "error" {
			all = append(all, line.Diagnostic)
		}
	}
	require.NoError(t, lines.Err())
	return all
}
