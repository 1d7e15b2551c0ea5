package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/hashicorp/go-version"
)

// ErrNotInstalled means that neither terraform nor tofu is on the PATH. [Prepare] installs Terraform then.
var ErrNotInstalled = errors.New("neither terraform nor tofu is on the PATH")

// Inspection is what [Prepare] would use. It makes no network call and installs nothing.
type Inspection struct {
	// Path is the executable, OpenTofu its kind, and Version its version.
	Path     string
	OpenTofu bool
	Version  string
	// Cached is the Terraform that an earlier run installed, "" if there is none.
	Cached string
	// ProviderSource describes the source of the AWS provider for messages, such as "the registry".
	ProviderSource string
	// ProviderVersions are the usable versions of the AWS provider that the source has on this machine, in ascending
	// order. Without one, a run downloads the provider.
	ProviderVersions []string
	// ExecutableError is ErrNotInstalled, or describes why the executable cannot be used, and what to do.
	ExecutableError error
	// ProviderError describes why the source of the provider cannot be used, and what to do.
	ProviderError error
}

// Inspect finds the executable and the source of the AWS provider.
func Inspect(ctx context.Context, options Options) (Inspection, error) {
	options = options.withDefaults()
	var i Inspection
	folder, err := os.MkdirTemp("", "cognitokit-engine-")
	if err != nil {
		return i, fmt.Errorf("cannot create a temporary folder: %w", err)
	}
	e := &Engine{folder: folder}
	defer func() { _ = e.Close() }() // the folder is empty
	if root, err := cacheRoot(options); err == nil {
		cached := filepath.Join(root, "terraform-"+toInstall.String(), "terraform")
		if _, err := exec.LookPath(cached); err == nil {
			i.Cached = cached
		}
	}
	if path, found := executable(options.Getenv); found {
		i.ExecutableError = e.identify(ctx, path)
	} else if named := options.Getenv(ExecutableVariable); named != "" {
		i.ExecutableError = notRunnable(named)
	} else {
		i.ExecutableError = ErrNotInstalled
	}
	i.Path, i.OpenTofu, i.Version = e.Path, e.OpenTofu, e.Version
	if e.platform == "" {
		e.platform = runtime.GOOS + "_" + runtime.GOARCH
	}
	i.ProviderError = e.inspectProvider(options, &i)
	return i, nil
}

// inspectProvider finds the source of the AWS provider, in the order of selectProvider.
func (e *Engine) inspectProvider(options Options, i *Inspection) error {
	if config := userCLIConfig(options.Getenv, e.OpenTofu); config != "" {
		i.ProviderSource = "your CLI configuration " + config
		return nil
	}
	root, err := e.findMirror(options)
	if err != nil {
		return err
	}
	i.ProviderSource = "the filesystem mirror " + root
	if root == "" {
		i.ProviderSource = "the registry"
		cache, err := cacheRoot(options)
		if err != nil {
			return nil //nolint:nilerr // without a cache, there are no versions on this machine
		}
		root = filepath.Join(cache, "plugins")
	}
	var found []*version.Version
	for _, registry := range []string{terraformRegistry, openTofuRegistry} {
		if registry == openTofuRegistry && !e.OpenTofu {
			continue
		}
		for _, p := range e.packages(root, registry) {
			found = append(found, p.version)
		}
	}
	slices.SortFunc(found, func(a, b *version.Version) int { return a.Compare(b) })
	for _, v := range found {
		i.ProviderVersions = append(i.ProviderVersions, v.String())
	}
	i.ProviderVersions = slices.Compact(i.ProviderVersions)
	return nil
}
