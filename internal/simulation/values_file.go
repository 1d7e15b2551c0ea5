package simulation

import (
	"regexp"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// address matches the address of a resource or data source, with or without modules and instance keys.
var address = regexp.MustCompile(`^(?:module\.[\w-]+(?:\[[^]]*\])?\.)*(data\.)?(\w+)\.[\w-]+(?:\[[^]]*\])?$`)

// ReadValues reads a values file in HCL. It contains a block "value" for each resource or data
// source. The label is the address, and the arguments are the attributes.
//
//	value "data.aws_route53_zone.main" {
//	  name    = "example.com"
//	  zone_id = "Z0123456789ABCDEFGHIJ"
//	}
//
// The data source terraform_remote_state may have values, too, although it does not belong to the
// provider. Its values are its outputs.
//
// The error contains the file and the line.
func ReadValues(text []byte, filename string) ([]Values, error) {
	parsed, problems := hclfile.Parse(text, filename)
	if problems.HasErrors() {
		return nil, hclfile.Error(problems, filename)
	}
	content, problems := parsed.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "value", LabelNames: []string{"address"}}}})
	if problems.HasErrors() {
		return nil, hclfile.Error(problems, filename)
	}
	var all []Values
	for _, block := range content.Blocks {
		at := block.Labels[0]
		match := address.FindStringSubmatch(at)
		if match == nil {
			return nil, hclfile.ErrorAt(block.DefRange, "value.%s: the label is not the address of a resource or data source. Write one such as data.aws_route53_zone.main", at)
		}
		v := Values{Address: at, Type: match[2], Data: match[1] != "", Attributes: map[string]cty.Value{}}
		if v.Data && v.Type != "terraform_remote_state" && !SimulatesDataSource(v.Type) || !v.Data && !SimulatesResource(v.Type) {
			return nil, hclfile.ErrorAt(block.DefRange, "value.%s: the resource is not simulated, so its values cannot be set. Remove the block", at)
		}
		attributes, problems := block.Body.JustAttributes()
		if problems.HasErrors() {
			return nil, hclfile.Error(problems, filename)
		}
		for name, a := range attributes {
			value, problems := a.Expr.Value(nil)
			if problems.HasErrors() {
				return nil, hclfile.Error(problems, filename)
			}
			v.Attributes[name] = value
		}
		all = append(all, v)
	}
	return all, nil
}
