package clients

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTypeScriptExample checks the types of examples/typescript, and runs its tests, which start the command and Chromium themselves.
func TestTypeScriptExample(t *testing.T) {
	t.Parallel()
	const folder = "../../examples/typescript"
	program := node(t)
	if _, err := os.Stat(filepath.Join(folder, "node_modules", ".package-lock.json")); err != nil {
		need(t, "the packages of examples/typescript are not installed", "run `npm ci` in examples/typescript")
	}
	env := append(environmentWithCommand(t), "CHROMIUM="+chromium(t), "NO_COLOR=1")
	run(t, folder, env, program, "node_modules/typescript/bin/tsc", "--noEmit")
	output, err := runs(t, folder, env, program, "node_modules/vitest/vitest.mjs", "run")
	require.NoError(t, err, output)
	assert.Regexp(t, `Tests +3 passed`, output)
}
