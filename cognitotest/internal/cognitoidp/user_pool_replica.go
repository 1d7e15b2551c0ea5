package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type userPoolReplicaRequest struct {
	UserPoolID   string `json:"UserPoolId"`
	RegionName   string
	Status       string
	UserPoolTags map[string]string
	NextToken    string
}

// userPoolReplica is the UserPoolReplicaType of the API.
type userPoolReplica struct {
	RegionName  string
	Status      string
	Role        string
	UserPoolArn string
}

// The roles of replicas.
const (
	primaryReplica   = "PRIMARY"
	secondaryReplica = "SECONDARY"
)

func (c *call) secondary(poolID string, r userpool.Replica) userPoolReplica {
	return userPoolReplica{
		RegionName: r.Region, Status: r.Status(c.Store.Clock.Now()), Role: secondaryReplica, UserPoolArn: c.Store.ReplicaARN(r.Region, poolID),
	}
}

func (c *call) replicaResponse(poolID string, r userpool.Replica, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"UserPoolReplica": c.secondary(poolID, r)}, nil
}

func createUserPoolReplica(c *call, in userPoolReplicaRequest) (any, error) {
	r, err := c.Store.CreateReplica(in.UserPoolID, in.RegionName, in.UserPoolTags)
	return c.replicaResponse(in.UserPoolID, r, err)
}

func updateUserPoolReplica(c *call, in userPoolReplicaRequest) (any, error) {
	r, err := c.Store.ActivateReplica(in.UserPoolID, in.RegionName, in.Status == userpool.ReplicaActive)
	return c.replicaResponse(in.UserPoolID, r, err)
}

func deleteUserPoolReplica(c *call, in userPoolReplicaRequest) (any, error) {
	r, err := c.Store.DeleteReplica(in.UserPoolID, in.RegionName)
	return c.replicaResponse(in.UserPoolID, r, err)
}

// listUserPoolReplicas returns the primary replica, and the secondary replica if there is one. A
// pool without replication is its own primary (unspecified).
func listUserPoolReplicas(c *call, in userPoolReplicaRequest) (any, error) {
	r, replicated, err := c.Store.Replica(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	primary := userpool.Pool{ID: in.UserPoolID}
	all := []userPoolReplica{{
		RegionName: primary.Region(), Status: userpool.ReplicaActive, Role: primaryReplica, UserPoolArn: c.Store.PoolARN(in.UserPoolID),
	}}
	if replicated {
		all = append(all, c.secondary(in.UserPoolID, r))
	}
	all, next, err := page(c, all, func(r userPoolReplica) string { return r.RegionName }, in.NextToken, 0)
	if err != nil {
		return nil, err
	}
	return struct {
		UserPoolReplicas []userPoolReplica
		NextToken        string `json:",omitempty"`
	}{all, next}, nil
}

var userPoolReplicaActions = []action{
	on("CreateUserPoolReplica", createUserPoolReplica),
	on("ListUserPoolReplicas", listUserPoolReplicas),
	on("UpdateUserPoolReplica", updateUserPoolReplica),
	on("DeleteUserPoolReplica", deleteUserPoolReplica),
}
