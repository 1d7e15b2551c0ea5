package seed

import (
	"cmp"
	"encoding/json"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// encodeStructure returns the JSON object for a structure of the model from the body of a block.
// A member that is a structure is a block, a list of structures is repeated blocks, and any other
// member is an argument. what is the name of the block in errors.
func encodeStructure(body *hclsyntax.Body, model apimodel.Shape, what string) (map[string]any, error) {
	object := map[string]any{}
	for _, a := range inFileOrder(body.Attributes) {
		path, argument, ok := lookup(model, a.Name)
		if !ok {
			return nil, errorAt(&a.NameRange, "%s has no argument %s%s", what, a.Name, suggestion(model, what, a.Name))
		}
		if isBlock(argument) {
			return nil, errorAt(&a.NameRange, "%s of %s is a block: write %s { ... }", a.Name, what, a.Name)
		}
		value, err := evaluate(a)
		if err != nil {
			return nil, err
		}
		converted, err := encodeValue(value, argument)
		if err != nil {
			return nil, errorAt(&a.SrcRange, "%s of %s: %w", a.Name, what, err)
		}
		if converted != nil { // null means absent
			set(object, path, converted)
		}
	}
	for _, block := range body.Blocks {
		path, argument, ok := lookup(model, block.Type)
		switch {
		case !ok:
			return nil, errorAt(&block.TypeRange, "%s has no block %s%s", what, block.Type, suggestion(model, what, block.Type))
		case !isBlock(argument):
			return nil, errorAt(&block.TypeRange, "%s of %s is an argument: write %s = ...", block.Type, what, block.Type)
		}
		if _, err := label(block, ""); err != nil {
			return nil, err
		}
		element, list := argument, argument.Type() == "list"
		if list {
			element = argument.Element()
		}
		inner, err := encodeStructure(block.Body, element, block.Type)
		if err != nil {
			return nil, err
		}
		before, repeated := get(object, path)
		switch {
		case list:
			elements, _ := before.([]any)
			set(object, path, append(elements, inner))
		case repeated:
			return nil, errorAt(&block.TypeRange, "%s has one block %s", what, block.Type)
		default:
			set(object, path, inner)
		}
	}
	return object, nil
}

// inFileOrder returns the arguments of a block in the order of the file.
func inFileOrder(attributes hclsyntax.Attributes) []*hclsyntax.Attribute {
	return slices.SortedFunc(maps.Values(attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.NameRange.Start.Byte, b.NameRange.Start.Byte)
	})
}

// isBlock reports whether a member is a block in a seed file.
func isBlock(a apimodel.Shape) bool {
	return a.Type() == "structure" && !a.IsDocument() || a.Type() == "list" && a.Element().Type() == "structure"
}

// lookup returns the path of the member that an argument or a block sets. The names of the provider
// are the names of the API in another spelling, with two exceptions: a repeated block has a name in
// the singular, and the policies of a pool are not in a block of their own.
func lookup(model apimodel.Shape, name string) (path []string, argument apimodel.Shape, ok bool) {
	for member, of := range model.Members() {
		switch snake(member) {
		case "user_pool_id": // the surrounding block identifies the pool
		case name:
			return []string{member}, of, true
		case name + "s":
			if of.Type() == "list" && isBlock(of) {
				return []string{member}, of, true
			}
		case "policies":
			if path, of, ok := lookup(of, name); ok {
				return append([]string{member}, path...), of, true
			}
		}
	}
	return nil, apimodel.Shape{}, false
}

func get(object map[string]any, path []string) (any, bool) {
	for ; len(path) > 1; path = path[1:] {
		object, _ = object[path[0]].(map[string]any)
	}
	value, ok := object[path[0]]
	return value, ok
}

func set(object map[string]any, path []string, value any) {
	for ; len(path) > 1; path = path[1:] {
		inner, ok := object[path[0]].(map[string]any)
		if !ok {
			inner = map[string]any{}
			object[path[0]] = inner
		}
		object = inner
	}
	object[path[0]] = value
}

var (
	// words that the rule of capitals would split
	indivisible = strings.NewReplacer("OAuth", "Oauth", "URLs", "Urls")
	// the start of a word, and the last capital of an abbreviation
	wordStart = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)
)

// snake returns the provider's name of a member: callback_urls for CallbackURLs.
func snake(member string) string {
	return strings.ToLower(wordStart.ReplaceAllString(indivisible.Replace(member), "${1}${3}_${2}${4}"))
}

// evaluate returns the value of an argument. A seed file has no variables, functions and loops.
func evaluate(a *hclsyntax.Attribute) (cty.Value, error) {
	if err := limitExpression(a.Expr); err != nil {
		return cty.NilVal, err
	}
	value, diagnostics := a.Expr.Value(&hcl.EvalContext{})
	if diagnostics.HasErrors() {
		detail := diagnostics[0].Detail
		if strings.Contains(detail, "panic") { // its text has a stack trace of HCL
			detail = "the value cannot be computed: write the value itself"
		}
		return cty.NilVal, errorAt(diagnostics[0].Subject, "%s", detail)
	}
	if err := limitNumbers(value); err != nil {
		return cty.NilVal, errorAt(&a.SrcRange, "%s: %w", a.Name, err)
	}
	return value, nil
}

// encodeValue returns the JSON of a value for an argument. The conversions are HCL's own: "60" is a
// number if the argument is a number.
func encodeValue(value cty.Value, argument apimodel.Shape) (any, error) {
	if argument.IsDocument() {
		return encodeDocument(value)
	}
	switch argument.Type() {
	case "list":
		converted, err := convert.Convert(value, cty.List(scalarType(argument.Element())))
		if err != nil || converted.IsNull() {
			return nil, err
		}
		list := []any{}
		for _, v := range converted.AsValueSlice() {
			list = append(list, jsonValue(v))
		}
		return list, nil
	case "map":
		converted, err := convert.Convert(value, cty.Map(scalarType(argument.Element())))
		if err != nil || converted.IsNull() {
			return nil, err
		}
		object := map[string]any{}
		for k, v := range converted.AsValueMap() {
			object[k] = jsonValue(v)
		}
		return object, nil
	}
	converted, err := convert.Convert(value, scalarType(argument))
	if err == nil {
		err = limitNumbers(converted) // the conversion may turn a string into a number
	}
	if err != nil {
		return nil, err
	}
	return jsonValue(converted), nil
}

// encodeDocument returns the JSON of a value of any type.
func encodeDocument(value cty.Value) (document any, err error) {
	text, err := ctyjson.Marshal(value, value.Type())
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	return document, err
}

func scalarType(argument apimodel.Shape) cty.Type {
	switch argument.Type() {
	case "boolean":
		return cty.Bool
	case "integer", "long", "timestamp":
		return cty.Number
	}
	return cty.String
}

func jsonValue(v cty.Value) any {
	switch {
	case v.IsNull():
		return nil
	case v.Type() == cty.Bool:
		return v.True()
	case v.Type() == cty.Number:
		if n, accuracy := v.AsBigFloat().Int64(); accuracy == big.Exact {
			return n
		}
		n, _ := v.AsBigFloat().Float64()
		return n
	}
	return v.AsString()
}
