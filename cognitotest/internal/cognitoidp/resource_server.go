package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type resourceServerScope struct {
	ScopeName        string
	ScopeDescription string
}

// resourceServer is the ResourceServerType of the API. It is also the request of the actions that
// need only UserPoolId and Identifier.
type resourceServer struct {
	UserPoolID string `json:"UserPoolId"`
	Identifier string
	Name       string
	Scopes     []resourceServerScope `json:",omitempty"`
}

func (in resourceServer) record() userpool.ResourceServer {
	r := userpool.ResourceServer{Identifier: in.Identifier, Name: in.Name}
	for _, s := range in.Scopes {
		r.Scopes = append(r.Scopes, userpool.Scope{Name: s.ScopeName, Description: s.ScopeDescription})
	}
	return r
}

func resourceServerOf(poolID string, r userpool.ResourceServer) resourceServer {
	wire := resourceServer{UserPoolID: poolID, Identifier: r.Identifier, Name: r.Name}
	for _, s := range r.Scopes {
		wire.Scopes = append(wire.Scopes, resourceServerScope{s.Name, s.Description})
	}
	return wire
}

func resourceServerResponse(poolID string, r userpool.ResourceServer, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"ResourceServer": resourceServerOf(poolID, r)}, nil
}

func createResourceServer(c *call, in resourceServer) (any, error) {
	r, err := c.Store.CreateResourceServer(in.UserPoolID, in.record())
	return resourceServerResponse(in.UserPoolID, r, err)
}

func updateResourceServer(c *call, in resourceServer) (any, error) {
	r, err := c.Store.UpdateResourceServer(in.UserPoolID, in.record())
	return resourceServerResponse(in.UserPoolID, r, err)
}

func describeResourceServer(c *call, in resourceServer) (any, error) {
	r, err := c.Store.ResourceServer(in.UserPoolID, in.Identifier)
	return resourceServerResponse(in.UserPoolID, r, err)
}

func deleteResourceServer(c *call, in resourceServer) (any, error) {
	return none{}, c.Store.DeleteResourceServer(in.UserPoolID, in.Identifier)
}

func listResourceServers(c *call, in struct {
	UserPoolID string `json:"UserPoolId"`
	MaxResults int
	NextToken  string
}) (any, error) {
	servers, err := c.Store.ResourceServers(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	servers, next, err := page(c, servers, func(r userpool.ResourceServer) string { return r.Identifier }, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	listed := []resourceServer{}
	for _, r := range servers {
		listed = append(listed, resourceServerOf(in.UserPoolID, r))
	}
	return struct {
		ResourceServers []resourceServer
		NextToken       string `json:",omitempty"`
	}{listed, next}, nil
}

var resourceServerActions = []action{
	on("CreateResourceServer", createResourceServer),
	on("UpdateResourceServer", updateResourceServer),
	on("DescribeResourceServer", describeResourceServer),
	on("DeleteResourceServer", deleteResourceServer),
	on("ListResourceServers", listResourceServers),
}
