package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// connectFunc returns a connection to the user pool of an environment.
type connectFunc func(context.Context, *declared.Environment) (check.Connection, error)

// withAllClients adds the undeclared clients of each pool.
func withAllClients(ctx context.Context, environments []declared.Environment, connect connectFunc) connectFunc {
	failures := make([]error, len(environments))
	var group errgroup.Group
	group.SetLimit(check.DefaultConcurrency)
	for i := range environments {
		group.Go(func() error {
			connection, err := connect(ctx, &environments[i])
			if err == nil {
				err = check.AddClients(ctx, connection.API, &environments[i])
			}
			failures[i] = err
			return nil
		})
	}
	_ = group.Wait() // failures has the errors
	return func(ctx context.Context, e *declared.Environment) (check.Connection, error) {
		for i := range environments {
			if e == &environments[i] && failures[i] != nil {
				return check.Connection{}, failures[i]
			}
		}
		return connect(ctx, e)
	}
}

// readPolicy reads the file of --policy, and returns nil without one.
func (o inputOptions) readPolicy() (*declared.Policy, error) {
	if o.policy == "" {
		return nil, nil //nolint:nilnil // no file, no policy
	}
	text, err := readInputFile(o.policy)
	if err != nil {
		return nil, unreadable(o.policy, err)
	}
	return declared.ReadPolicy(text, o.policy)
}

// findClients finds the clients of --user-pool-id: the clients of --client-id, the clients that
// the policy names by id or name, or all clients. Then it applies the policy.
func (o inputOptions) findClients(ctx context.Context, e *declared.Environment, policy *declared.Policy, all bool, api check.API) error {
	selected := slices.Clone(o.clients)
	if policy != nil {
		for _, id := range policy.ClientIDs() {
			if !slices.Contains(selected, id) {
				selected = append(selected, id)
				e.Clients = append(e.Clients, declared.Client{Key: id, ID: id})
			}
		}
	}
	named := policy != nil && policy.NamesClients()
	if !all && !named && len(selected) == 0 {
		return errors.New("no app client is selected. Select one with --client-id, or all with --all-clients")
	}
	fill := check.NameClients
	if all || named {
		fill = func(ctx context.Context, api check.API, e *declared.Environment) error {
			return errors.Join(check.NameClients(ctx, api, e), check.AddClients(ctx, api, e))
		}
	}
	if err := fill(ctx, api, e); err != nil {
		return fmt.Errorf("the clients of %s cannot be read: %s", e.UserPoolID, check.Reason(err))
	}
	if policy == nil {
		return nil
	}
	if err := policy.Apply(e); err != nil {
		return err
	}
	if !all { // remove clients that were listed only to find the clients that the policy names
		e.Clients = slices.DeleteFunc(e.Clients, func(c declared.Client) bool {
			return !slices.Contains(selected, c.ID) && reflect.DeepEqual(c.Declared, declared.AppClient{})
		})
	}
	return nil
}
