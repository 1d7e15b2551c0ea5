package seed

import (
	"cmp"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// structure makes the JSON of a structure of the model from a block's body. A structure in
// it is a block, a list of structures is repeated blocks, all else an argument. what names
// the block in errors.
func structure(body *hclsyntax.Body, model apimodel.Shape, what string) (map[string]any, error) {
	object := map[string]any{}
	for _, a := range inOrder(body.Attributes) {
		path, argument, ok := find(model, a.Name)
		if !ok {
			return nil, sentence(&a.NameRange, "%s has no argument %s%s", what, a.Name, instead(model, what, a.Name))
		}
		if isBlock(argument) {
			return nil, sentence(&a.NameRange, "%s of %s is a block: write %s { ... }", a.Name, what, a.Name)
		}
		value, err := evaluate(a)
		if err != nil {
			return nil, err
		}
		converted, err := convertTo(value, argument)
		if err != nil {
			return nil, sentence(&a.SrcRange, "%s of %s: %w", a.Name, what, err)
		}
		if converted != nil { // null means absent
			set(object, path, converted)
		}
	}
	for _, block := range body.Blocks {
		path, argument, ok := find(model, block.Type)
		switch {
		case !ok:
			return nil, sentence(&block.TypeRange, "%s has no block %s%s", what, block.Type, instead(model, what, block.Type))
		case !isBlock(argument):
			return nil, sentence(&block.TypeRange, "%s of %s is an argument: write %s = ...", block.Type, what, block.Type)
		}
		if _, err := label(block, ""); err != nil {
			return nil, err
		}
		element, list := argument, argument.Type() == "list"
		if list {
			element = argument.Element()
		}
		inner, err := structure(block.Body, element, block.Type)
		if err != nil {
			return nil, err
		}
		before, repeated := get(object, path)
		switch {
		case list:
			elements, _ := before.([]any)
			set(object, path, append(elements, inner))
		case repeated:
			return nil, sentence(&block.TypeRange, "%s has one block %s", what, block.Type)
		default:
			set(object, path, inner)
		}
	}
	return object, nil
}

// inOrder are the arguments of a block as they stand in the file.
func inOrder(attributes hclsyntax.Attributes) []*hclsyntax.Attribute {
	return slices.SortedFunc(maps.Values(attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.NameRange.Start.Byte, b.NameRange.Start.Byte)
	})
}

func isBlock(a apimodel.Shape) bool {
	return a.Type() == "structure" || a.Type() == "list" && a.Element().Type() == "structure"
}

// find returns the member of a structure that an argument or block means, as a path. The
// provider's names are those of the API in another spelling, but that it names a repeated
// block in the singular, and that it has no block around the policies of a pool.
func find(model apimodel.Shape, name string) (path []string, argument apimodel.Shape, ok bool) {
	for member, of := range model.Members() {
		switch snake(member) {
		case "user_pool_id": // the block around says which
		case name:
			return []string{member}, of, true
		case name + "s":
			if of.Type() == "list" && isBlock(of) {
				return []string{member}, of, true
			}
		case "policies":
			if path, of, ok := find(of, name); ok {
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
	// words that the rule of capitals would cut
	whole = strings.NewReplacer("OAuth", "Oauth", "URLs", "Urls")
	// before a word, and before the last capital of an abbreviation
	joint = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)
)

// snake spells a member of the API as the provider does: CallbackURLs is callback_urls.
func snake(member string) string {
	return strings.ToLower(joint.ReplaceAllString(whole.Replace(member), "${1}${3}_${2}${4}"))
}

// evaluate computes an argument. A seed file has no variables, functions and loops.
func evaluate(a *hclsyntax.Attribute) (cty.Value, error) {
	if err := checkExpression(a.Expr); err != nil {
		return cty.NilVal, err
	}
	value, diagnostics := a.Expr.Value(&hcl.EvalContext{})
	if diagnostics.HasErrors() {
		detail := diagnostics[0].Detail
		if strings.Contains(detail, "panic") { // with a trace of HCL's stack
			detail = "the value cannot be computed: write the value itself"
		}
		return cty.NilVal, sentence(diagnostics[0].Subject, "%s", detail)
	}
	if err := checkNumbers(value); err != nil {
		return cty.NilVal, sentence(&a.SrcRange, "%s: %w", a.Name, err)
	}
	return value, nil
}

// convertTo makes the JSON of a value for an argument. The conversions are HCL's own: "60"
// is a number where one is asked for.
func convertTo(value cty.Value, argument apimodel.Shape) (any, error) {
	switch argument.Type() {
	case "list":
		converted, err := convert.Convert(value, cty.List(scalar(argument.Element())))
		if err != nil || converted.IsNull() {
			return nil, err
		}
		list := []any{}
		for _, v := range converted.AsValueSlice() {
			list = append(list, plain(v))
		}
		return list, nil
	case "map":
		converted, err := convert.Convert(value, cty.Map(scalar(argument.Element())))
		if err != nil || converted.IsNull() {
			return nil, err
		}
		object := map[string]any{}
		for k, v := range converted.AsValueMap() {
			object[k] = plain(v)
		}
		return object, nil
	}
	converted, err := convert.Convert(value, scalar(argument))
	if err == nil {
		err = checkNumbers(converted) // a string may be a number, too
	}
	if err != nil {
		return nil, err
	}
	return plain(converted), nil
}

func scalar(argument apimodel.Shape) cty.Type {
	switch argument.Type() {
	case "boolean":
		return cty.Bool
	case "integer", "long", "timestamp":
		return cty.Number
	}
	return cty.String
}

func plain(v cty.Value) any {
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
