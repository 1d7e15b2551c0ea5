package seed

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Pool is the result of a user_pool block.
type Pool struct {
	Name    string
	ID      string
	Created bool // false if the pool existed before
}

// API is the API that a seed file calls.
type API interface {
	// Call runs an action in a region. It decodes the response into out, unless out is nil.
	Call(ctx context.Context, action, region string, in, out any) error
}

// Apply creates the pools of the file in a region. existing are the pools of the region. Apply does
// not change a pool whose name exists: the file is the start of an environment, not its desired
// state.
//
// It stops at the first error of the API and returns it with the file and the line.
func (f *File) Apply(ctx context.Context, api API, existing []userpool.Pool, region string) ([]Pool, error) {
	var pools []Pool
	for _, p := range f.pools {
		if i := slices.IndexFunc(existing, func(e userpool.Pool) bool { return e.Name == p.name }); i >= 0 {
			pools = append(pools, Pool{Name: p.name, ID: existing[i].ID})
			continue
		}
		var created struct {
			UserPool struct {
				ID string `json:"Id"`
			}
		}
		if err := p.create.send(ctx, api, region, "", &created); err != nil {
			return nil, err
		}
		if err := p.createResources(ctx, api, region, created.UserPool.ID); err != nil {
			return nil, err
		}
		pools = append(pools, Pool{Name: p.name, ID: created.UserPool.ID, Created: true})
	}
	return pools, nil
}

// createResources creates the resources of a pool. A style refers to its client by the name, for
// which createResources sends the id.
func (p pool) createResources(ctx context.Context, api API, region, poolID string) error {
	clients := map[string]string{} // ids by name
	for _, resource := range p.resources {
		switch resource.action {
		case createClient:
			var created struct {
				UserPoolClient struct {
					ID string `json:"ClientId"`
				}
			}
			if err := resource.send(ctx, api, region, poolID, &created); err != nil {
				return err
			}
			clients[resource.clientName()] = created.UserPoolClient.ID
			continue
		case createStyle:
			resource.body = maps.Clone(resource.body)
			resource.body["ClientId"] = clients[resource.clientName()]
		}
		if err := resource.send(ctx, api, region, poolID, nil); err != nil {
			return err
		}
	}
	return nil
}

// send calls the API. poolID is "" for the request that creates the pool.
func (r request) send(ctx context.Context, api API, region, poolID string, out any) error {
	body := r.body
	if poolID != "" {
		body = maps.Clone(body)
		body["UserPoolId"] = poolID
	}
	err := api.Call(ctx, r.action, region, body, out)
	if e, ok := errors.AsType[*apierror.Exception](err); ok {
		return errorAt(r.sourceRange(e.Message), "%s is rejected: %s (%s)", r.action, e.Message, e.Name)
	}
	return err
}
