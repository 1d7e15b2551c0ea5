package rootmodule

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	preventDestroy     = regexp.MustCompile(`(?m)^(\s*prevent_destroy\s*=\s*)true\b`)
	preventDestroyJSON = regexp.MustCompile(`("prevent_destroy"\s*:\s*)(?:true|"true")`)
)

// AllowDestroy sets prevent_destroy to false in a copy of a root module and in its installed
// modules. It returns the paths of the changed files relative to the copy. It does not change
// modules outside of into, the folder into which the root was copied.
func AllowDestroy(root, into string, openTofu bool) ([]string, error) {
	t, err := readTree(root, openTofu)
	if err != nil {
		return nil, err
	}
	into, err = resolved(into)
	if err != nil {
		return nil, err
	}
	var changed []string
	for _, key := range t.keys {
		m := t.modules[key]
		if target, err := filepath.EvalSymlinks(m.Folder); err != nil || !within(into, target) {
			continue
		}
		for _, f := range m.files {
			name := filepath.Join(m.Folder, f.name)
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			pattern, with := preventDestroy, "${1}false"
			if strings.HasSuffix(name, ".json") {
				pattern = preventDestroyJSON
			}
			if !pattern.Match(text) {
				continue
			}
			if err := os.WriteFile(name, pattern.ReplaceAll(text, []byte(with)), 0o600); err != nil {
				return nil, err
			}
			relative, err := filepath.Rel(root, name)
			if err != nil {
				return nil, err
			}
			changed = append(changed, filepath.ToSlash(relative))
		}
	}
	return changed, nil
}

// DropImports removes the import blocks from a copy of a root module. The imported objects do not
// exist where the copy is applied, so Terraform must create them. It returns the addresses in the
// "to" arguments of the blocks.
func DropImports(root string, openTofu bool) ([]string, error) {
	m, err := Read(root, openTofu)
	if err != nil {
		return nil, err
	}
	var dropped []string
	for _, f := range m.files {
		found, err := dropImports(filepath.Join(root, f.name))
		if err != nil {
			return nil, err
		}
		dropped = append(dropped, found...)
	}
	return dropped, nil
}
