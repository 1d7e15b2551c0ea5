package simulation

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Values are the values that a caller sets for a resource or a data source.
type Values struct {
	// Address is the address in Terraform's notation, such as data.aws_route53_zone.main.
	Address string
	// Type is the type in the address, and Data whether it is a data source.
	Type string
	Data bool
	// Attributes are the values. A value for an argument of the resource must equal the
	// argument in the configuration. The simulation uses it to find the resource, because
	// Terraform does not send addresses to a provider.
	Attributes map[string]cty.Value
}

// valuesFor returns the values for the resource with these arguments, or nil. If several match,
// the one with the most equal arguments wins.
func (o *opened) valuesFor(planned cty.Value) (map[string]cty.Value, error) {
	var found *Values
	best := -1
	for i := range o.options.Values {
		v := &o.options.Values[i]
		if v.Type != o.name || v.Data != o.data {
			continue
		}
		converted, same, err := o.compare(v, planned)
		if err != nil {
			return nil, err
		}
		switch {
		case same < 0:
		case same > best:
			found, best = &Values{Address: v.Address, Attributes: converted}, same
		case same == best:
			return nil, fmt.Errorf("value.%s and value.%s match the same %s. Add an argument that differs, such as name, to each", found.Address, v.Address, o.name)
		}
	}
	if found == nil {
		return nil, nil
	}
	return found.Attributes, nil
}

// compare converts values to the types of the schema, and returns the number of values that equal
// an argument of the resource. It returns -1 if one of them differs from the argument.
func (o *opened) compare(v *Values, planned cty.Value) (converted map[string]cty.Value, same int, err error) {
	converted = map[string]cty.Value{}
	for name, value := range v.Attributes {
		if !planned.Type().HasAttribute(name) {
			return nil, 0, fmt.Errorf("value.%s.%s: it is not an attribute of %s. Remove it", v.Address, name, o.name)
		}
		if converted[name], err = convert.Convert(value, planned.Type().AttributeType(name)); err != nil {
			return nil, 0, fmt.Errorf("value.%s.%s: the type is wrong: %w", v.Address, name, err)
		}
		argument := planned.GetAttr(name)
		if !argument.IsKnown() || argument.IsNull() || isEmpty(argument) {
			continue
		}
		if !argument.RawEquals(converted[name]) {
			return nil, -1, nil
		}
		same++
	}
	return converted, same, nil
}

// isEmpty reports whether a value is a collection without elements. A nested block that is not
// set is such a value.
func isEmpty(v cty.Value) bool {
	return v.CanIterateElements() && v.LengthInt() == 0
}
