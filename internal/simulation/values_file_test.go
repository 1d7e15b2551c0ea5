package simulation

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestReadValues(t *testing.T) {
	t.Parallel()
	got, err := ReadValues([]byte(`
value "data.aws_route53_zone.main" {
  zone_id = "Z1"
}
value "module.edge.aws_lambda_function.token" {
  arn = "arn:aws:lambda:us-east-1:123456789012:function:token"
}
`), "values.hcl")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Type != "aws_route53_zone" || !got[0].Data || !got[0].Attributes["zone_id"].RawEquals(cty.StringVal("Z1")) ||
		got[1].Type != "aws_lambda_function" || got[1].Data || got[1].Address != "module.edge.aws_lambda_function.token" {
		t.Errorf("got %+v", got)
	}
}

func TestReadValuesRejects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"syntax", `value "x" {`, "values.hcl:1: Unclosed configuration block: There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file"},
		{"another block", `data "a" "b" {}`, `values.hcl:1: Unsupported block type: Blocks of type "data" are not expected here`},
		{"not an address", `value "zone" {}`, `values.hcl:1: value.zone: the label is not the address of a resource or data source. Write one such as data.aws_route53_zone.main`},
		{"a user pool", `value "aws_cognito_user_pool.this" {}`, "values.hcl:1: value.aws_cognito_user_pool.this: the resource is not simulated, so its values cannot be set. Remove the block"},
		{"a reference", "value \"data.aws_route53_zone.main\" {\n  zone_id = var.zone\n}", `values.hcl:2: Variables not allowed: Variables may not be used here`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := ReadValues([]byte(tt.text), "values.hcl"); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}
