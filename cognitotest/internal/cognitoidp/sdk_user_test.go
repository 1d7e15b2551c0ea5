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

func userScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.AddCustomAttributes(c, &idp.AddCustomAttributesInput{UserPoolId: &s.pool, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: "String"}}}))(t)
	must(s.AdminCreateUser(c, &idp.AdminCreateUserInput{UserPoolId: &s.pool, Username: ada}))(t)
	must(s.AdminUpdateUserAttributes(c, &idp.AdminUpdateUserAttributesInput{UserPoolId: &s.pool, Username: ada, UserAttributes: []types.AttributeType{
		{Name: aws.String("email"), Value: aws.String("ada@shop.example")}, {Name: aws.String("custom:tenant"), Value: aws.String("t1")},
	}}))(t)
	must(s.AdminDeleteUserAttributes(c, &idp.AdminDeleteUserAttributesInput{UserPoolId: &s.pool, Username: ada, UserAttributeNames: []string{"custom:tenant"}}))(t)
	user := must(s.AdminGetUser(c, &idp.AdminGetUserInput{UserPoolId: &s.pool, Username: ada}))(t)
	assert.Equal(t, types.UserStatusTypeForceChangePassword, user.UserStatus)
	assert.True(t, user.Enabled)
	assert.Len(t, user.UserAttributes, 2, "sub and email")
	must(s.AdminDisableUser(c, &idp.AdminDisableUserInput{UserPoolId: &s.pool, Username: ada}))(t)
	list := func(filter string) []types.UserType {
		return must(s.ListUsers(c, &idp.ListUsersInput{UserPoolId: &s.pool, Filter: &filter, AttributesToGet: []string{"email"}}))(t).Users
	}
	assert.Empty(t, list(`status = "Enabled"`))
	must(s.AdminEnableUser(c, &idp.AdminEnableUserInput{UserPoolId: &s.pool, Username: ada}))(t)
	found := list(`email ^= "ada@"`)
	require.Len(t, found, 1)
	assert.Equal(t, []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@shop.example")}}, found[0].Attributes)
	assert.Empty(t, list(`email = "ada@"`))
	must(s.AdminSetUserPassword(c, &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: ada, Password: aws.String(password)}))(t)
	must(s.AdminUserGlobalSignOut(c, &idp.AdminUserGlobalSignOutInput{UserPoolId: &s.pool, Username: ada}))(t)
	must(s.AdminDeleteUser(c, &idp.AdminDeleteUserInput{UserPoolId: &s.pool, Username: ada}))(t)
	assert.Empty(t, list(`username = "ada"`))
}
