package simulation

import (
	"fmt"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// fill replaces each unknown value of a planned state, and returns the complete state. An update
// keeps a value that was known before.
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
	// Fill arn and id first, because other values contain them, and then the rest in a stable order.
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

// complete replaces the unknown parts of a value.
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

// sequence returns a list, a set or a tuple with at least one element.
func sequence(typ cty.Type, elements []cty.Value) cty.Value {
	switch {
	case typ.IsListType():
		return cty.ListVal(elements)
	case typ.IsSetType():
		return cty.SetVal(elements)
	}
	return cty.TupleVal(elements)
}

// value returns a simulated value for an attribute with a name and a type. A list has one element,
// unless lengths contains the name.
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

// lengths are the lengths of the computed lists with more than one element, by attribute.
var lengths = map[string]int{
	"dkim_tokens":  3, // "Easy DKIM" in the developer guide of SES
	"name_servers": 4, // "Getting the name servers for a public hosted zone" in the developer guide of Route 53
}

// elements returns the elements of a computed list.
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

// singular returns the name of an element of a list.
func singular(name string) string {
	switch {
	case len(name) > 3 && name[len(name)-3:] == "ies":
		return name[:len(name)-3] + "y"
	case len(name) > 1 && name[len(name)-1] == 's':
		return name[:len(name)-1]
	}
	return name
}
