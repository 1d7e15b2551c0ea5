package seed

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// readUser returns the requests of a user block. The block has the arguments of AdminCreateUser,
// with the attributes as a map, as in Terraform's provider. It also has a password, which is
// permanent and replaces the invitation, and groups.
func readUser(block *hclsyntax.Block, name string) ([]request, error) {
	rest := maps.Clone(block.Body.Attributes)
	var password string
	var groups []string
	attributes := map[string]string{}
	for argument, read := range map[string]struct {
		into any
		as   cty.Type
		what string
	}{
		"password":   {&password, cty.String, "a string"},
		"groups":     {&groups, cty.List(cty.String), "a list of strings"},
		"attributes": {&attributes, cty.Map(cty.String), "a map of strings"},
	} {
		a, ok := rest[argument]
		if !ok {
			continue
		}
		delete(rest, argument)
		value, err := evaluate(a)
		if err != nil {
			return nil, err
		}
		converted, fault := convert.Convert(value, read.as)
		if fault != nil || converted.IsNull() || !converted.IsWhollyKnown() || hasNull(converted) {
			return nil, errorAt(&a.SrcRange, "%s of a user is %s", argument, read.what)
		}
		switch into := read.into.(type) {
		case *string:
			*into = converted.AsString()
		case *[]string:
			for _, v := range converted.AsValueSlice() {
				*into = append(*into, v.AsString())
			}
		case *map[string]string:
			for k, v := range converted.AsValueMap() {
				(*into)[k] = v.AsString()
			}
		}
	}
	body, err := encodeStructure(&hclsyntax.Body{Attributes: rest, Blocks: block.Body.Blocks}, apimodel.RequestShape("AdminCreateUser"), "user")
	if err != nil {
		return nil, err
	}
	body["Username"] = name
	if len(attributes) > 0 {
		var list []any
		for _, k := range slices.Sorted(maps.Keys(attributes)) {
			list = append(list, map[string]any{"Name": k, "Value": attributes[k]})
		}
		body["UserAttributes"] = list
	}
	requests := []request{{action: "AdminCreateUser", body: body, block: block}}
	if password != "" {
		if body["MessageAction"] == nil {
			body["MessageAction"] = "SUPPRESS"
		}
		requests = append(requests, request{"AdminSetUserPassword", map[string]any{"Username": name, "Password": password, "Permanent": true}, block, block.Body.Attributes["password"]})
	}
	for _, group := range groups {
		requests = append(requests, request{"AdminAddUserToGroup", map[string]any{"Username": name, "GroupName": group}, block, block.Body.Attributes["groups"]})
	}
	return requests, nil
}

func hasNull(v cty.Value) bool {
	if !v.CanIterateElements() {
		return v.IsNull()
	}
	for _, element := range v.AsValueSlice() {
		if element.IsNull() {
			return true
		}
	}
	return false
}
