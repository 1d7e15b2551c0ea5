package rootmodule

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Constraints returns the module's version constraints for a provider, such as hashicorp/aws.
func (m *Module) Constraints(source string) []string {
	var found []string
	for _, block := range m.blocks("terraform") {
		content, _, _ := block.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "required_providers"}}})
		if content == nil {
			continue
		}
		for _, required := range content.Blocks {
			attributes, _ := required.Body.JustAttributes() // Terraform reports invalid blocks
			for name, a := range attributes {
				value, problems := a.Expr.Value(nil)
				if problems.HasErrors() || value.IsNull() || !value.IsWhollyKnown() {
					continue
				}
				if version := constraint(name, value, source); version != "" {
					found = append(found, version)
				}
			}
		}
	}
	return found
}

// constraint returns the version constraint of an entry of required_providers, or "" if the entry
// is for another provider than source.
func constraint(name string, value cty.Value, source string) string {
	if value.Type() == cty.String { // the form of Terraform 0.12
		if "hashicorp/"+name == source {
			return value.AsString()
		}
		return ""
	}
	if !value.Type().IsObjectType() || !value.Type().HasAttribute("version") {
		return ""
	}
	of := "hashicorp/" + name
	if value.Type().HasAttribute("source") {
		of = value.GetAttr("source").AsString()
	}
	if of != source && !strings.HasSuffix(of, "/"+source) {
		return ""
	}
	return value.GetAttr("version").AsString()
}
