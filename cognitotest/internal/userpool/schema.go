package userpool

import (
	"slices"
	"strconv"
	"strings"
)

// SchemaAttribute is one attribute of a pool's schema. The constraints are
// decimal strings as in the API; "" means none.
type SchemaAttribute struct {
	Name          string // custom attributes carry their "custom:" or "dev:" prefix
	DataType      string // String, Number, DateTime or Boolean
	DeveloperOnly bool
	Mutable       bool
	Required      bool
	MinLength     string
	MaxLength     string
	MinValue      string
	MaxValue      string
}

// standardSchema is the schema of every new pool (aws-cli example of
// create-user-pool).
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

// mergeSchema puts the attributes of a CreateUserPool request into the standard
// schema: a standard one replaces its default, the others become custom ones.
func mergeSchema(requested []SchemaAttribute) ([]SchemaAttribute, error) {
	schema := standardSchema()
	var custom []SchemaAttribute
	for _, a := range requested {
		i := slices.IndexFunc(schema, func(s SchemaAttribute) bool { return s.Name == a.Name })
		if i < 0 {
			custom = append(custom, a)
			continue
		}
		if (a.DataType != "" && a.DataType != schema[i].DataType) || a.DeveloperOnly {
			return nil, InvalidParameter("You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute %s", a.Name)
		}
		schema[i] = a.withDefaults(schema[i])
		if err := schema[i].check(); err != nil {
			return nil, err
		}
	}
	added, err := customAttributes(schema, custom)
	if err != nil {
		return nil, err
	}
	return slices.Concat(schema, added), nil
}

// withDefaults fills in what a request may leave out of a standard attribute: its
// type, and its constraints if it states none (the Terraform provider knows that
// DescribeUserPool shows the defaults then).
func (a SchemaAttribute) withDefaults(standard SchemaAttribute) SchemaAttribute {
	a.DataType = standard.DataType
	if a.MinLength == "" && a.MaxLength == "" && a.MinValue == "" && a.MaxValue == "" {
		a.MinLength, a.MaxLength, a.MinValue, a.MaxValue = standard.MinLength, standard.MaxLength, standard.MinValue, standard.MaxValue
	}
	return a
}

// customAttributes prefixes and checks attributes that extend a schema.
func customAttributes(schema, requested []SchemaAttribute) ([]SchemaAttribute, error) {
	var added []SchemaAttribute
	for _, a := range requested {
		if a.Required {
			return nil, InvalidParameter("Required custom attributes are not supported currently.")
		}
		prefix := "custom:"
		if a.DeveloperOnly {
			prefix = "dev:custom:"
		}
		a.Name = prefix + strings.TrimPrefix(a.Name, prefix)
		taken := func(s SchemaAttribute) bool { return s.Name == a.Name }
		if slices.ContainsFunc(schema, taken) || slices.ContainsFunc(added, taken) {
			return nil, InvalidParameter("Duplicate custom attribute names %s are not allowed in a user pool schema.", a.Name)
		}
		if err := a.check(); err != nil {
			return nil, err
		}
		if err := parameterQuota(len(schema)+len(added)-len(standardSchema()), maxCustomAttributes, "A user pool", "custom attributes"); err != nil {
			return nil, err
		}
		added = append(added, a)
	}
	return added, nil
}

// check refuses constraints that no value meets (measured by cdk-preflight).
func (a SchemaAttribute) check() error {
	switch {
	case above(a.MinValue, a.MaxValue):
		return InvalidParameter("Attribute %s cannot have a max value smaller than it's min value", a.Name)
	case above(a.MinLength, a.MaxLength):
		return InvalidParameter("Attribute %s cannot have a max length shorter than it's min length", a.Name)
	}
	return nil
}

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
