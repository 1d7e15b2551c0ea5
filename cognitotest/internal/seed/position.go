package seed

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// breach is how the API says which member breaches its model: "Value '61' at
// 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: ...".
var breach = regexp.MustCompile(` at '([A-Za-z0-9.]+)' failed to satisfy constraint`)

// position is where the file has what a refusal of the request is of: an argument, if the
// request is of one alone or the message says of which, otherwise the block.
func (r request) position(message string) *hcl.Range {
	if r.argument != nil {
		return &r.argument.NameRange
	}
	if found := breach.FindStringSubmatch(message); found != nil {
		return locate(r.block, apimodel.RequestShape(r.action), strings.Split(found[1], "."))
	}
	return &r.block.TypeRange
}

// locate follows a path of members into a block: schema.2.member.name is the argument name
// of its second block schema. It goes as far as the file does: a member that is missing,
// or is the block's label, is at the block.
func locate(block *hclsyntax.Block, model apimodel.Shape, path []string) *hcl.Range {
	for _, a := range block.Body.Attributes {
		if _, _, ok := follow(model, a.Name, path); ok {
			return &a.NameRange
		}
	}
	number := 0
	for _, inner := range block.Body.Blocks {
		argument, rest, ok := follow(model, inner.Type, path)
		if !ok {
			continue
		}
		if argument.Type() != "list" {
			return locate(inner, argument, rest)
		}
		number++
		if len(rest) > 1 && rest[0] == strconv.Itoa(number) { // and then "member"
			return locate(inner, argument.Element(), rest[2:])
		}
	}
	return &block.TypeRange
}

// follow takes an argument's or a block's own part from the begin of a path, if the path
// leads to it. The path spells the members with a small first letter.
func follow(model apimodel.Shape, name string, path []string) (argument apimodel.Shape, rest []string, ok bool) {
	members, argument, ok := find(model, name)
	if !ok || len(path) < len(members) || !strings.EqualFold(strings.Join(members, "."), strings.Join(path[:len(members)], ".")) {
		return apimodel.Shape{}, nil, false
	}
	return argument, path[len(members):], true
}
