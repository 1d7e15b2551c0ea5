package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ada is the username in the scenarios.
var ada = aws.String("ada")

func userScenario(t *testing.T, l *login) {
	c := t.Context()
	must(l.AddCustomAttributes(c, &idp.AddCustomAttributesInput{UserPoolId: &l.pool, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: "String"}}}))(t)
	must(l.AdminCreateUser(c, &idp.AdminCreateUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	must(l.AdminUpdateUserAttributes(c, &idp.AdminUpdateUserAttributesInput{UserPoolId: &l.pool, Username: ada, UserAttributes: []types.AttributeType{
		{Name: aws.String("email"), Value: aws.String("ada@shop.example")}, {Name: aws.String("custom:tenant"), Value: aws.String("t1")},
	}}))(t)
	must(l.AdminDeleteUserAttributes(c, &idp.AdminDeleteUserAttributesInput{UserPoolId: &l.pool, Username: ada, UserAttributeNames: []string{"custom:tenant"}}))(t)
	user := must(l.AdminGetUser(c, &idp.AdminGetUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	assert.Equal(t, types.UserStatusTypeForceChangePassword, user.UserStatus)
	assert.True(t, user.Enabled)
	assert.Len(t, user.UserAttributes, 2, "sub and email")
	must(l.AdminDisableUser(c, &idp.AdminDisableUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	list := func(filter string) []types.UserType {
		return must(l.ListUsers(c, &idp.ListUsersInput{UserPoolId: &l.pool, Filter: &filter, AttributesToGet: []string{"email"}}))(t).Users
	}
	assert.Empty(t, list(`status = "Enabled"`))
	must(l.AdminEnableUser(c, &idp.AdminEnableUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	found := list(`email ^= "ada@"`)
	require.Len(t, found, 1)
	assert.Equal(t, []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@shop.example")}}, found[0].Attributes)
	assert.Empty(t, list(`email = "ada@"`))
	must(l.AdminSetUserPassword(c, &idp.AdminSetUserPasswordInput{UserPoolId: &l.pool, Username: ada, Password: aws.String(password)}))(t)
	must(l.AdminUserGlobalSignOut(c, &idp.AdminUserGlobalSignOutInput{UserPoolId: &l.pool, Username: ada}))(t)
	must(l.AdminDeleteUser(c, &idp.AdminDeleteUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	assert.Empty(t, list(`username = "ada"`))
}
