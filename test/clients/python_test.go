package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPythonExample runs the tests of examples/python, which start the command themselves.
func TestPythonExample(t *testing.T) {
	t.Parallel()
	program := python(t)
	env := append(environmentWithCommand(t), "PYTHONDONTWRITEBYTECODE=1")
	output, err := runs(t, "../../examples/python", env, program, "-m", "pytest", "-p", "no:cacheprovider", "-q")
	require.NoError(t, err, output)
	assert.Contains(t, output, "3 passed")
}

// python returns a Python 3 with the packages of examples/python. A Python of a version manager hides the packages of
// the system.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), name, "-c", "import authlib, boto3, pytest, requests").Run() == nil {
			return name
		}
	}
	need(t, "python3 has no pytest, boto3 or authlib", "install python3-pytest, python3-boto3, python3-authlib and python3-requests")
	return ""
}

// environmentWithCommand builds the command, and returns an environment with it on the PATH.
func environmentWithCommand(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(folder, "cognitokit"), "../../cmd/cognitokit").CombinedOutput()
	require.NoError(t, err, string(output))
	return append(childEnvironment(os.Environ(), nil), "PATH="+folder+string(filepath.ListSeparator)+os.Getenv("PATH"))
}
