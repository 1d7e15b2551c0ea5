package simulation

import (
	"fmt"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// fill gives each unknown value of a state one, and returns the whole. Where a value was
// known before an update, it stays.
func (o *opened) fill(planned, prior cty.Value) (cty.Value, error) {
	given, err := o.valuesFor(planned)
	if err != nil {
		return cty.NilVal, err
	}
	attributes := planned.AsValueMap()
	if !prior.IsNull() {
		for name, value := range attributes {
			if before := prior.GetAttr(name); !value.IsKnown() && !before.IsNull() {
				attributes[name] = before
			}
		}
	}
	for name, value := range given {
		if o.schema.attributes[name].computed || !attributes[name].IsKnown() {
			attributes[name] = value
		}
	}
	n := o.namer(planned, attributes)
	// The identity first, since other values hold it; then in an order that is always the same.
	names := slices.Sorted(maps.Keys(attributes))
	for _, first := range []string{"arn", "id"} {
		if i := slices.Index(names, first); i >= 0 {
			names = append([]string{first}, slices.Delete(names, i, i+1)...)
		}
	}
	for _, name := range names {
		attributes[name] = n.complete(name, attributes[name])
	}
	return cty.ObjectVal(attributes), nil
}

// complete fills what is unknown in a value.
func (n *namer) complete(name string, v cty.Value) cty.Value {
	switch typ := v.Type(); {
	case !v.IsKnown():
		return n.value(name, typ)
	case v.IsNull() || v.IsWhollyKnown():
		return v
	case typ.IsObjectType():
		inner := n.within(v)
		attributes := v.AsValueMap()
		for attribute, value := range attributes {
			attributes[attribute] = inner.complete(attribute, value)
		}
		return cty.ObjectVal(attributes)
	case typ.IsMapType():
		elements := v.AsValueMap()
		for key, value := range elements {
			elements[key] = n.complete(key, value)
		}
		return cty.MapVal(elements)
	default: // a list, a set or a tuple
		elements := v.AsValueSlice()
		for i, value := range elements {
			elements[i] = n.complete(singular(name), value)
		}
		return sequence(typ, elements)
	}
}

// sequence is the value of a list, a set or a tuple with at least one element.
func sequence(typ cty.Type, elements []cty.Value) cty.Value {
	switch {
	case typ.IsListType():
		return cty.ListVal(elements)
	case typ.IsSetType():
		return cty.SetVal(elements)
	}
	return cty.TupleVal(elements)
}

// value is a simulated value of a type for an attribute of a name. A list has one element.
func (n *namer) value(name string, typ cty.Type) cty.Value {
	switch {
	case typ == cty.String:
		return cty.StringVal(n.text(name))
	case typ == cty.Number:
		return cty.NumberIntVal(0)
	case typ == cty.Bool:
		return cty.False
	case typ.IsListType() || typ.IsSetType():
		return sequence(typ, n.elements(name, typ.ElementType()))
	case typ.IsMapType():
		return cty.MapValEmpty(typ.ElementType())
	case typ.IsObjectType():
		attributes := map[string]cty.Value{}
		for inner, of := range typ.AttributeTypes() {
			attributes[inner] = n.value(inner, of)
		}
		return cty.ObjectVal(attributes)
	}
	return cty.NullVal(typ)
}

// lengths are the computed lists that have another length than one.
var lengths = map[string]int{
	"dkim_tokens":  3, // "Easy DKIM" in the developer guide of SES
	"name_servers": 4, // "Getting the name servers for a public hosted zone" in that of Route 53
}

// elements are those of a computed list.
func (n *namer) elements(name string, typ cty.Type) []cty.Value {
	var all []cty.Value
	for i := range max(lengths[name], 1) {
		element := *n
		if i > 0 {
			element.seed += fmt.Sprintf("\x00%d", i)
		}
		all = append(all, element.value(singular(name), typ))
	}
	return all
}

// singular is the name of an element of a list.
func singular(name string) string {
	switch {
	case len(name) > 3 && name[len(name)-3:] == "ies":
		return name[:len(name)-3] + "y"
	case len(name) > 1 && name[len(name)-1] == 's':
		return name[:len(name)-1]
	}
	return name
}
