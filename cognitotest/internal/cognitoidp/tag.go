package cognitoidp

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type tagRequest struct {
	ResourceArn string
	Tags        map[string]string
	TagKeys     []string
}

// poolIDPattern is the pattern of UserPoolIdType in the API model.
var poolIDPattern = regexp.MustCompile(`^[\w-]+_[0-9a-zA-Z]+$`)

// taggedPool returns the id of the pool with the ARN. It rejects the ARN of another service, account
// or region (the text is unspecified).
func (c *call) taggedPool(arn string) (string, error) {
	_, id, _ := strings.Cut(arn, ":userpool/")
	if arn != c.Store.PoolARN(id) || !poolIDPattern.MatchString(id) {
		return "", apierror.InvalidParameter("Invalid resource ARN: %s", arn)
	}
	return id, c.requireRegion(id)
}

// changeTags applies change to a copy of a pool's tags.
func (c *call) changeTags(arn string, change func(map[string]string)) (any, error) {
	id, err := c.taggedPool(arn)
	if err != nil {
		return nil, err
	}
	_, err = c.Store.TagPool(id, func(p *userpool.Pool) {
		tags := maps.Clone(orEmpty(p.Tags))
		change(tags)
		p.Tags = tags
	})
	return none{}, err
}

func tagResource(c *call, in tagRequest) (any, error) {
	return c.changeTags(in.ResourceArn, func(tags map[string]string) { maps.Copy(tags, in.Tags) })
}

func untagResource(c *call, in tagRequest) (any, error) {
	return c.changeTags(in.ResourceArn, func(tags map[string]string) {
		maps.DeleteFunc(tags, func(key, _ string) bool { return slices.Contains(in.TagKeys, key) })
	})
}

func listTagsForResource(c *call, in tagRequest) (any, error) {
	id, err := c.taggedPool(in.ResourceArn)
	if err != nil {
		return nil, err
	}
	p, err := c.Store.Pool(id)
	if err != nil {
		return nil, err
	}
	return map[string]any{"Tags": orEmpty(p.Tags)}, nil
}

var tagActions = []action{
	on("TagResource", tagResource),
	on("UntagResource", untagResource),
	on("ListTagsForResource", listTagsForResource),
}
