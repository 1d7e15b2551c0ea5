package deploy

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

func TestInputsAreTheDeclaredVariables(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "variables.tf"), []byte("variable \"name\" {}\n\nvariable \"region\" {\n  type = string\n}\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.tf"), []byte("module \"m\" {\n  variable \"inner\" {}\n}\n"), 0o600))
	assert.Equal(t, map[string]bool{"name": true, "region": true}, inputsOf(t, folder))
}

func TestDeploymentSetsOnlyDeclaredInputs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		vars     map[string]any
		declared map[string]bool
		want     map[string]any
	}{
		{"the inputs of every deployment", map[string]any{}, map[string]bool{"name": true, "region": true}, map[string]any{"name": "n", "region": "r"}},
		{"an input of the test", map[string]any{"name": "mine"}, map[string]bool{"name": true}, map[string]any{"name": "mine"}},
		{"nil removes an input", map[string]any{"name": nil}, map[string]bool{"name": true}, map[string]any{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &Deployment{Target: &target.Target{Region: "r"}, Name: "n", Prefix: "p", Vars: test.vars}
			d.complete(t, test.declared)
			assert.Equal(t, test.want, d.Vars)
		})
	}
}

func TestOnlyTheNamedFilesAreKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"a.tf", "b.tf", "versions.tf"} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), nil, 0o600))
	}
	(&Deployment{files: []string{"a.tf", "versions.tf"}}).keepFiles(t, folder)
	left, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join(folder, "a.tf"), filepath.Join(folder, "versions.tf")}, left)
}
