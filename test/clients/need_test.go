package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wantedVariable makes a missing client a failure: CI must not pass for want of one.
const wantedVariable = "COGNITOKIT_CLIENTS"

// need skips the test if a program or folder that it takes is missing, and fails it where all of them are wanted.
func need(t *testing.T, missing, remedy string) {
	t.Helper()
	switch wanted := os.Getenv(wantedVariable); wanted {
	case "":
		t.Skipf("%s: %s", missing, remedy)
	case "required":
		t.Fatalf("%s=required, and %s: %s", wantedVariable, missing, remedy)
	default:
		t.Fatalf("%s=%q is no such word: leave it empty, or say \"required\"", wantedVariable, wanted)
	}
}

// node returns the path of Node.js with the clients beside this file.
func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		need(t, "there is no node on the PATH", "install Node.js 20 or later")
	}
	if _, err := os.Stat(filepath.Join("node_modules", ".package-lock.json")); err != nil {
		need(t, "the clients are not installed", "run `npm ci` in test/clients")
	}
	return path
}

// TestNothingIsSkippedWhereAllIsWanted runs a test of this package where there is no node.
func TestNothingIsSkippedWhereAllIsWanted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, wanted string
		passes       bool
		want         string
	}{
		{"by default it is skipped", "", true, "there is no node on the PATH: install Node.js 20 or later"},
		{"in CI it fails", "required", false, "COGNITOKIT_CLIENTS=required, and there is no node on the PATH: install Node.js 20 or later"},
		{"a slip is no leave to skip", "yes", false, `COGNITOKIT_CLIENTS="yes" is no such word: leave it empty, or say "required"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			self, err := os.Executable()
			require.NoError(t, err)
			command := exec.CommandContext(t.Context(), self, "-test.run=^TestOIDCClientTS$", "-test.v")
			command.Env = append(os.Environ(), "PATH=/nowhere", wantedVariable+"="+tt.wanted)
			said, err := command.CombinedOutput()
			assert.Equal(t, tt.passes, err == nil, string(said))
			assert.Contains(t, string(said), tt.want)
		})
	}
}
