package cognitokit_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestActionPage compares docs/pipelines.md with the inputs and outputs of action.yml. GitHub requires a description of each.
func TestActionPage(t *testing.T) {
	t.Parallel()
	type described map[string]struct {
		Description string `yaml:"description"`
	}
	action := readYAML[struct {
		Name, Description string
		Inputs, Outputs   described
	}](t, "action.yml")
	assert.NotEmpty(t, action.Name)
	assert.NotEmpty(t, action.Description)
	text, err := os.ReadFile("docs/pipelines.md")
	require.NoError(t, err)
	_, tables, found := strings.Cut(string(text), "<!-- inputs: checked by TestActionPage -->")
	require.True(t, found)
	inputs, rest, found := strings.Cut(tables, "| output |")
	require.True(t, found)
	outputs, _, _ := strings.Cut(rest, "\n\n")
	for table, declared := range map[string]described{inputs: action.Inputs, outputs: action.Outputs} {
		var rows []string
		for _, match := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(table, -1) {
			rows = append(rows, match[1])
		}
		assert.ElementsMatch(t, slices.Collect(maps.Keys(declared)), rows)
		for name, entry := range declared {
			assert.NotEmpty(t, entry.Description, name)
		}
	}
}

// TestPreCommitHooks checks the members that pre-commit requires (pre-commit.com, "Creating new hooks"), that the commands exist,
// and that docs/pipelines.md has each hook.
func TestPreCommitHooks(t *testing.T) {
	t.Parallel()
	hooks := readYAML[[]struct{ ID, Name, Entry, Language, Files string }](t, ".pre-commit-hooks.yaml")
	require.NotEmpty(t, hooks)
	page, err := os.ReadFile("docs/pipelines.md")
	require.NoError(t, err)
	command := filepath.Join(t.TempDir(), "cognitokit")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", command, "./cmd/cognitokit").CombinedOutput()
	require.NoError(t, err, string(output))
	for _, hook := range hooks {
		assert.NotEmpty(t, hook.Name, hook.ID)
		assert.Equal(t, "golang", hook.Language, hook.ID)
		assert.Contains(t, string(page), "- id: "+hook.ID+" ")
		words := strings.Fields(hook.Entry)
		require.Equal(t, "cognitokit", words[0], "language golang installs the commands of this module")
		output, err := exec.CommandContext(t.Context(), command, append(words[1:], "--help")...).CombinedOutput()
		require.NoError(t, err, string(output))
		assert.Contains(t, string(output), "\n  "+hook.Entry+" ", "the help of the command has this entry as an example")
		if hook.Files != "" {
			files := regexp.MustCompile(hook.Files)
			for name, want := range map[string]bool{"main.tf": true, "prod.tfvars": true, "a/b.tf.json": true, "x.auto.tfvars.json": true, "main.tftest.hcl": false, "README.md": false, "main.tf.orig": false} {
				assert.Equal(t, want, files.MatchString(name), name)
			}
		}
	}
}

// snippet matches a fenced block of a page with its language.
var snippet = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

// TestSnippetsOfPipelinesAreYAML parses the snippets of the pages for pipelines and containers.
func TestSnippetsOfPipelinesAreYAML(t *testing.T) {
	t.Parallel()
	parsed := 0
	for _, name := range []string{"docs/pipelines.md", "docs/container.md"} {
		page, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, match := range snippet.FindAllStringSubmatch(string(page), -1) {
			if match[1] == "yaml" {
				var content any
				require.NoError(t, yaml.Unmarshal([]byte(match[2]), &content), match[2])
				parsed++
			}
		}
	}
	assert.GreaterOrEqual(t, parsed, 5)
}

// TestSnippetsHaveAVersion checks that no snippet uses a branch of this repository: its state may change at any time.
func TestSnippetsHaveAVersion(t *testing.T) {
	t.Parallel()
	source := regexp.MustCompile(`(?:source\s*=\s*"|git::)[^"\s]*github\.com/cognitokit/terraform-aws-cognito[^"\s]*"`)
	uses := regexp.MustCompile(`uses: cognitokit/terraform-aws-cognito(\S*)`)
	found := 0
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md", "examples/*/*", "modules/*/README.md"} {
		names, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				continue // a folder
			}
			for _, match := range source.FindAllString(string(text), -1) {
				found++
				assert.Regexp(t, `\?ref=v\d+\.\d+\.\d+"$`, match, name)
			}
			for _, match := range uses.FindAllStringSubmatch(string(text), -1) {
				found++
				assert.Regexp(t, `^@v\d+\.\d+\.\d+$`, match[1], name)
			}
		}
	}
	assert.GreaterOrEqual(t, found, 3)
}
