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

// taggedPool returns the id of the pool with the ARN, and the region of the replica whose ARN it is, or
// "" for the pool itself. It rejects the ARN of another service, account or region (the text is
// unspecified). The endpoints of both regions accept the ARN of a replica: acceptance tests of the
// Terraform provider tag replicas through the primary region (hashicorp/terraform-provider-aws#48670).
func (c *call) taggedPool(arn string) (id, replica string, err error) {
	_, id, _ = strings.Cut(arn, ":userpool/")
	if poolIDPattern.MatchString(id) {
		if arn == c.Store.PoolARN(id) {
			return id, "", c.requireRegion(id)
		}
		pool := userpool.Pool{ID: id}
		if r, ok, _ := c.Store.Replica(id); ok && arn == c.Store.ReplicaARN(r.Region, id) && (c.region == r.Region || c.region == pool.Region()) {
			return id, r.Region, nil
		}
	}
	return "", "", apierror.InvalidParameter("Invalid resource ARN: %s", arn)
}

// changeTags applies change to a copy of the tags of a pool or of a replica.
func (c *call) changeTags(arn string, change func(map[string]string)) (any, error) {
	id, replica, err := c.taggedPool(arn)
	if err != nil {
		return nil, err
	}
	if replica != "" {
		_, err := c.Store.ChangeReplicaTags(id, replica, change)
		return none{}, err
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
	id, replica, err := c.taggedPool(in.ResourceArn)
	if err != nil {
		return nil, err
	}
	if replica != "" {
		r, _, err := c.Store.Replica(id)
		return map[string]any{"Tags": orEmpty(r.Tags)}, err
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
