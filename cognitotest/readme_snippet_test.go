package cognitotest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// snippets are the pieces of Go in the README.
var snippets = regexp.MustCompile("(?s)\n```go\n(.*?)```\n")

// TestReadmeSnippet compiles the README's Go as it stands there, so it can be copied whole.
func TestReadmeSnippet(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	found := snippets.FindAllStringSubmatch(string(text), -1)
	require.Len(t, found, 1)
	file := filepath.Join(t.TempDir(), "sign_in_test.go")
	require.NoError(t, os.WriteFile(file, []byte("package shop\n\n"+found[0][1]), 0o600))
	output, err := exec.Command("go", "vet", file).CombinedOutput()
	assert.NoError(t, err, string(output))

	// What it says of Config beside that names fields of it.
	_, rest, ok := strings.Cut(string(text), "`cognitotest.Start(cognitotest.Config{...})`")
	require.True(t, ok, "the README does not say how to start a server with a Config")
	paragraph, _, _ := strings.Cut(rest, "\n\n")
	for _, name := range []string{"Seed", "StateDir", "Region", "Lambda", "Credentials"} {
		assert.Contains(t, paragraph, "`"+name+"`")
		_, ok := reflect.TypeFor[cognitotest.Config]().FieldByName(name)
		assert.True(t, ok, name)
	}
}
