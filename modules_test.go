package cognitokit_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// maxConcurrent is the number of folders that are initialized and checked concurrently.
const maxConcurrent = 4

// TestModules checks that the configurations are formatted, that the root module, each module and each example are valid,
// and that their native tests pass. The Makefile selects the subtests by name.
func TestModules(t *testing.T) {
	t.Parallel()
	eng := prepare(t)
	t.Run("format", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		copyConfigurations(t, folder)
		run(t, eng.Path, eng.Env(), folder, "fmt", "-check", "-recursive", "-diff")
	})
	provider := sync.OnceValues(func() (environmentOf, error) { return startProvider(t, eng) })
	turns := make(chan struct{}, maxConcurrent)
	for _, folder := range moduleFolders(t) {
		t.Run(nameOf(folder), func(t *testing.T) {
			t.Parallel()
			turns <- struct{}{}
			defer func() { <-turns }()

			// Copy all configurations, because module sources are relative. Each folder gets its own copy, because init writes
			// into it.
			root := t.TempDir()
			copyConfigurations(t, root)
			unmet := unmetBy(t, eng.ProviderVersion(), root, folder)
			environment, err := provider()
			require.NoError(t, err)
			folder := filepath.Join(root, filepath.FromSlash(folder))
			env := environment(t, folder)
			if unmet == "" {
				run(t, eng.Path, env, folder, "init", "-backend=false", "-input=false")
			}
			check := func(command string) {
				t.Run(command, func(t *testing.T) {
					if unmet != "" {
						t.Skip(unmet)
					}
					run(t, eng.Path, env, folder, command)
				})
			}
			check("validate")
			tests, err := filepath.Glob(filepath.Join(folder, "*.tftest.hcl"))
			require.NoError(t, err)
			if len(tests) > 0 {
				check("test")
			}
		})
	}
}

// prepare finds or installs the engine and the provider. It removes temporary files at the end of the test.
func prepare(t *testing.T) *engine.Engine {
	t.Helper()
	eng, err := engine.Prepare(t.Context(), engine.Options{Log: t.Logf})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, eng.Close()) })
	return eng
}

// environmentOf returns the environment variables for commands in a folder. They are valid until the end of the test.
type environmentOf func(t *testing.T, folder string) map[string]string

// startProvider starts one provider for all commands. It runs until the end of the test. Otherwise each command would start
// its own provider, only to read its schema.
func startProvider(t *testing.T, eng *engine.Engine) (environmentOf, error) {
	if os.Getenv(relay.Variable) == relay.Off {
		return startProviderWithoutRelay(t, eng)
	}
	r, err := relay.Start(t.Context(), func(ctx context.Context) (relay.Process, error) {
		provider, err := eng.StartProvider(ctx, nil)
		if err != nil {
			return nil, err // avoid a typed nil in the interface
		}
		return provider, nil
	})
	if errors.Is(err, engine.ErrDevelopmentOverride) {
		return func(*testing.T, string) map[string]string { return eng.Env() }, nil
	}
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { assert.NoError(t, r.Close()) })
	return func(t *testing.T, folder string) map[string]string {
		t.Helper()
		session, err := r.Open(relay.SessionOptions{Folder: folder})
		require.NoError(t, err)
		t.Cleanup(session.Close)
		env := eng.Env()
		maps.Copy(env, session.Env())
		return env
	}, nil
}

// startProviderWithoutRelay is startProvider without the relay.
func startProviderWithoutRelay(t *testing.T, eng *engine.Engine) (environmentOf, error) {
	env := eng.Env()
	// The schema has many megabytes. Less frequent garbage collection while it is read saves a third of the time.
	env["GOGC"] = "400"
	provider, err := eng.StartProvider(t.Context(), map[string]string{"GOGC": "400"})
	if err != nil && !errors.Is(err, engine.ErrDevelopmentOverride) {
		return nil, err
	}
	if err == nil {
		t.Cleanup(provider.Close)
		maps.Copy(env, provider.Env())
	}
	return func(*testing.T, string) map[string]string { return env }, nil
}

// moduleFolders returns the folders with a configuration: the root, and the folders in modules and examples.
func moduleFolders(t *testing.T) []string {
	t.Helper()
	folders := []string{"."}
	for _, parent := range []string{"modules", "examples"} {
		found, err := fs.Glob(os.DirFS("."), parent+"/*/main.tf")
		require.NoError(t, err)
		require.NotEmpty(t, found, "%s contains no configuration", parent)
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

// copyConfigurations copies the .tf and .tftest.hcl files from the disk, because the files that are embedded in the root
// package do not include tests. It does not copy the files that a manual init or apply leaves in a folder.
func copyConfigurations(t *testing.T, destination string) {
	t.Helper()
	files := os.DirFS(".")
	for _, pattern := range []string{"*.tf", "*.tftest.hcl", "modules/*/*.tf", "modules/*/*.tftest.hcl", "examples/*/*.tf", "examples/*/*.tftest.hcl", "test/testdata/*/*.tf"} {
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

// run runs the engine in a folder. It shows the output only if the command fails.
func run(t *testing.T, path string, env map[string]string, folder string, arguments ...string) {
	t.Helper()
	if arguments[0] != "fmt" { // fmt does not have this option
		arguments = append(arguments, "-no-color")
	}
	command := exec.CommandContext(t.Context(), path, arguments...)
	command.Dir = folder
	for _, variable := range command.Environ() {
		// A variable TF_VAR_NAME of the caller would set an input of the configuration under test.
		if !strings.HasPrefix(variable, "TF_VAR_") {
			command.Env = append(command.Env, variable)
		}
	}
	for name, value := range env {
		command.Env = append(command.Env, name+"="+value)
	}
	output, err := command.CombinedOutput()
	require.NoError(t, err, "%s %s:\n%s", filepath.Base(path), strings.Join(arguments, " "), output)
}

// unmetBy returns which constraint of a configuration the installed AWS provider does not meet, or "". The check is
// necessary because init accepts any version of a provider that runs already.
func unmetBy(t *testing.T, installed, root, folder string) string {
	t.Helper()
	if installed == "" { // a development override, whose version the engine does not check either
		return ""
	}
	available, err := version.NewVersion(installed)
	require.NoError(t, err)
	for where, text := range constraints(t, root, folder) {
		constraint, err := version.NewConstraint(text)
		require.NoError(t, err)
		if !constraint.Check(available) {
			return where + " needs hashicorp/aws " + text + ", and the installed provider is " + installed
		}
	}
	return ""
}

// constraints returns the version constraints for hashicorp/aws of a configuration and of the modules of this repository
// that it calls: folder => constraint.
func constraints(t *testing.T, root, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*.tf"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	parser := hclparse.NewParser()
	for _, name := range files {
		file, problems := parser.ParseHCLFile(name)
		require.False(t, problems.HasErrors(), "%v", problems)
		content, _, problems := file.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
			{Type: "terraform"}, {Type: "module", LabelNames: []string{"name"}},
		}})
		require.False(t, problems.HasErrors(), "%v", problems)
		for _, block := range content.Blocks {
			if block.Type == "module" {
				source := literal(t, block.Body, "source")
				require.True(t, strings.HasPrefix(source, "."), "%s calls a module outside this repository", name)
				maps.Copy(found, constraints(t, root, path.Join(folder, source)))
				continue
			}
			if text := constraintOf(t, block.Body); text != "" {
				found[nameOf(folder)] = text
			}
		}
	}
	return found
}

// constraintOf reads required_providers.aws.version in a terraform block.
func constraintOf(t *testing.T, body hcl.Body) string {
	t.Helper()
	content, _, problems := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "required_providers"}}})
	require.False(t, problems.HasErrors(), "%v", problems)
	for _, block := range content.Blocks {
		providers, problems := block.Body.JustAttributes()
		require.False(t, problems.HasErrors(), "%v", problems)
		if aws, ok := providers["aws"]; ok {
			value, problems := aws.Expr.Value(nil)
			require.False(t, problems.HasErrors(), "%v", problems)
			return value.GetAttr("version").AsString()
		}
	}
	return ""
}

// literal returns an argument that is a string without references.
func literal(t *testing.T, body hcl.Body, name string) string {
	t.Helper()
	content, _, problems := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name, Required: true}}})
	require.False(t, problems.HasErrors(), "%v", problems)
	value, problems := content.Attributes[name].Expr.Value(nil)
	require.False(t, problems.HasErrors(), "%v", problems)
	return value.AsString()
}

func TestUnmetConstraintIsReported(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{
		"modules/new/versions.tf": `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.12, < 7.0"
    }
  }
}`,
		"examples/calls-new/main.tf": `module "new" {
  source = "../../modules/new"
  name   = var.name
}`,
		"examples/other/main.tf": `resource "aws_cognito_user_pool" "this" {}`,
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	for _, test := range []struct{ folder, installed, want string }{
		{"modules/new", "5.100.0", "new needs hashicorp/aws >= 6.12, < 7.0, and the installed provider is 5.100.0"},
		{"modules/new", "6.12.0", ""},
		{"modules/new", "6.40.1", ""},
		{"modules/new", "", ""},
		{"examples/calls-new", "6.11.9", "new needs hashicorp/aws >= 6.12, < 7.0, and the installed provider is 6.11.9"},
		{"examples/calls-new", "6.12.0", ""},
		{"examples/other", "5.100.0", ""},
	} {
		assert.Equal(t, test.want, unmetBy(t, test.installed, root, test.folder), "%s with %s", test.folder, test.installed)
	}
}
