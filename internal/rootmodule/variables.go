package rootmodule

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// Required returns the names of the variables without a default, sorted.
func (m *Module) Required() []string {
	var names []string
	for _, block := range m.blocks("variable", "name") {
		if attribute(block.Body, "default") == nil {
			names = append(names, block.Labels[0])
		}
	}
	slices.Sort(names)
	return names
}

// Inputs are the sources of variable values for Terraform.
type Inputs struct {
	Files   []string // arguments of -var-file
	Values  []string // arguments of -var: NAME=VALUE
	Environ []string // environment variables; TF_VAR_NAME=VALUE sets a value
}

// Missing returns the required variables that no input sets, sorted.
//
// Source: "Variable Definition Precedence" in the documentation of Terraform.
func (m *Module) Missing(in Inputs) ([]string, error) {
	set := map[string]bool{}
	for _, value := range in.Values {
		name, _, found := strings.Cut(value, "=")
		if !found {
			return nil, fmt.Errorf("--var: %s is not NAME=VALUE. Write for example environment=dev", value)
		}
		set[name] = true
	}
	for name := range childenv.TerraformInputs(in.Environ) {
		set[strings.TrimPrefix(name, "TF_VAR_")] = true
	}
	files, err := m.automatic()
	if err != nil {
		return nil, err
	}
	for _, name := range append(files, in.Files...) {
		names, err := definitions(name)
		if err != nil {
			return nil, err
		}
		maps.Copy(set, names)
	}
	return slices.DeleteFunc(m.Required(), func(name string) bool { return set[name] }), nil
}

// automatic returns the variable files that Terraform reads automatically.
func (m *Module) automatic() ([]string, error) {
	entries, err := os.ReadDir(m.Folder)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		name := entry.Name()
		if name == "terraform.tfvars" || name == "terraform.tfvars.json" ||
			strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			files = append(files, filepath.Join(m.Folder, name))
		}
	}
	return files, nil
}

// definitions returns the names of the variables that a file sets.
func definitions(name string) (map[string]bool, error) {
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("%s: the file does not exist or cannot be read. Name an existing file of values", name)
	}
	parsed, problems := parseFile(name)
	if problems.HasErrors() {
		return nil, hclfile.Error(problems, name)
	}
	attributes, problems := parsed.Body.JustAttributes()
	if problems.HasErrors() {
		return nil, hclfile.Error(problems, name)
	}
	return keys(attributes), nil
}

func keys(attributes hcl.Attributes) map[string]bool {
	names := map[string]bool{}
	for name := range attributes {
		names[name] = true
	}
	return names
}
