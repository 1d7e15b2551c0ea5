package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func groupScenario(t *testing.T, s *sdkServer) {
	c, name := t.Context(), aws.String("admins")
	s.user(t, *ada, true)
	must(s.CreateGroup(c, &idp.CreateGroupInput{UserPoolId: &s.pool, GroupName: name}))(t)
	must(s.UpdateGroup(c, &idp.UpdateGroupInput{UserPoolId: &s.pool, GroupName: name, Precedence: aws.Int32(1)}))(t)
	assert.Equal(t, int32(1), *must(s.GetGroup(c, &idp.GetGroupInput{UserPoolId: &s.pool, GroupName: name}))(t).Group.Precedence)
	must(s.AdminAddUserToGroup(c, &idp.AdminAddUserToGroupInput{UserPoolId: &s.pool, GroupName: name, Username: ada}))(t)
	assert.Len(t, must(s.AdminListGroupsForUser(c, &idp.AdminListGroupsForUserInput{UserPoolId: &s.pool, Username: ada}))(t).Groups, 1)
	assert.Len(t, must(s.ListUsersInGroup(c, &idp.ListUsersInGroupInput{UserPoolId: &s.pool, GroupName: name}))(t).Users, 1)
	must(s.AdminRemoveUserFromGroup(c, &idp.AdminRemoveUserFromGroupInput{UserPoolId: &s.pool, GroupName: name, Username: ada}))(t)
	assert.Len(t, must(s.ListGroups(c, &idp.ListGroupsInput{UserPoolId: &s.pool}))(t).Groups, 1)
	must(s.DeleteGroup(c, &idp.DeleteGroupInput{UserPoolId: &s.pool, GroupName: name}))(t)
}
