package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
)

// The environment variables of [Prepare].
const (
	// ExecutableVariable contains the name or the path of terraform or tofu.
	ExecutableVariable = "COGNITOKIT_TERRAFORM"
	// MirrorVariable contains the path of a filesystem mirror: the folder above registry.terraform.io.
	MirrorVariable = "COGNITOKIT_PROVIDER_MIRROR"
)

// Options are the options of [Prepare]. The zero value is ready to use.
type Options struct {
	// Getenv looks up an environment variable. Default os.Getenv.
	Getenv func(string) string
	// Log receives messages about an installation or a download, which take time. The default
	// ignores them.
	Log func(format string, args ...any)

	addOnFolders string // a glob pattern of folders that may be mirrors; tests replace it
	releases     string // the URL of Terraform's releases; tests replace it
}

func (o Options) withDefaults() Options {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if o.addOnFolders == "" {
		o.addOnFolders = addOnFolders
	}
	if o.releases == "" {
		o.releases = releasesURL
	}
	return o
}

// Engine is Terraform or OpenTofu with a provider source.
type Engine struct {
	// Path is the executable, absolute.
	Path string
	// OpenTofu is true for OpenTofu, and false for Terraform.
	OpenTofu bool
	// Version is the version of the executable, such as 1.11.4.
	Version string
	// ProviderSource describes the source of the AWS provider for messages, such as "the registry".
	ProviderSource string

	platform   string // as the executable names it, such as linux_amd64
	folder     string // temporary; Close removes it
	cliConfig  string
	userConfig string // the user's own CLI configuration; "" if there is none
	mirror     string // the mirror with the AWS provider for all runs; "" with a development override
}

// Prepare finds or installs the executable, and selects the source of the AWS provider. The
// caller must call [Engine.Close].
//
// Errors have one line and include what to do. If ctx ends, the error is ctx.Err().
func Prepare(ctx context.Context, options Options) (*Engine, error) {
	options = options.withDefaults()
	folder, err := os.MkdirTemp("", "cognitokit-engine-")
	if err != nil {
		return nil, fmt.Errorf("cannot create a temporary folder: %w", err)
	}
	e := &Engine{folder: folder}
	err = e.find(ctx, options)
	if err == nil {
		err = e.selectProvider(ctx, options)
	}
	if ctx.Err() != nil {
		err = ctx.Err() // the cancelled context caused any other error
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Env returns the environment variables that every run requires in addition to the caller's. They have
// precedence. An empty value hides a variable of the caller that would affect concurrent runs. It cannot
// hide an input variable (TF_VAR_*): the caller must remove these from the child's environment.
func (e *Engine) Env() map[string]string {
	env := childenv.TerraformOverrides()
	maps.Copy(env, map[string]string{
		cliConfigVariable:    e.cliConfig,
		"CHECKPOINT_DISABLE": "1", // otherwise the engine calls a host to check its version
		"TF_IN_AUTOMATION":   "1",
		"TF_INPUT":           "0",
	})
	return env
}

// InitEnv returns the environment variables of an init that installs modules, and providers other than the AWS
// provider. init uses the sources in the user's CLI configuration. Without one, it uses the filesystem mirror of
// the AWS provider and the registry.
func (e *Engine) InitEnv() (map[string]string, error) {
	env := e.Env()
	if e.userConfig != "" {
		env[cliConfigVariable] = e.userConfig
		return env, nil
	}
	path := filepath.Join(e.folder, "init.tfrc")
	text := "provider_installation {\n"
	if e.mirror != "" {
		text += "  filesystem_mirror {\n    path = " + strconv.Quote(filepath.ToSlash(e.mirror)) + "\n  }\n"
	}
	text += "  direct {}\n}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return nil, fmt.Errorf("cannot write a CLI configuration for init: %w", err)
	}
	env[cliConfigVariable] = path
	return env, nil
}

// Close removes the files of Prepare, except those in the user's cache.
func (e *Engine) Close() error { return os.RemoveAll(e.folder) }

// writeCLIConfig writes the CLI configuration of all runs. It replaces the user's.
func (e *Engine) writeCLIConfig(text string) error {
	e.cliConfig = filepath.Join(e.folder, "cli.tfrc")
	if err := os.WriteFile(e.cliConfig, []byte(text), 0o600); err != nil {
		return fmt.Errorf("cannot write a CLI configuration for the runs: %w", err)
	}
	return nil
}
