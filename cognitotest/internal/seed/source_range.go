package seed

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// violation is how a validation error of the API names a member: "Value '61' at
// 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: ...".
var violation = regexp.MustCompile(` at '([A-Za-z0-9.]+)' failed to satisfy constraint`)

// sourceRange returns the source range that an API error refers to: of an argument, if the request
// comes from one argument or the message names a member, otherwise of the block.
func (r request) sourceRange(message string) *hcl.Range {
	if r.argument != nil {
		return &r.argument.NameRange
	}
	if found := violation.FindStringSubmatch(message); found != nil {
		return memberRange(r.block, apimodel.RequestShape(r.action), strings.Split(found[1], "."))
	}
	return &r.block.TypeRange
}

// memberRange returns the source range of a path of members in a block: schema.2.member.name is the
// argument name of the second schema block. For a member that is missing, or that is the label of
// the block, it returns the range of the innermost block.
func memberRange(block *hclsyntax.Block, model apimodel.Shape, path []string) *hcl.Range {
	for _, a := range block.Body.Attributes {
		if _, _, ok := consume(model, a.Name, path); ok {
			return &a.NameRange
		}
	}
	number := 0
	for _, inner := range block.Body.Blocks {
		argument, rest, ok := consume(model, inner.Type, path)
		if !ok {
			continue
		}
		if argument.Type() != "list" {
			return memberRange(inner, argument, rest)
		}
		number++
		if len(rest) > 1 && rest[0] == strconv.Itoa(number) { // followed by "member"
			return memberRange(inner, argument.Element(), rest[2:])
		}
	}
	return &block.TypeRange
}

// consume returns the rest of a path after the members of an argument or a block. ok is false if the
// path leads elsewhere. The members of the path start with a lower-case letter.
func consume(model apimodel.Shape, name string, path []string) (argument apimodel.Shape, rest []string, ok bool) {
	members, argument, ok := lookup(model, name)
	if !ok || len(path) < len(members) || !strings.EqualFold(strings.Join(members, "."), strings.Join(path[:len(members)], ".")) {
		return apimodel.Shape{}, nil, false
	}
	return argument, path[len(members):], true
}
