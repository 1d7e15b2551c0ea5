package simulation

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// address is a resource or data source, perhaps in modules, without the key of an instance.
var address = regexp.MustCompile(`^(?:module\.[\w-]+(?:\[[^]]*\])?\.)*(data\.)?(\w+)\.[\w-]+(?:\[[^]]*\])?$`)

// ReadValues reads a file of values in HCL: a block value for each resource or data source,
// labelled with its address, that holds attributes.
//
//	value "data.aws_route53_zone.main" {
//	  name    = "example.com"
//	  zone_id = "Z0123456789ABCDEFGHIJ"
//	}
//
// The data source terraform_remote_state, which is not of a provider, may have values too: its
// outputs.
//
// The error names the file and the line.
func ReadValues(text []byte, filename string) ([]Values, error) {
	parsed, problems := hclfile.Parse(text, filename)
	if problems.HasErrors() {
		return nil, valuesError(problems)
	}
	content, problems := parsed.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "value", LabelNames: []string{"address"}}}})
	if problems.HasErrors() {
		return nil, valuesError(problems)
	}
	var all []Values
	for _, block := range content.Blocks {
		at := block.Labels[0]
		where := fmt.Sprintf("%s:%d", block.DefRange.Filename, block.DefRange.Start.Line)
		match := address.FindStringSubmatch(at)
		if match == nil {
			return nil, fmt.Errorf("%s: %q is not the address of a resource or data source: write one such as data.aws_route53_zone.main", where, at)
		}
		v := Values{Address: at, Type: match[2], Data: match[1] != "", Attributes: map[string]cty.Value{}}
		if v.Data && v.Type != "terraform_remote_state" && !SimulatesDataSource(v.Type) || !v.Data && !SimulatesResource(v.Type) {
			return nil, fmt.Errorf("%s: %s is not simulated, so its values are its own: remove the block", where, at)
		}
		attributes, problems := block.Body.JustAttributes()
		if problems.HasErrors() {
			return nil, valuesError(problems)
		}
		for name, a := range attributes {
			value, problems := a.Expr.Value(nil)
			if problems.HasErrors() {
				return nil, valuesError(problems)
			}
			v.Attributes[name] = value
		}
		all = append(all, v)
	}
	return all, nil
}

// valuesError is the first problem in one line.
func valuesError(problems hcl.Diagnostics) error {
	for _, p := range problems {
		if p.Severity == hcl.DiagError && p.Subject != nil {
			return fmt.Errorf("%s:%d: %s", p.Subject.Filename, p.Subject.Start.Line, strings.TrimRight(strings.Join(strings.Fields(p.Summary+": "+p.Detail), " "), "."))
		}
	}
	return problems
}
