package cognitokit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTerratestExample runs the example of a Go test for a team's own root, in its own module, and checks that it is short.
func TestTerratestExample(t *testing.T) {
	t.Parallel()
	const folder = "examples/terratest"
	text, err := os.ReadFile(filepath.Join(folder, "tokens_test.go"))
	require.NoError(t, err)
	_, function, found := strings.Cut(string(text), "\nfunc Test")
	require.True(t, found)
	assert.Less(t, strings.Count(function, "\n"), 40, "the example stays short")

	eng := prepare(t)
	command := exec.CommandContext(t.Context(), "go", "test", "-count=1", "./...")
	command.Dir = folder
	command.Env = os.Environ()
	for name, value := range eng.Env() {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Env = append(command.Env, "TF_DATA_DIR="+t.TempDir())
	t.Cleanup(func() {
		left, _ := filepath.Glob(filepath.Join(folder, "infra", "terraform.tfstate*"))
		for _, name := range append(left, filepath.Join(folder, "infra", ".terraform.lock.hcl")) {
			_ = os.Remove(name) // an apply leaves these files in the folder
		}
	})
	output, err := command.CombinedOutput()
	require.NoError(t, err, "%s", output)
}
