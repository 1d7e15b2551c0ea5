package cognitoidp

import (
	"fmt"
	"math"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// groupRequest has the members of all actions on groups and memberships.
type groupRequest struct {
	UserPoolID  string `json:"UserPoolId"`
	GroupName   string
	Description *string
	RoleArn     *string
	Precedence  *int
	Username    string
	Limit       int
	NextToken   string
}

// apply sets the members that a request has. An update keeps the other settings: the Terraform
// provider sends only changes.
func (in groupRequest) apply(g *userpool.Group) {
	g.Description = valueOr(in.Description, g.Description)
	g.RoleARN = valueOr(in.RoleArn, g.RoleARN)
	if in.Precedence != nil {
		g.Precedence = in.Precedence
	}
}

// group is the GroupType of the API.
type group struct {
	GroupName        string
	UserPoolID       string `json:"UserPoolId"`
	Description      string `json:",omitempty"`
	RoleArn          string `json:",omitempty"`
	Precedence       *int   `json:",omitempty"`
	CreationDate     float64
	LastModifiedDate float64
}

func groupOf(poolID string, g userpool.Group) group {
	return group{
		GroupName: g.Name, UserPoolID: poolID, Description: g.Description, RoleArn: g.RoleARN, Precedence: g.Precedence,
		CreationDate: epoch(g.Created), LastModifiedDate: epoch(g.Modified),
	}
}

func groupResponse(poolID string, g userpool.Group, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"Group": groupOf(poolID, g)}, nil
}

func createGroup(c *call, in groupRequest) (any, error) {
	g := userpool.Group{Name: in.GroupName}
	in.apply(&g)
	g, err := c.Store.CreateGroup(in.UserPoolID, g)
	return groupResponse(in.UserPoolID, g, err)
}

func updateGroup(c *call, in groupRequest) (any, error) {
	g, err := c.Store.UpdateGroup(in.UserPoolID, in.GroupName, in.apply)
	return groupResponse(in.UserPoolID, g, err)
}

func getGroup(c *call, in groupRequest) (any, error) {
	g, err := c.Store.Group(in.UserPoolID, in.GroupName)
	return groupResponse(in.UserPoolID, g, err)
}

func deleteGroup(c *call, in groupRequest) (any, error) {
	return none{}, c.Store.DeleteGroup(in.UserPoolID, in.GroupName)
}

func groupList(in groupRequest, groups []userpool.Group, next string, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := []group{}
	for _, g := range groups {
		wire = append(wire, groupOf(in.UserPoolID, g))
	}
	return struct {
		Groups    []group
		NextToken string `json:",omitempty"`
	}{wire, next}, nil
}

func listGroups(c *call, in groupRequest) (any, error) {
	after := func(name string, n int) ([]userpool.Group, error) { return c.Store.Groups(in.UserPoolID, name, n) }
	groups, next, err := pageOf(c, after, func(g userpool.Group) string { return g.Name }, in.NextToken, in.Limit)
	return groupList(in, groups, next, err)
}

// byPrecedence returns the sort key of a group. The lowest precedence comes first, groups without a
// precedence come last (developer guide, "Adding groups to a user pool").
func byPrecedence(g userpool.Group) string {
	return fmt.Sprintf("%010d/%s", valueOr(g.Precedence, math.MaxInt32+1), g.Name)
}

func adminListGroupsForUser(c *call, in groupRequest) (any, error) {
	groups, err := c.Store.GroupsOf(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	groups, next, err := page(c, groups, byPrecedence, in.NextToken, in.Limit)
	return groupList(in, groups, next, err)
}

func listUsersInGroup(c *call, in groupRequest) (any, error) {
	after := func(username string, n int) ([]userpool.User, error) {
		return c.Store.UsersInGroup(in.UserPoolID, in.GroupName, username, n)
	}
	users, next, err := pageOf(c, after, usernameOf, in.NextToken, in.Limit)
	if err != nil {
		return nil, err
	}
	wire := []userDescription{}
	for _, u := range users {
		wire = append(wire, userOf(u))
	}
	return struct {
		Users     []userDescription
		NextToken string `json:",omitempty"`
	}{wire, next}, nil
}

func adminAddUserToGroup(c *call, in groupRequest) (any, error) {
	return none{}, c.Store.SetMembership(in.UserPoolID, in.Username, in.GroupName, true)
}

func adminRemoveUserFromGroup(c *call, in groupRequest) (any, error) {
	return none{}, c.Store.SetMembership(in.UserPoolID, in.Username, in.GroupName, false)
}

var groupActions = []action{
	on("CreateGroup", createGroup),
	on("UpdateGroup", updateGroup),
	on("GetGroup", getGroup),
	on("DeleteGroup", deleteGroup),
	on("ListGroups", listGroups),
	on("ListUsersInGroup", listUsersInGroup),
	on("AdminListGroupsForUser", adminListGroupsForUser),
	on("AdminAddUserToGroup", adminAddUserToGroup),
	on("AdminRemoveUserFromGroup", adminRemoveUserFromGroup),
}
