package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// toInstall is the Terraform release that is installed if there is neither Terraform nor
// OpenTofu.
var toInstall = version.Must(version.NewVersion("1.11.4"))

const releasesURL = "https://releases.hashicorp.com"

// installTimeout suffices for a slow network. The default of hc-install, 30 seconds, does not.
const installTimeout = 10 * time.Minute

// install installs Terraform in the user's cache, or finds it there.
func install(ctx context.Context, options Options) (string, error) {
	folder, err := cacheFolder(options, "terraform-"+toInstall.String())
	if err != nil {
		return "", fmt.Errorf("there is neither terraform nor tofu on the PATH, and no folder to install Terraform into (%w): %s", err, whatToInstall)
	}
	path := filepath.Join(folder, product.Terraform.BinaryName())
	if _, err := os.Stat(path); err == nil {
		options.Log("there is neither terraform nor tofu on the PATH: using Terraform %s, installed earlier in %s", toInstall, folder)
		return path, nil
	}
	options.Log("there is neither terraform nor tofu on the PATH: installing Terraform %s from %s into %s", toInstall, options.releases, folder)
	if err := download(ctx, options, path); err != nil {
		_ = os.Remove(folder) // Remove fails if another process has installed it meanwhile
		return "", fmt.Errorf("there is neither terraform nor tofu on the PATH, and Terraform could not be installed from %s: %s", options.releases, whatToInstall)
	}
	return path, nil
}

// download downloads the release into a temporary folder, verifies its signature, and then renames it, so that
// other processes never find an incomplete file.
func download(ctx context.Context, options Options, path string) (err error) {
	unpacked, err := os.MkdirTemp(filepath.Dir(path), "unpacking-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(unpacked)) }()
	release := &releases.ExactVersion{
		Product: product.Terraform, Version: toInstall, InstallDir: unpacked, Timeout: installTimeout,
		ApiBaseURL: options.releases,
		// Without retries, an unreachable host is an error at once. A release has about 30 MB, so only
		// a stalled download ends before installTimeout.
		HTTPClient: &http.Client{Transport: &exchange.Download{Stall: exchange.Deadline}},
	}
	found, err := release.Install(ctx)
	if err != nil {
		return err
	}
	return os.Rename(found, path)
}

// cacheFolder creates a folder in the user's cache.
func cacheFolder(options Options, name string) (string, error) {
	root, err := cacheRoot(options)
	if err != nil {
		return "", err
	}
	folder := filepath.Join(root, name)
	return folder, os.MkdirAll(folder, 0o750)
}

// cacheRoot returns the folder of this program in the user's cache, which may not exist.
func cacheRoot(options Options) (string, error) {
	root := options.Getenv("XDG_CACHE_HOME")
	if root == "" {
		var err error
		if root, err = os.UserCacheDir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(root, "cognitokit"), nil
}
