package cognitokit_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadme checks that the README stays short, has the limits before the features, and contains the expected commands.
// TestDemoOfTheReadme of cmd/cognitokit runs the first command, and TestTerratestExample runs the third.
func TestReadme(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("README.md")
	require.NoError(t, err)
	readme := string(content)
	assert.Less(t, len(readme), 9000, "the README is too long: move text to a page in docs")
	assert.Less(t, strings.Index(readme, "\n## What it does not do\n"), strings.Index(readme, "\n## Three ways to use it\n"))

	commands := regexp.MustCompile("(?s)\n```sh\n(.*?)```").FindAllStringSubmatch(readme, -1)
	require.Len(t, commands, 4, "the demo, and one command for each way to use the repository")
	for i, want := range []string{"go run ./cmd/cognitokit demo\n", "cmd/cognitokit@latest prove ", "go -C examples/terratest test ./...\n", "cmd/cognitokit@latest check "} {
		assert.Contains(t, commands[i][1], want)
	}
	assert.FileExists(t, "examples/terratest/tokens_test.go")
	assert.Regexp(t, `source = "github.com/cognitokit/terraform-aws-cognito\?ref=v\d+\.\d+\.\d+"`, readme)
}
