package rootmodule

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// Module is the configuration in one folder.
type Module struct {
	// Folder is the folder with the configuration files.
	Folder string

	files []file
}

type file struct {
	name string // relative to the module's folder
	body hcl.Body
}

// ErrNoConfiguration means that a folder contains no configuration files.
var ErrNoConfiguration = errors.New("the folder has no Terraform configuration")

// Read reads the configuration of a folder. OpenTofu also reads .tofu files. A .tofu file replaces
// the .tf file of the same name ("Files and Directories" in the documentation of OpenTofu).
//
// The error for a file that cannot be parsed contains the file and the line.
func Read(folder string, openTofu bool) (*Module, error) {
	names, err := configurationFiles(folder, openTofu)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: %w", folder, ErrNoConfiguration)
	}
	m := &Module{Folder: folder}
	for _, name := range names {
		parsed, problems := parseFile(filepath.Join(folder, name))
		if problems.HasErrors() {
			return nil, hclfile.Error(problems, folder)
		}
		m.files = append(m.files, file{name, parsed.Body})
	}
	return m, nil
}

// parseFile reads and parses a file in HCL or JSON.
func parseFile(path string) (*hcl.File, hcl.Diagnostics) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Failed to read file", Detail: fmt.Sprintf("The file %s cannot be read: %s.", path, err)}}
	}
	return hclfile.Parse(text, path)
}

// parseForWriting parses an HCL file so that its text can be changed.
func parseForWriting(text []byte, path string) (*hclwrite.File, hcl.Diagnostics) {
	if problems := hclfile.Check(text, path); problems.HasErrors() {
		return nil, problems
	}
	return hclwrite.ParseConfig(text, path, hcl.InitialPos)
}

// configurationFiles returns the names of the files of a module, sorted.
func configurationFiles(folder string, openTofu bool) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", folder, err)
	}
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || isIgnored(name) {
			continue
		}
		switch {
		case strings.HasSuffix(name, ".tf"), strings.HasSuffix(name, ".tf.json"):
		case openTofu && (strings.HasSuffix(name, ".tofu") || strings.HasSuffix(name, ".tofu.json")):
		default:
			continue
		}
		names = append(names, name)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		base, json := strings.CutSuffix(name, ".tf.json")
		if !json {
			base = strings.TrimSuffix(name, ".tf")
		}
		replacement := base + ".tofu"
		if json {
			replacement += ".json"
		}
		return openTofu && base != name && slices.Contains(names, replacement)
	}), nil
}

// isIgnored reports whether Terraform ignores a file: hidden files and backup files of editors.
func isIgnored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// blocks returns the blocks of a type in all files of the module. labels are the names of the block's labels.
func (m *Module) blocks(kind string, labels ...string) hcl.Blocks {
	var found hcl.Blocks
	schema := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: kind, LabelNames: labels}}}
	for _, f := range m.files {
		content, _, _ := f.body.PartialContent(schema) // Terraform reports invalid blocks
		if content != nil {
			found = append(found, content.Blocks...)
		}
	}
	return found
}

// attribute returns an argument of a block, or nil.
func attribute(body hcl.Body, name string) *hcl.Attribute {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	if content == nil {
		return nil
	}
	return content.Attributes[name]
}

// literal returns a string argument without references, or "".
func literal(body hcl.Body, name string) string {
	a := attribute(body, name)
	if a == nil {
		return ""
	}
	value, problems := a.Expr.Value(nil)
	if problems.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type().FriendlyName() != "string" {
		return ""
	}
	return value.AsString()
}

// local returns the folder of a module that is called by a path, or "".
func (m *Module) local(call *hcl.Block) string {
	source := literal(call.Body, "source")
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") {
		return ""
	}
	return filepath.Join(m.Folder, filepath.FromSlash(source))
}
