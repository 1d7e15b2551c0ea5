package cognitokit_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestWorkflowRunsEveryStep compares the jobs of the workflow with the list that .ci/run uses.
func TestWorkflowRunsEveryStep(t *testing.T) {
	t.Parallel()
	workflow := readYAML[struct {
		Jobs map[string]struct {
			Steps []struct {
				Run string `yaml:"run"`
			} `yaml:"steps"`
		} `yaml:"jobs"`
	}](t, ".github/workflows/ci.yml")
	targets := func(job string) (run []string) {
		require.Contains(t, workflow.Jobs, job)
		for _, step := range workflow.Jobs[job].Steps {
			if target, ok := strings.CutPrefix(step.Run, "make "); ok {
				run = append(run, target)
			}
		}
		return run
	}
	// The Makefile says why .ci/run omits these.
	assert.Equal(t, []string{"test-tofu"}, targets("tofu"))
	assert.Equal(t, []string{"fuzz FUZZTIME=10s"}, targets("fuzz"))
	assert.Equal(t, []string{"mutation-changed"}, targets("mutation"))
	run := append(targets("check"), targets("test")...)
	checks := makeVariable(t, "CHECKS")
	if at := slices.Index(run, "check"); assert.GreaterOrEqual(t, at, 0, "the job check runs make check") {
		run = slices.Replace(run, at, at+1, checks...)
	}
	printed, err := exec.CommandContext(t.Context(), "make", "--no-print-directory", "ci-steps").Output()
	require.NoError(t, err)
	assert.ElementsMatch(t, strings.Fields(string(printed)), run)
}

// TestIssueFormsAreValid checks the members that GitHub requires in an issue form (docs.github.com, "Syntax for issue
// forms"). GitHub does not show a form without them.
func TestIssueFormsAreValid(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"bug", "difference"} {
		form := readYAML[struct {
			Name        string `yaml:"name"`
			Description string `yaml:"description"`
			Body        []struct {
				Type       string `yaml:"type"`
				Attributes struct {
					Label   string   `yaml:"label"`
					Options []string `yaml:"options"`
				} `yaml:"attributes"`
			} `yaml:"body"`
		}](t, ".github/ISSUE_TEMPLATE/"+name+".yml")
		assert.NotEmpty(t, form.Name, name)
		assert.NotEmpty(t, form.Description, name)
		assert.NotEmpty(t, form.Body, name)
		for _, field := range form.Body {
			assert.Contains(t, []string{"markdown", "textarea", "input", "dropdown", "checkboxes"}, field.Type, name)
			assert.NotEmpty(t, field.Attributes.Label, name)
			if field.Type == "dropdown" {
				assert.NotEmpty(t, field.Attributes.Options, name)
			}
		}
	}
}

// TestOwnedAndUpdatedFoldersExist: GitHub ignores a line of CODEOWNERS or dependabot.yml whose folder does not exist.
func TestOwnedAndUpdatedFoldersExist(t *testing.T) {
	t.Parallel()
	owners, err := os.ReadFile(".github/CODEOWNERS")
	require.NoError(t, err)
	for _, match := range regexp.MustCompile(`(?m)^/(\S+)`).FindAllStringSubmatch(string(owners), -1) {
		assert.DirExists(t, match[1])
	}
	updates := readYAML[struct {
		Updates []struct {
			Ecosystem   string   `yaml:"package-ecosystem"`
			Directory   string   `yaml:"directory"`
			Directories []string `yaml:"directories"`
		} `yaml:"updates"`
	}](t, ".github/dependabot.yml")
	manifest := map[string]string{"gomod": "go.mod", "npm": "package.json", "github-actions": ".github/workflows/ci.yml"}
	for _, update := range updates.Updates {
		for _, folder := range append(update.Directories, update.Directory) {
			if folder != "" {
				assert.FileExists(t, "."+strings.TrimSuffix(folder, "/")+"/"+manifest[update.Ecosystem])
			}
		}
	}
}

func readYAML[T any](t *testing.T, name string) (content T) {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &content), name)
	return content
}

// makeVariable returns the words of a variable of the Makefile that is set on one line.
func makeVariable(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile("Makefile")
	require.NoError(t, err)
	match := regexp.MustCompile(`(?m)^` + name + `\s*:=(.*)$`).FindSubmatch(text)
	require.NotNil(t, match, name)
	return strings.Fields(string(match[1]))
}
