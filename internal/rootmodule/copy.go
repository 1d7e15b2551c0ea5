package rootmodule

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Copy copies a root module into an empty folder, and returns the path of the copy. The copy
// has no state, no installed modules or providers and no version control. All other files of
// the root are at the same paths relative to the root.
//
// Copy also copies modules outside the root that are called by a path. It links everything else
// in the folder that is under version control, or else in the folder that contains all of these
// modules. A configuration therefore finds the files that it reads outside the root.
func Copy(root, into string, openTofu bool) (string, error) {
	root, err := resolved(root)
	if err != nil {
		return "", err
	}
	into, err = resolved(into)
	if err != nil {
		return "", err
	}
	folders := []string{root}
	if err := addCalled(&folders, root, root, openTofu); err != nil {
		return "", err
	}
	c := copier{top: top(folders), into: into, whole: folders}
	if err := c.folder(c.top); err != nil {
		return "", fmt.Errorf("%s cannot be copied: %w", root, err)
	}
	return c.target(root), nil
}

func resolved(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(absolute)
}

// addCalled adds the folders outside the root of modules that are called by a path.
func addCalled(folders *[]string, root, folder string, openTofu bool) error {
	m, err := Read(folder, openTofu)
	if err != nil {
		if folder != root && errors.Is(err, ErrNoConfiguration) {
			return nil // Terraform reports the module that calls it
		}
		return err
	}
	for _, call := range m.blocks("module", "name") {
		called := m.local(call)
		if called == "" || slices.Contains(*folders, called) {
			continue
		}
		if info, err := os.Stat(called); err != nil || !info.IsDir() {
			return fmt.Errorf("module %q in %s: source: %s is not a folder. Write a source that exists", call.Labels[0], folder, literal(call.Body, "source"))
		}
		if !within(root, called) {
			*folders = append(*folders, called)
		}
		if within(root, called) && called == folder {
			continue // the module calls itself: Terraform reports it
		}
		if err := addCalled(folders, root, called, openTofu); err != nil {
			return err
		}
	}
	return nil
}

func within(folder, path string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// top returns the folder to copy from: the folder under version control that contains all folders,
// or else their deepest common parent.
func top(folders []string) string {
	common := folders[0]
	for _, folder := range folders[1:] {
		for !within(common, folder) {
			common = filepath.Dir(common)
		}
	}
	for above := common; ; above = filepath.Dir(above) {
		if _, err := os.Stat(filepath.Join(above, ".git")); err == nil {
			return above
		}
		if above == filepath.Dir(above) {
			return common
		}
	}
}

type copier struct {
	top, into string
	whole     []string // the folders that are copied with all their contents
}

func (c copier) target(path string) string {
	relative, _ := filepath.Rel(c.top, path) // no error: path is below top
	return filepath.Join(c.into, relative)
}

// folder copies a folder. It descends into entries that contain folders to copy, and links all other entries.
func (c copier) folder(path string) error {
	if slices.ContainsFunc(c.whole, func(folder string) bool { return within(folder, path) }) {
		return copyTree(path, c.target(path))
	}
	if err := os.MkdirAll(c.target(path), 0o750); err != nil {
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := filepath.Join(path, entry.Name())
		switch {
		case entry.Name() == ".git":
		case slices.ContainsFunc(c.whole, func(folder string) bool { return within(name, folder) }):
			if err := c.folder(name); err != nil {
				return err
			}
		default:
			if err := os.Symlink(name, c.target(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// isExcluded reports whether a file is state, data of `terraform init` or version control.
func isExcluded(name string) bool {
	return name == ".git" || name == ".terraform" || name == "terraform.tfstate.d" || name == ".terraform.tfstate.lock.info" ||
		strings.HasPrefix(name, "terraform.tfstate") || strings.HasSuffix(name, ".tfstate") || strings.HasSuffix(name, ".tfstate.backup")
}

// copyTree copies a folder. It links installed packages of Node.js, because there are many and a
// configuration only reads them.
func copyTree(from, to string) error {
	if err := os.MkdirAll(to, 0o750); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		source, target := filepath.Join(from, entry.Name()), filepath.Join(to, entry.Name())
		switch {
		case isExcluded(entry.Name()):
			err = nil
		case entry.Name() == "node_modules":
			err = os.Symlink(source, target)
		case entry.IsDir():
			err = copyTree(source, target)
		case entry.Type()&fs.ModeSymlink != 0:
			err = copyLink(source, target)
		case entry.Type().IsRegular():
			err = copyFile(source, target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copyLink creates a link to the same target. If the target is inside a copied folder, the new
// link points to the original and not to the copy.
func copyLink(from, to string) error {
	target, err := os.Readlink(from)
	if err != nil {
		return err
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(from), target)
	}
	return os.Symlink(target, to)
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close() // ignore the error: the file is only read
	info, err := source.Stat()
	if err != nil {
		return err
	}
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, info.Mode().Perm()|0o200)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	_, err = io.Copy(target, source)
	return err
}
