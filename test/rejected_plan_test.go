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

// diagnostic is an error or a warning in Terraform's machine-readable output.
type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
}

// filesPerPlan is the number of files in one plan. With more files, Terraform needs more time for each, because it
// compares every node of its graph with every other. With fewer, the fixed cost of a second for each plan dominates.
const filesPerPlan = 6

// rejected is a module call that Terraform must reject.
type rejected struct {
	label    string   // the label of the module block
	messages []string // one message for each error
}

// TestInvalidConfigurationIsRejectedAtPlan plans the invalid configurations of testdata/rejected. The comment above each module
// block contains the messages that Terraform must return. An unexpected error also fails the test. Most files with one module
// call the root module. Files with many modules call a module of modules/, which takes less time.
func TestInvalidConfigurationIsRejectedAtPlan(t *testing.T) {
	t.Parallel()
	cases := rejectedCases(t)
	require.GreaterOrEqual(t, len(cases), 100)
	var small, large []string
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if len(cases[name]) == 1 {
			small = append(small, name)
		} else {
			large = append(large, name)
		}
	}
	for names := range slices.Chunk(small, filesPerPlan) {
		t.Run(cases[names[0]][0].label+" and the following files", func(t *testing.T) {
			t.Parallel()
			assertFilesRejected(t, cases, names)
		})
	}
	for names := range slices.Chunk(large, filesPerPlan) {
		t.Run("all of "+names[0]+" and the following files", func(t *testing.T) {
			t.Parallel()
			assertFilesRejected(t, cases, names)
		})
	}
}

// assertFilesRejected plans a subset of the files, and compares the messages. Two modules may have the same message, which
// must then occur twice.
func assertFilesRejected(t *testing.T, cases map[string][]rejected, names []string) {
	t.Helper()
	d := deploy.Fixture(t, "rejected", deploy.WithoutApply, deploy.WithFiles(append(slices.Clone(names), "versions.tf")...))
	options, err := d.Options.Clone()
	require.NoError(t, err)
	options.Logger = logger.Discard // the output has a line for each planned resource
	done := timing.Spend(t, timing.Terraform)
	output, err := terraform.RunTerraformCommandContextE(t, t.Context(), options, "plan", "-json", "-input=false", "-lock=false")
	done()
	require.Error(t, err, "the plan succeeded")

	unexpected := map[string]int{}
	for _, one := range diagnosticsOf(t, output) {
		unexpected[one.message()]++
	}
	for _, name := range names {
		for _, one := range cases[name] {
			t.Run(one.label, func(t *testing.T) {
				for _, message := range one.messages {
					assert.Positive(t, unexpected[message], "missing error: %s", message)
					unexpected[message]--
					t.Log(message)
				}
			})
		}
	}
	for message, times := range unexpected {
		assert.LessOrEqual(t, times, 0, "unexpected error: %s", message)
	}
}

// rejectedBlock finds a module block and the comment above it.
var rejectedBlock = regexp.MustCompile(`(?m)((?:^#.*\n)+\n?)?^module "([^"]+)" \{$`)

// rejectedCases reads the files. The comment above each module block has "# Rejected: " and the message for each error. A
// message may continue on the following lines.
func rejectedCases(t *testing.T) map[string][]rejected {
	t.Helper()
	files, err := filepath.Glob("testdata/rejected/*.tf")
	require.NoError(t, err)
	cases := map[string][]rejected{}
	owner := map[string]string{}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "versions.tf" { // the provider
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, block := range rejectedBlock.FindAllStringSubmatch(string(text), -1) {
			label := block[2]
			assert.Empty(t, owner[label], "%s has the same module label as %s", name, label)
			owner[label] = name
			comment := strings.ReplaceAll("\n"+block[1], "\n#", "\n")
			messages := strings.Split(comment, "\n Rejected:")[1:] // skip the explanation before the first message
			require.NotEmpty(t, messages, "%s: module %s has no comment with # Rejected: and a message", name, label)
			for i, message := range messages {
				messages[i] = oneLine(message)
			}
			cases[name] = append(cases[name], rejected{label: label, messages: messages})
		}
		require.NotEmpty(t, cases[name], "%s contains no module", name)
	}
	return cases
}

// validationRule is the sentence that Terraform and OpenTofu add to the message of a variable's validation.
var validationRule = regexp.MustCompile(` This was checked by the validation rule at .*$`)

// message returns the text that the configuration sets.
func (d diagnostic) message() string {
	return validationRule.ReplaceAllString(oneLine(d.Detail), "")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func diagnosticsOf(t *testing.T, output string) []diagnostic {
	t.Helper()
	var all []diagnostic
	lines := bufio.NewScanner(strings.NewReader(output))
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
