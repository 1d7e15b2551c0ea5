package deploy

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// copyOf copies the embedded Terraform files to root, and a fixture into the copy. It returns the folder of the
// configuration.
func copyOf(t testing.TB, configuration, root string) string {
	t.Helper()
	require.NoError(t, os.CopyFS(root, cognitokit.Terraform))
	folder := filepath.Join(root, filepath.FromSlash(configuration))
	if fixture, found := strings.CutPrefix(configuration, "test/"); found {
		require.NoError(t, os.CopyFS(folder, os.DirFS(filepath.FromSlash(fixture))))
	}
	return folder
}

// keepFiles removes all files of the configuration except d.files. Nil keeps all files.
func (d *Deployment) keepFiles(t testing.TB, folder string) {
	t.Helper()
	if d.files == nil {
		return
	}
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, entry := range entries {
		if !slices.Contains(d.files, entry.Name()) {
			require.NoError(t, os.RemoveAll(filepath.Join(folder, entry.Name())))
		}
	}
}

// variableBlock matches the declaration of an input.
var variableBlock = regexp.MustCompile(`(?m)^variable "([^"]+)"`)

// inputsOf returns the names of the inputs of a configuration.
func inputsOf(t testing.TB, folder string) map[string]bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS(folder), "*.tf")
	require.NoError(t, err)
	require.NotEmpty(t, files, "%s contains no configuration", folder)
	names := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(folder, file))
		require.NoError(t, err)
		for _, match := range variableBlock.FindAllSubmatch(text, -1) {
			names[string(match[1])] = true
		}
	}
	return names
}

// complete adds the inputs of every deployment to the inputs of the test. It fails the test if the configuration does not
// declare an input of the test: Terraform only prints a warning for an undeclared variable in a file.
func (d *Deployment) complete(t testing.TB, declared map[string]bool) {
	t.Helper()
	for name := range d.Vars {
		require.True(t, declared[name], "the configuration has no input %q", name)
	}
	all := map[string]any{
		"name":                d.Name,
		"domain_prefix":       d.Prefix,
		"region":              d.Target.Region,
		"deletion_protection": "INACTIVE",
	}
	maps.DeleteFunc(all, func(name string, _ any) bool { return !declared[name] })
	maps.Copy(all, d.Vars)
	maps.DeleteFunc(all, func(_ string, value any) bool { return value == nil })
	d.Vars = all
}

// varFiles writes the inputs to a file and returns it after the example's own file. A file keeps secrets out of the
// log, which shows command lines.
func (d *Deployment) varFiles(t *testing.T, configuration, root string) []string {
	t.Helper()
	var files []string
	if d.varFile != "" {
		// Read it from the repository, because variable files are not embedded.
		text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(path.Join(configuration, d.varFile))))
		require.NoError(t, err)
		file := filepath.Join(root, path.Base(d.varFile))
		require.NoError(t, os.WriteFile(file, text, 0o600))
		files = append(files, file)
	}
	return append(files, writeVars(t, filepath.Join(root, "suite.tfvars.json"), d.Vars))
}

func writeVars(t testing.TB, file string, vars map[string]any) string {
	t.Helper()
	if vars == nil {
		vars = map[string]any{} // nil would be encoded as null
	}
	text, err := json.Marshal(vars)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

// SetVars changes inputs for the commands that follow.
func (d *Deployment) SetVars(t testing.TB, changes ...map[string]any) {
	t.Helper()
	for _, vars := range changes {
		maps.Copy(d.Vars, vars)
	}
	writeVars(t, d.Options.VarFiles[len(d.Options.VarFiles)-1], d.Vars)
}

// Files is a copy of an example with its inputs and a target, for commands that a test runs itself.
type Files struct {
	Target  *target.Target
	Folder  string
	VarFile string // the file with the inputs
}

// CopyExample copies an example for a new target and does not apply it.
func CopyExample(t testing.TB, example string) *Files {
	t.Helper()
	unique, root := target.UniqueName(t), t.TempDir()
	d := &Deployment{Target: target.New(t), Name: "cognitokit-" + unique, Prefix: "signin-" + unique, Vars: map[string]any{}}
	folder := copyOf(t, "examples/"+example, root)
	d.complete(t, inputsOf(t, folder))
	provider.Route(t, d.Target, unique)
	return &Files{Target: d.Target, Folder: folder, VarFile: writeVars(t, filepath.Join(root, "suite.tfvars.json"), d.Vars)}
}
