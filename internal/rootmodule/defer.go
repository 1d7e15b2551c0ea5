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

// probe is the name of a resource that does not exist at plan time, and the name of its file.
const probe = "cognitokit_probe"

// Defer changes a copy of a root module so that Terraform reads data sources at apply time. Their
// values are then unknown in a plan, and the plan fails if one of them determines a count or
// for_each. restore undoes the change. Defer cannot change a data source in a JSON file: it then
// returns false for deferred, and changes nothing.
//
// Source: "Data Resource Dependencies" in the documentation of Terraform.
func Defer(root string, openTofu bool, decisions []Decision) (restore func() error, deferred bool, err error) {
	t, err := readTree(root, openTofu)
	if err != nil {
		return nil, false, err
	}
	changed := map[string][]byte{} // the text before the change by file name; nil for a new file
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

// defers makes the data source of one decision depend on the probe resource.
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
