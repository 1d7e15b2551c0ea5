package check

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// PageSize is the number of clients per page, the maximum of ListUserPoolClients.
const PageSize = 60

// AddClients adds to an environment the clients of its pool that it lacks. Their key is their
// name, or their id if another client has the name. They have no declared settings.
//
// It returns the errors of ListUserPoolClients.
func AddClients(ctx context.Context, api API, e *environment.Environment) error {
	known, keys := map[string]bool{}, map[string]bool{}
	for i := range e.Clients {
		known[e.Clients[i].ID], keys[e.Clients[i].Key] = true, true
	}
	pages := cognitoidentityprovider.NewListUserPoolClientsPaginator(api, &cognitoidentityprovider.ListUserPoolClientsInput{
		UserPoolId: &e.UserPoolID, MaxResults: aws.Int32(PageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.UserPoolClients {
			id, key := aws.ToString(c.ClientId), aws.ToString(c.ClientName)
			if known[id] {
				continue
			}
			if key == "" || keys[key] {
				key = id
			}
			known[id], keys[key] = true, true
			e.Clients = append(e.Clients, environment.Client{Key: key, ID: id})
		}
	}
	slices.SortStableFunc(e.Clients, func(a, b environment.Client) int { return strings.Compare(a.Key, b.Key) })
	return nil
}

// NameClients replaces the key of each client that is known only by its id with the client's
// name in the pool, because a policy names clients by name.
//
// It returns the errors of DescribeUserPoolClient.
func NameClients(ctx context.Context, api API, e *environment.Environment) error {
	keys := map[string]bool{}
	for i := range e.Clients {
		keys[e.Clients[i].Key] = true
	}
	for i := range e.Clients {
		c := &e.Clients[i]
		if c.Key != c.ID {
			continue
		}
		out, err := api.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: &e.UserPoolID, ClientId: &c.ID})
		if err != nil {
			return err
		}
		if out.UserPoolClient == nil {
			continue
		}
		// Names are not unique in a pool; ids are.
		if name := aws.ToString(out.UserPoolClient.ClientName); name != "" && !keys[name] {
			keys[name] = true
			c.Key = name
		}
	}
	return nil
}
