package engine

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/go-version"
)

// providerVersions are the versions of hashicorp/aws that the modules support.
const providerVersions = ">= 5.100, < 7.0"

var providerConstraint = version.MustConstraints(version.NewConstraint(providerVersions))

// requirement is a configuration that requires only the AWS provider.
const requirement = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "` + providerVersions + `"
    }
  }
}
`

// selectProvider selects the source of the AWS provider: the user's CLI configuration, otherwise a filesystem
// mirror, otherwise the registry.
func (e *Engine) selectProvider(ctx context.Context, options Options) error {
	if config := userCLIConfig(options.Getenv, e.OpenTofu); config != "" {
		e.ProviderSource, e.userConfig = "your CLI configuration "+config, config
		return e.fetch(ctx, options, config)
	}
	root, err := e.findMirror(options)
	if err != nil {
		return err
	}
	if root != "" {
		e.ProviderSource = "the filesystem mirror " + root
		return e.useMirror(root)
	}
	e.ProviderSource = "the registry"
	// Write an empty CLI configuration, because cliConfigVariable must name an existing file: otherwise
	// the engine prints a warning.
	if err := e.writeCLIConfig(""); err != nil {
		return err
	}
	return e.fetch(ctx, options, e.cliConfig)
}

// fetch installs the provider once, with a CLI configuration and the caller's network, and makes
// the result the mirror of every run.
func (e *Engine) fetch(ctx context.Context, options Options, config string) error {
	env := map[string]string{cliConfigVariable: config, "TF_PLUGIN_CACHE_DIR": options.Getenv("TF_PLUGIN_CACHE_DIR")}
	if env["TF_PLUGIN_CACHE_DIR"] == "" && !setsPluginCache(config) {
		unlock, err := useOwnCache(ctx, options, env)
		if err != nil {
			return err
		}
		defer unlock()
	}
	options.Log("fetching the AWS provider from %s; the first time this may take minutes", e.ProviderSource)
	fetched, err := e.install(ctx, "provider", env)
	if err != nil {
		return err
	}
	if !e.isMirror(fetched) { // with a development override, init installs nothing, and all runs use the configuration
		e.cliConfig = config
		return nil
	}
	return e.useMirror(fetched)
}

// install runs init in a new folder with a configuration that requires only the AWS provider,
// and returns the mirror in that folder.
func (e *Engine) install(ctx context.Context, name string, env map[string]string) (string, error) {
	scratch := filepath.Join(e.folder, name)
	if err := os.MkdirAll(scratch, 0o750); err != nil {
		return "", fmt.Errorf("cannot create a folder for the provider: %w", err)
	}
	if err := os.WriteFile(filepath.Join(scratch, "versions.tf"), []byte(requirement), 0o600); err != nil {
		return "", fmt.Errorf("cannot write a configuration for the provider: %w", err)
	}
	init := command(ctx, e.Path, scratch, env, "init", "-backend=false", "-input=false", "-no-color")
	var output bytes.Buffer
	init.Stdout, init.Stderr = &output, &output
	if err := init.Run(); err != nil {
		return "", fmt.Errorf("the AWS provider cannot be installed from %s (%s). Set %s to a filesystem mirror that has it", e.ProviderSource, cmp.Or(Reason(output.String()), err.Error()), MirrorVariable)
	}
	return filepath.Join(scratch, ".terraform", "providers"), nil
}

// useOwnCache sets a plugin cache in the user's cache folder, which keeps the provider for later processes. The
// plugin cache is not safe for concurrent processes, so other processes wait until unlock is called.
func useOwnCache(ctx context.Context, options Options, env map[string]string) (unlock func(), err error) {
	cache, err := cacheFolder(options, "plugins")
	if err != nil {
		return func() {}, nil //nolint:nilerr // without a cache folder, the provider is installed for this process only
	}
	env["TF_PLUGIN_CACHE_DIR"] = cache
	// Without this variable, the engine ignores the cache if no dependency lock file has the
	// checksum, and the scratch folder has none ("Provider Plugin Cache").
	env["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "true"
	return lock(ctx, cache+".lock")
}
