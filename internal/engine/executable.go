package engine

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"

	"github.com/hashicorp/go-version"
)

// oldest is the oldest release that the modules support (required_version in versions.tf).
var oldest = version.Must(version.NewVersion("1.9"))

const whatToInstall = "install Terraform (developer.hashicorp.com/terraform/install) or OpenTofu (opentofu.org/docs/intro/install) 1.9 or later and put it on the PATH"

// find selects the executable: the one that ExecutableVariable names, otherwise terraform or tofu on the PATH,
// otherwise a Terraform that it installs.
func (e *Engine) find(ctx context.Context, options Options) error {
	if path, found := executable(options.Getenv); found {
		return e.identify(ctx, path)
	}
	if named := options.Getenv(ExecutableVariable); named != "" {
		return notRunnable(named)
	}
	path, err := install(ctx, options)
	if err != nil {
		return err
	}
	return e.identify(ctx, path)
}

// executable returns the program that ExecutableVariable names, otherwise terraform or tofu on the PATH.
func executable(getenv func(string) string) (path string, found bool) {
	names := []string{"terraform", "tofu"}
	if named := getenv(ExecutableVariable); named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	return "", false
}

func notRunnable(named string) error {
	return fmt.Errorf("%s: %q cannot be run. Write the name or the path of terraform or tofu", ExecutableVariable, named)
}

// versionPattern matches the output of `terraform version` and `tofu version`.
var versionPattern = regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v(\S+)\s+on (\S+)`)

// identify reads the name and the version of the executable, and rejects an old version.
func (e *Engine) identify(ctx context.Context, path string) error {
	path, err := filepath.Abs(path) // it runs in other folders
	if err != nil {
		return fmt.Errorf("the path of %s cannot be read: %w", path, err)
	}
	// Run it in the temporary folder: with a configuration, the output also lists the providers.
	output, err := command(ctx, path, e.folder, map[string]string{cliConfigVariable: ""}, "version").Output()
	match := versionPattern.FindSubmatch(output)
	if err != nil || match == nil {
		return fmt.Errorf("%s: the program is neither Terraform nor OpenTofu. To fix this, %s", path, whatToInstall)
	}
	e.Path, e.OpenTofu, e.Version, e.platform = path, string(match[1]) == "OpenTofu", string(match[2]), string(match[3])
	found, err := version.NewVersion(e.Version)
	if err != nil || found.Core().LessThan(oldest) {
		return fmt.Errorf("%s: version %s is too old. To fix this, %s", path, e.Version, whatToInstall)
	}
	return nil
}
