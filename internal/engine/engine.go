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

// The variables that steer [Prepare].
const (
	// ExecutableVariable holds the name or path of terraform or tofu.
	ExecutableVariable = "COGNITOKIT_TERRAFORM"
	// MirrorVariable holds a filesystem mirror, the folder above registry.terraform.io.
	MirrorVariable = "COGNITOKIT_PROVIDER_MIRROR"
)

// Options sets up [Prepare]. The zero value is ready to use.
type Options struct {
	// Getenv looks up an environment variable. Default os.Getenv.
	Getenv func(string) string
	// Log is told of what takes time or may surprise: an installation, a download.
	// Default: nobody is.
	Log func(format string, args ...any)

	addOnFolders string // a pattern of folders that may be mirrors; tests replace it
	releases     string // where Terraform's releases are; tests replace it
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
	// OpenTofu tells OpenTofu from Terraform.
	OpenTofu bool
	// Version is the executable's own, such as 1.11.4.
	Version string
	// ProviderSource says in words where the AWS provider comes from.
	ProviderSource string

	platform   string // as the executable names it, such as linux_amd64
	folder     string // temporary; Close removes it
	cliConfig  string
	userConfig string // the user's own CLI configuration; "" if there is none
	mirror     string // where every run finds the AWS provider; "" with a development override
}

// Prepare finds or installs the executable and settles where the AWS provider
// comes from. The caller must call [Engine.Close].
//
// Its errors are single sentences that say what to do. If ctx ends, the error is
// ctx's own.
func Prepare(ctx context.Context, options Options) (*Engine, error) {
	options = options.withDefaults()
	folder, err := os.MkdirTemp("", "cognitokit-engine-")
	if err != nil {
		return nil, fmt.Errorf("cannot make a temporary folder: %w", err)
	}
	e := &Engine{folder: folder}
	err = e.find(ctx, options)
	if err == nil {
		err = e.settleProvider(ctx, options)
	}
	if ctx.Err() != nil {
		err = ctx.Err() // whatever failed, failed because of it
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Env returns the environment variables that every run needs, over the caller's.
// Those that are empty hide a variable of the caller that would disturb runs side
// by side. Variables that set input values (TF_VAR_…) cannot be hidden in this way;
// a caller that may have them must leave them out of the child's environment.
func (e *Engine) Env() map[string]string {
	env := childenv.TerraformOverrides()
	maps.Copy(env, map[string]string{
		cliConfigVariable:    e.cliConfig,
		"CHECKPOINT_DISABLE": "1", // the version check is the one host that the engine calls for itself
		"TF_IN_AUTOMATION":   "1",
		"TF_INPUT":           "0",
	})
	return env
}

// InitEnv returns the environment variables of an init that installs modules and other
// providers than the AWS provider: as the user's own CLI configuration says, or else from the
// filesystem mirror of the AWS provider and from the registry.
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

// Close removes what Prepare made, but not what it put into the user's cache.
func (e *Engine) Close() error { return os.RemoveAll(e.folder) }

// writeCLIConfig stores a CLI configuration that the runs use instead of the user's.
func (e *Engine) writeCLIConfig(text string) error {
	e.cliConfig = filepath.Join(e.folder, "cli.tfrc")
	if err := os.WriteFile(e.cliConfig, []byte(text), 0o600); err != nil {
		return fmt.Errorf("cannot write a CLI configuration for the runs: %w", err)
	}
	return nil
}
