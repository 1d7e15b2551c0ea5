package engine

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/hashicorp/go-version"
)

// The registries, which are folders of a mirror.
const (
	terraformRegistry = "registry.terraform.io"
	openTofuRegistry  = "registry.opentofu.org"
)

// addOnFolders are folders of add-on software that may be a mirror (Filesystem Hierarchy
// Standard 3.0, section 3.13).
const addOnFolders = "/opt/*"

// findMirror returns a filesystem mirror with an AWS provider that the engine can use, or "" if there is
// none. It returns an error if the mirror of MirrorVariable does not have a usable provider.
func (e *Engine) findMirror(options Options) (string, error) {
	if named := options.Getenv(MirrorVariable); named != "" {
		if info, err := os.Stat(named); err != nil || !info.IsDir() {
			return "", fmt.Errorf("%s: %q is not a folder. Name the folder above %s", MirrorVariable, named, terraformRegistry)
		}
		if !e.isMirror(named) {
			return "", fmt.Errorf("%s: %q does not have %s/hashicorp/aws %s for %s", MirrorVariable, named, terraformRegistry, providerVersions, e.platform)
		}
		return filepath.Abs(named)
	}
	more, err := filepath.Glob(options.addOnFolders)
	if err != nil {
		return "", err
	}
	for _, root := range append(impliedMirrors(options.Getenv), more...) {
		if e.isMirror(root) {
			return filepath.Abs(root)
		}
	}
	return "", nil
}

// impliedMirrors returns the folders that Terraform and OpenTofu search by default ("Implied
// Local Mirror Directories" in "CLI Configuration File").
func impliedMirrors(getenv func(string) string) []string {
	home, roots := homeFolder(getenv), []string{filepath.Join("terraform.d", "plugins")}
	if runtime.GOOS == "windows" {
		return append(roots,
			filepath.Join(getenv("APPDATA"), "terraform.d", "plugins"),
			filepath.Join(getenv("APPDATA"), "HashiCorp", "Terraform", "plugins"))
	}
	roots = append(roots, filepath.Join(home, ".terraform.d", "plugins"))
	if runtime.GOOS == "darwin" {
		return append(roots,
			filepath.Join(home, "Library", "Application Support", "io.terraform", "plugins"),
			filepath.Join("/Library", "Application Support", "io.terraform", "plugins"))
	}
	// XDG Base Directory Specification, with its defaults.
	data := []string{cmp.Or(getenv("XDG_DATA_HOME"), filepath.Join(home, ".local", "share"))}
	data = append(data, filepath.SplitList(cmp.Or(getenv("XDG_DATA_DIRS"), "/usr/local/share:/usr/share"))...)
	for _, folder := range data {
		roots = append(roots, filepath.Join(folder, "terraform", "plugins"))
	}
	return roots
}

// isMirror reports whether a folder has a provider that the engine can use.
func (e *Engine) isMirror(root string) bool {
	return len(e.packages(root, terraformRegistry)) > 0 || e.OpenTofu && len(e.packages(root, openTofuRegistry)) > 0
}

// pack is the AWS provider in a mirror: an unpacked folder or a packed archive.
type pack struct {
	path    string
	version *version.Version
}

// packages returns the unpacked folders and packed archives of the AWS provider in one registry
// of a mirror, in versions that the modules support and for the engine's platform.
func (e *Engine) packages(root, registry string) []pack {
	base := filepath.Join(root, registry, "hashicorp", "aws")
	entries, err := os.ReadDir(base)
	if err != nil {
		return nil
	}
	var found []pack
	for _, entry := range entries {
		path, number := filepath.Join(base, entry.Name(), e.platform), entry.Name()
		if archive, ok := strings.CutPrefix(entry.Name(), "terraform-provider-aws_"); ok {
			path, number = filepath.Join(base, entry.Name()), strings.TrimSuffix(archive, "_"+e.platform+".zip")
		}
		v, err := version.NewVersion(number)
		if err != nil || !providerConstraint.Check(v) {
			continue
		}
		if _, err := os.Stat(path); err == nil {
			found = append(found, pack{path, v})
		}
	}
	return found
}

// useMirror makes a mirror the only source of the AWS provider for every run.
func (e *Engine) useMirror(root string) error {
	root, err := e.mirrorFor(root)
	if err != nil {
		return err
	}
	e.mirror = root
	return e.writeCLIConfig("provider_installation {\n  filesystem_mirror {\n    path = " + strconv.Quote(filepath.ToSlash(root)) + "\n  }\n}\n")
}

// mirrorFor returns a mirror that the engine can use. OpenTofu searches only the folder of its own registry. If
// the mirror has only the folder of Terraform's registry, mirrorFor creates a mirror of links.
func (e *Engine) mirrorFor(root string) (string, error) {
	if !e.OpenTofu || len(e.packages(root, openTofuRegistry)) > 0 {
		return root, nil
	}
	linked := filepath.Join(e.folder, "mirror")
	for _, provider := range e.packages(root, terraformRegistry) {
		relative, err := filepath.Rel(filepath.Join(root, terraformRegistry), provider.path)
		if err != nil {
			return "", err
		}
		link := filepath.Join(linked, openTofuRegistry, relative)
		// Link the platform folder: OpenTofu does not follow links of its parent folders.
		if err := errors.Join(os.MkdirAll(filepath.Dir(link), 0o750), os.Symlink(provider.path, link)); err != nil {
			return "", fmt.Errorf("cannot link the provider for OpenTofu: %w", err)
		}
	}
	return linked, nil
}
