package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requiredVariable makes a missing client an error. CI sets it, so that no test is skipped there.
const requiredVariable = "COGNITOKIT_CLIENTS"

// need skips the test if a program or folder is missing, or fails it if requiredVariable requires all of them.
func need(t *testing.T, missing, remedy string) {
	t.Helper()
	switch wanted := os.Getenv(requiredVariable); wanted {
	case "":
		t.Skipf("%s: %s", missing, remedy)
	case "required":
		t.Fatalf("%s=required, and %s: %s", requiredVariable, missing, remedy)
	default:
		t.Fatalf("%s=%q is not a value. Leave it empty, or write \"required\"", requiredVariable, wanted)
	}
}

// node returns the path of Node.js, and requires the installed clients.
func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		need(t, "node is not on the PATH", "install Node.js 20 or later")
	}
	if _, err := os.Stat(filepath.Join("node_modules", ".package-lock.json")); err != nil {
		need(t, "the clients are not installed", "run `npm ci` in test/clients")
	}
	return path
}

// TestMissingClientsSkipOrFail runs a test of this package without Node.js on the PATH.
func TestMissingClientsSkipOrFail(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, wanted string
		passes       bool
		want         string
	}{
		{"skipped by default", "", true, "node is not on the PATH: install Node.js 20 or later"},
		{"fails in CI", "required", false, "COGNITOKIT_CLIENTS=required, and node is not on the PATH: install Node.js 20 or later"},
		{"an unknown value fails", "yes", false, `COGNITOKIT_CLIENTS="yes" is not a value. Leave it empty, or write "required"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			self, err := os.Executable()
			require.NoError(t, err)
			command := exec.CommandContext(t.Context(), self, "-test.run=^TestOIDCClientTS$", "-test.v")
			command.Env = append(os.Environ(), "PATH=/nowhere", requiredVariable+"="+tt.wanted)
			output, err := command.CombinedOutput()
			assert.Equal(t, tt.passes, err == nil, string(output))
			assert.Contains(t, string(output), tt.want)
		})
	}
}
