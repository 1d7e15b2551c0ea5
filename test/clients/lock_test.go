package clients

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLockFile asserts that the clients and the packages of the examples have exact versions and checksums, and that the
// lock files contain no registry, so that npm uses the caller's registry.
func TestLockFile(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{".", "../../examples/typescript", "../../examples/spa"} {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			assertLocked(t, folder)
		})
	}
}

func assertLocked(t *testing.T, folder string) {
	t.Helper()
	var wanted struct{ Dependencies, DevDependencies map[string]string }
	read(t, filepath.Join(folder, "package.json"), &wanted)
	require.NotEmpty(t, wanted.Dependencies)
	var lock struct {
		Packages map[string]struct{ Version, Integrity, Resolved string }
	}
	read(t, filepath.Join(folder, "package-lock.json"), &lock)
	maps.Copy(wanted.Dependencies, wanted.DevDependencies)
	for name, version := range wanted.Dependencies {
		assert.Regexp(t, `^\d+\.\d+\.\d+$`, version, "the version of %s is not exact", name)
		assert.Equal(t, version, lock.Packages["node_modules/"+name].Version, name)
	}
	for name, locked := range lock.Packages {
		if name == "" { // the root package
			continue
		}
		assert.NotEmpty(t, locked.Integrity, "%s has no checksum", name)
		assert.Empty(t, locked.Resolved, "%s contains a registry: .npmrc omits it from the lock file", name)
	}
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, into))
}
