package seed

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Pool is what there is of a block user_pool.
type Pool struct {
	Name string
	ID   string
	Made bool // false: it was there before
}

// Apply makes the file's pools in a region. A pool whose name is taken is left as it is:
// the file is where an environment begins, not what it is held to.
//
// It stops at the first refusal, whose error names the file and the line.
func (f *File) Apply(ctx context.Context, api *cognitoidp.API, region string) ([]Pool, error) {
	var pools []Pool
	for _, p := range f.pools {
		existing := api.Store.Pools(region)
		if i := slices.IndexFunc(existing, func(e userpool.Pool) bool { return e.Name == p.name }); i >= 0 {
			pools = append(pools, Pool{Name: p.name, ID: existing[i].ID})
			continue
		}
		var made struct {
			UserPool struct {
				ID string `json:"Id"`
			}
		}
		if err := p.make.send(ctx, api, region, "", &made); err != nil {
			return nil, err
		}
		for _, part := range p.parts {
			if err := part.send(ctx, api, region, made.UserPool.ID, nil); err != nil {
				return nil, err
			}
		}
		pools = append(pools, Pool{Name: p.name, ID: made.UserPool.ID, Made: true})
	}
	return pools, nil
}

func (r request) send(ctx context.Context, api *cognitoidp.API, region, poolID string, out any) error {
	body := r.body
	if poolID != "" {
		body = maps.Clone(body)
		body["UserPoolId"] = poolID
	}
	err := api.Call(ctx, r.action, region, body, out)
	if refusal, ok := errors.AsType[*userpool.Exception](err); ok {
		return sentence(r.position(refusal.Message), "%s is refused: %s (%s)", r.action, refusal.Message, refusal.Name)
	}
	return err
}
