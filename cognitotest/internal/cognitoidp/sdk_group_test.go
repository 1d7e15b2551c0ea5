package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func groupScenario(t *testing.T, l *login) {
	c, name := t.Context(), aws.String("admins")
	l.user(t, *ada, true)
	must(l.CreateGroup(c, &idp.CreateGroupInput{UserPoolId: &l.pool, GroupName: name}))(t)
	must(l.UpdateGroup(c, &idp.UpdateGroupInput{UserPoolId: &l.pool, GroupName: name, Precedence: aws.Int32(1)}))(t)
	assert.Equal(t, int32(1), *must(l.GetGroup(c, &idp.GetGroupInput{UserPoolId: &l.pool, GroupName: name}))(t).Group.Precedence)
	must(l.AdminAddUserToGroup(c, &idp.AdminAddUserToGroupInput{UserPoolId: &l.pool, GroupName: name, Username: ada}))(t)
	assert.Len(t, must(l.AdminListGroupsForUser(c, &idp.AdminListGroupsForUserInput{UserPoolId: &l.pool, Username: ada}))(t).Groups, 1)
	assert.Len(t, must(l.ListUsersInGroup(c, &idp.ListUsersInGroupInput{UserPoolId: &l.pool, GroupName: name}))(t).Users, 1)
	must(l.AdminRemoveUserFromGroup(c, &idp.AdminRemoveUserFromGroupInput{UserPoolId: &l.pool, GroupName: name, Username: ada}))(t)
	assert.Len(t, must(l.ListGroups(c, &idp.ListGroupsInput{UserPoolId: &l.pool}))(t).Groups, 1)
	must(l.DeleteGroup(c, &idp.DeleteGroupInput{UserPoolId: &l.pool, GroupName: name}))(t)
}
