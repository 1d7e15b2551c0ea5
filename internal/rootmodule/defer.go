package rootmodule

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// probe is the name of a resource that does not exist when a plan is made, and of its file.
const probe = "cognitokit_probe"

// Defer changes a copy of a root module so that data sources are read at apply: their values
// are then unknown in a plan, which fails if one of them decides a count or for_each. restore
// undoes the change. A data source that is not written in HCL cannot be deferred: deferred is
// false, and nothing is changed.
//
// Source: "Data Resource Dependencies" in the documentation of Terraform.
func Defer(root string, openTofu bool, decisions []Decision) (restore func() error, deferred bool, err error) {
	t, err := readTree(root, openTofu)
	if err != nil {
		return nil, false, err
	}
	changed := map[string][]byte{} // before the change; nil for a new file
	restore = func() error {
		var failures []error
		for name, text := range changed {
			if text == nil {
				failures = append(failures, os.Remove(name))
				continue
			}
			failures = append(failures, os.WriteFile(name, text, 0o600))
		}
		return errors.Join(failures...)
	}
	for _, d := range decisions {
		ok, err := t.defers(d, changed)
		if err != nil || !ok {
			return nil, false, errors.Join(err, restore())
		}
	}
	return restore, true, nil
}

// defers changes the data source of one decision.
func (t *tree) defers(d Decision, changed map[string][]byte) (bool, error) {
	m := t.modules[d.key]
	for _, f := range m.files {
		name := filepath.Join(m.Folder, f.name)
		if strings.HasSuffix(name, ".json") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return false, err
		}
		parsed, problems := parseForWriting(text, name)
		if problems.HasErrors() {
			return false, hclfile.Error(problems, name)
		}
		block := parsed.Body().FirstMatchingBlock("data", []string{d.Type, d.name})
		if block == nil {
			continue
		}
		block.Body().SetAttributeRaw("depends_on", hclwrite.Tokens{{Type: hclsyntax.TokenIdent, Bytes: []byte("[terraform_data." + probe + "]")}})
		if _, done := changed[name]; !done {
			changed[name] = text
		}
		if err := os.WriteFile(name, parsed.Bytes(), 0o600); err != nil {
			return false, err
		}
		added := filepath.Join(m.Folder, probe+".tf")
		changed[added] = nil
		return true, os.WriteFile(added, []byte(`resource "terraform_data" "`+probe+`" {}`+"\n"), 0o600)
	}
	return false, nil
}
