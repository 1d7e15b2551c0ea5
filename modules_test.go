package cognitokit_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// atOnce is how many folders are initialised and checked side by side. Each check starts the AWS provider, which costs
// seconds of processor time and much memory, only to read its schema.
const atOnce = 2

// TestModules sees that the configurations are formatted, and of the root module, of each module and of each example
// that it is valid and that its tests pass, if it has any. The Makefile selects the subtests by their names.
func TestModules(t *testing.T) {
	t.Parallel()
	eng := prepare(t)
	t.Run("format", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		copyConfigurations(t, folder)
		run(t, eng, folder, "fmt", "-check", "-recursive", "-diff")
	})
	turns := make(chan struct{}, atOnce)
	for _, folder := range moduleFolders(t) {
		t.Run(nameOf(folder), func(t *testing.T) {
			t.Parallel()
			turns <- struct{}{}
			defer func() { <-turns }()

			// A copy of all, because sources are relative, and for this folder alone, because init writes into it.
			root := t.TempDir()
			copyConfigurations(t, root)
			folder := filepath.Join(root, filepath.FromSlash(folder))
			run(t, eng, folder, "init", "-backend=false", "-input=false")
			t.Run("validate", func(t *testing.T) { run(t, eng, folder, "validate") })
			tests, err := filepath.Glob(filepath.Join(folder, "*.tftest.hcl"))
			require.NoError(t, err)
			if len(tests) > 0 {
				t.Run("test", func(t *testing.T) { run(t, eng, folder, "test") })
			}
		})
	}
}

// prepare finds the engine and the provider, for the time of the test.
func prepare(t *testing.T) *engine.Engine {
	t.Helper()
	eng, err := engine.Prepare(t.Context(), engine.Options{Log: t.Logf})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, eng.Close()) })
	return eng
}

// moduleFolders are the folders with a configuration: the root, and those one level below modules and examples.
func moduleFolders(t *testing.T) []string {
	t.Helper()
	folders := []string{"."}
	for _, parent := range []string{"modules", "examples"} {
		found, err := fs.Glob(os.DirFS("."), parent+"/*/main.tf")
		require.NoError(t, err)
		require.NotEmpty(t, found, "there is no configuration in %s", parent)
		for _, main := range found {
			folders = append(folders, path.Dir(main))
		}
	}
	return folders
}

func nameOf(folder string) string {
	if folder == "." {
		return "root"
	}
	return path.Base(folder)
}

// copyConfigurations copies the .tf and .tftest.hcl files as they are on the disk: what is embedded in the root package
// has no tests. It leaves out what an init or an apply by hand may have left there.
func copyConfigurations(t *testing.T, destination string) {
	t.Helper()
	files := os.DirFS(".")
	for _, pattern := range []string{"*.tf", "*.tftest.hcl", "modules/*/*.tf", "modules/*/*.tftest.hcl", "examples/*/*.tf", "examples/*/*.tftest.hcl"} {
		found, err := fs.Glob(files, pattern)
		require.NoError(t, err)
		for _, name := range found {
			content, err := fs.ReadFile(files, name)
			require.NoError(t, err)
			target := filepath.Join(destination, filepath.FromSlash(name))
			require.NoError(t, os.MkdirAll(filepath.Dir(target), 0o750))
			require.NoError(t, os.WriteFile(target, content, 0o600))
		}
	}
}

// run runs the engine in a folder. Its output is shown only if it fails.
func run(t *testing.T, eng *engine.Engine, folder string, arguments ...string) {
	t.Helper()
	if arguments[0] != "fmt" { // which has no such option
		arguments = append(arguments, "-no-color")
	}
	command := exec.CommandContext(t.Context(), eng.Path, arguments...)
	command.Dir = folder
	for _, variable := range command.Environ() {
		// An input of the caller's would stand for one of the configuration under test.
		if !strings.HasPrefix(variable, "TF_VAR_") {
			command.Env = append(command.Env, variable)
		}
	}
	for name, value := range eng.Env() {
		command.Env = append(command.Env, name+"="+value)
	}
	output, err := command.CombinedOutput()
	require.NoError(t, err, "%s %s:\n%s", filepath.Base(eng.Path), strings.Join(arguments, " "), output)
}
