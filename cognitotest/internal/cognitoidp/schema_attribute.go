package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type stringConstraints struct {
	MinLength string `json:",omitempty"`
	MaxLength string `json:",omitempty"`
}

type numberConstraints struct {
	MinValue string `json:",omitempty"`
	MaxValue string `json:",omitempty"`
}

// schemaAttribute is the SchemaAttributeType of the API.
type schemaAttribute struct {
	Name                       string
	AttributeDataType          string
	DeveloperOnlyAttribute     bool
	Mutable                    *bool
	Required                   bool
	StringAttributeConstraints *stringConstraints `json:",omitempty"`
	NumberAttributeConstraints *numberConstraints `json:",omitempty"`
}

func (a schemaAttribute) record() userpool.SchemaAttribute {
	text := valueOr(a.StringAttributeConstraints, stringConstraints{})
	number := valueOr(a.NumberAttributeConstraints, numberConstraints{})
	return userpool.SchemaAttribute{
		Name: a.Name, DataType: a.AttributeDataType, DeveloperOnly: a.DeveloperOnlyAttribute,
		Mutable: valueOr(a.Mutable, true), Required: a.Required,
		MinLength: text.MinLength, MaxLength: text.MaxLength, MinValue: number.MinValue, MaxValue: number.MaxValue,
	}
}

func schemaOf(attributes []userpool.SchemaAttribute) []schemaAttribute {
	var schema []schemaAttribute
	for _, a := range attributes {
		s := schemaAttribute{
			Name: a.Name, AttributeDataType: a.DataType, DeveloperOnlyAttribute: a.DeveloperOnly, Mutable: &a.Mutable, Required: a.Required,
		}
		switch a.DataType {
		case "String":
			s.StringAttributeConstraints = &stringConstraints{a.MinLength, a.MaxLength}
		case "Number":
			s.NumberAttributeConstraints = &numberConstraints{a.MinValue, a.MaxValue}
		}
		schema = append(schema, s)
	}
	return schema
}
