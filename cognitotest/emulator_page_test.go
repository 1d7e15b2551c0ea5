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

// snippets matches the Go code blocks of docs/emulator.md.
var snippets = regexp.MustCompile("(?s)\n```go\n(.*?)```\n")

// The Go code of docs/emulator.md compiles, so that readers can copy it.
func TestCodeOfTheEmulatorPageCompiles(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/emulator.md")
	require.NoError(t, err)
	found := snippets.FindAllStringSubmatch(string(text), -1)
	require.Len(t, found, 1)
	file := filepath.Join(t.TempDir(), "sign_in_test.go")
	require.NoError(t, os.WriteFile(file, []byte("package shop\n\n"+found[0][1]), 0o600))
	output, err := exec.Command("go", "vet", file).CombinedOutput()
	assert.NoError(t, err, string(output))

	// The paragraph about Config names its fields.
	_, rest, ok := strings.Cut(string(text), "`cognitotest.Start(cognitotest.Config{...})`")
	require.True(t, ok, "docs/emulator.md does not show how to start a server with a Config")
	paragraph, _, _ := strings.Cut(rest, "\n\n")
	for _, name := range []string{"Seed", "StateDir", "Region", "Lambda", "Credentials"} {
		assert.Contains(t, paragraph, "`"+name+"`")
		_, ok := reflect.TypeFor[cognitotest.Config]().FieldByName(name)
		assert.True(t, ok, name)
	}
}

// docs/cognitotest.md shows the file of an example, which is compiled and run.
func TestCodeOfTheCognitotestPageIsTheExample(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/cognitotest.md")
	require.NoError(t, err)
	example, err := os.ReadFile("example_refresh_test.go")
	require.NoError(t, err)
	code := snippets.FindAllStringSubmatch(string(page), -1)
	require.Len(t, code, 1)
	want := strings.Replace(string(example), "package cognitotest_test\n", "package orders_test\n", 1)
	want = regexp.MustCompile(`(?m)^// .*\n`).ReplaceAllString(want, "") // the comment on the example
	assert.Equal(t, want, code[0][1])
}
