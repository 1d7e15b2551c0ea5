package userpool

import (
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// SchemaAttribute is one attribute of a pool's schema. The constraints are
// decimal strings as in the API; "" means none.
type SchemaAttribute struct {
	Name          string // a custom attribute has its "custom:" or "dev:" prefix
	DataType      string // String, Number, DateTime or Boolean
	DeveloperOnly bool
	Mutable       bool
	Required      bool
	MinLength     string
	MaxLength     string
	MinValue      string
	MaxValue      string
}

// standardSchema is the schema of every new pool (aws-cli example of create-user-pool).
func standardSchema() []SchemaAttribute {
	text := func(name string) SchemaAttribute {
		return SchemaAttribute{Name: name, DataType: "String", Mutable: true, MinLength: "0", MaxLength: "2048"}
	}
	flag := func(name string) SchemaAttribute {
		return SchemaAttribute{Name: name, DataType: "Boolean", Mutable: true}
	}
	birthdate := text("birthdate")
	birthdate.MinLength, birthdate.MaxLength = "10", "10"
	identities := SchemaAttribute{Name: "identities", DataType: "String", Mutable: true}
	return []SchemaAttribute{
		text("profile"), text("address"), birthdate, text("gender"), text("preferred_username"),
		{Name: "updated_at", DataType: "Number", Mutable: true, MinValue: "0"},
		text("website"), text("picture"), identities,
		{Name: "sub", DataType: "String", Required: true, MinLength: "1", MaxLength: "2048"},
		text("phone_number"), flag("phone_number_verified"), text("zoneinfo"), text("locale"), text("email"),
		flag("email_verified"), text("given_name"), text("family_name"), text("middle_name"), text("name"), text("nickname"),
	}
}

// mergeSchema adds the attributes of a CreateUserPool request to the standard schema: a
// standard attribute replaces its default, the others become custom attributes.
func mergeSchema(requested []SchemaAttribute) ([]SchemaAttribute, error) {
	schema := standardSchema()
	var custom []SchemaAttribute
	for _, a := range requested {
		i := slices.IndexFunc(schema, func(s SchemaAttribute) bool { return s.Name == a.Name })
		if i < 0 || isVerifiedFlag(a.Name) { // a flag becomes a custom attribute (aws/aws-cdk#14175, the service's team)
			custom = append(custom, a)
			continue
		}
		if (a.DataType != "" && a.DataType != schema[i].DataType) || a.DeveloperOnly {
			return nil, apierror.InvalidParameter("You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute %s", a.Name)
		}
		schema[i] = a.withDefaults(schema[i])
		if err := schema[i].validate(); err != nil {
			return nil, err
		}
	}
	added, err := customAttributes(schema, custom, duplicateAttribute)
	if err != nil {
		return nil, err
	}
	return slices.Concat(schema, added), nil
}

// duplicateAttribute rejects a name that a new schema has twice (measured by cdk-preflight).
func duplicateAttribute(name string) error {
	return apierror.InvalidParameter("Duplicate custom attribute names %s are not allowed in a user pool schema.", name)
}

// existingAttribute rejects a name that a pool already has
// (jmaleonard/serverless-cognito-add-custom-attributes#3).
func existingAttribute(name string) error {
	return apierror.InvalidParameter("%s: Existing attribute already has name %s.", name, name)
}

// withDefaults sets the members of a standard attribute that a request can omit: its type, and its
// constraints if the request has none (the Terraform provider relies on DescribeUserPool to
// return the defaults then).
func (a SchemaAttribute) withDefaults(standard SchemaAttribute) SchemaAttribute {
	a.DataType = standard.DataType
	if a.MinLength == "" && a.MaxLength == "" && a.MinValue == "" && a.MaxValue == "" {
		a.MinLength, a.MaxLength, a.MinValue, a.MaxValue = standard.MinLength, standard.MaxLength, standard.MinValue, standard.MaxValue
	}
	return a
}

// customAttributes prefixes and checks attributes that extend a schema. A name that has the
// prefix gets it again: custom:x becomes custom:custom:x (three reports, one of them
// jmaleonard/serverless-cognito-add-custom-attributes#3). taken returns the error for a name
// in use.
func customAttributes(schema, requested []SchemaAttribute, taken func(name string) error) ([]SchemaAttribute, error) {
	var added []SchemaAttribute
	for _, a := range requested {
		if a.Required {
			return nil, apierror.InvalidParameter("Required custom attributes are not supported currently.")
		}
		if a.DataType == "" { // anomalyco/sst#1645, aws-amplify/amplify-cli#9960
			return nil, apierror.InvalidParameter("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
		}
		if a.DeveloperOnly {
			a.Name = "dev:custom:" + a.Name
		} else {
			a.Name = "custom:" + a.Name
		}
		named := func(s SchemaAttribute) bool { return s.Name == a.Name }
		switch {
		case slices.ContainsFunc(schema, named):
			return nil, taken(a.Name)
		case slices.ContainsFunc(added, named):
			return nil, duplicateAttribute(a.Name)
		}
		if err := a.validate(); err != nil {
			return nil, err
		}
		if err := parameterQuota(len(schema)+len(added)-len(standardSchema()), maxCustomAttributes, "A user pool", "custom attributes"); err != nil {
			return nil, err
		}
		added = append(added, a)
	}
	return added, nil
}

// maxAttributeLength is the maximum length of a value (developer guide, "Working with user
// attributes").
const maxAttributeLength = 2048

// The formats of constraints, which are text in the API: a length is a whole number, a value
// is a number in digits. Exponents and plus signs are rejected (unspecified).
var (
	lengthForm = regexp.MustCompile(`^\d{1,9}$`)
	valueForm  = regexp.MustCompile(`^-?\d+(?:\.\d+)?$`)
)

// validate rejects constraints that are not numbers, that are out of range, or that no value
// meets. The texts of the last are measured by cdk-preflight; the others follow them. Limiting
// a length to the maximum length of a value is unspecified: the API reference has 2^1023.
func (a SchemaAttribute) validate() error {
	for _, c := range []struct {
		name, text string
		valid      bool
	}{
		{"min length", a.MinLength, validLength(a.MinLength)}, {"max length", a.MaxLength, validLength(a.MaxLength)},
		{"min value", a.MinValue, validValue(a.MinValue)}, {"max value", a.MaxValue, validValue(a.MaxValue)},
	} {
		if c.text != "" && !c.valid {
			return apierror.InvalidParameter("Attribute %s cannot have the %s %s", a.Name, c.name, c.text)
		}
	}
	switch {
	case above(a.MinValue, a.MaxValue):
		return apierror.InvalidParameter("Attribute %s cannot have a max value smaller than it's min value", a.Name)
	case above(a.MinLength, a.MaxLength):
		return apierror.InvalidParameter("Attribute %s cannot have a max length shorter than it's min length", a.Name)
	}
	return nil
}

func validLength(text string) bool {
	return lengthForm.MatchString(text) && limit(text, 0) <= maxAttributeLength
}

// validValue reports whether a number is at most 2^1023 (API_NumberAttributeConstraintsType).
func validValue(text string) bool {
	n, err := strconv.ParseFloat(text, 64)
	return err == nil && valueForm.MatchString(text) && math.Abs(n) <= 0x1p1023
}

// above reports whether both texts are numbers and low is greater than high.
func above(low, high string) bool {
	from, err := strconv.ParseFloat(low, 64)
	if err != nil {
		return false
	}
	to, err := strconv.ParseFloat(high, 64)
	return err == nil && from > to
}

// attribute returns a pool's schema entry for a name.
func (p Pool) attribute(name string) (SchemaAttribute, bool) {
	i := slices.IndexFunc(p.Schema, func(a SchemaAttribute) bool { return a.Name == name })
	if i < 0 {
		return SchemaAttribute{}, false
	}
	return p.Schema[i], true
}
