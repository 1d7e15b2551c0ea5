package lifecycle

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// User applies users, a group and a membership.
func User(t *testing.T) {
	l := start(t, "user")
	pool := func() *string { return aws.String(l.id("aws_cognito_user_pool.this")) }
	user := func(name string) (*cognitoidentityprovider.AdminGetUserOutput, map[string]string) {
		got, err := l.API().AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: pool(), Username: aws.String(name)})
		require.NoError(t, err)
		attributes := map[string]string{}
		for _, attribute := range got.UserAttributes {
			attributes[aws.ToString(attribute.Name)] = aws.ToString(attribute.Value)
		}
		delete(attributes, "sub")
		return got, attributes
	}
	group := func() *types.GroupType {
		got, err := l.API().GetGroup(t.Context(), &cognitoidentityprovider.GetGroupInput{UserPoolId: pool(), GroupName: aws.String("support")})
		require.NoError(t, err)
		return got.Group
	}

	l.step(t, minimal)
	ada, _ := user("ada")
	assert.Equal(t, types.UserStatusTypeForceChangePassword, ada.UserStatus)
	grace, attributes := user("grace")
	assert.Equal(t, types.UserStatusTypeConfirmed, grace.UserStatus, "the argument password sets a permanent password")
	assert.Equal(t, map[string]string{"email": "grace@example.com", "email_verified": "true"}, attributes)
	members, err := l.API().ListUsersInGroup(t.Context(), &cognitoidentityprovider.ListUsersInGroupInput{UserPoolId: pool(), GroupName: aws.String("support")})
	require.NoError(t, err)
	require.Len(t, members.Users, 1)
	assert.Equal(t, "ada", aws.ToString(members.Users[0].Username))

	l.step(t, allArguments)
	ada, attributes = user("ada")
	assert.False(t, ada.Enabled)
	assert.Equal(t, map[string]string{"email": "ada@example.com", "name": "Ada", "custom:team": "orders"}, attributes)
	assert.Equal(t, "Sees all orders", aws.ToString(group().Description))
	assert.EqualValues(t, 5, aws.ToInt32(group().Precedence))

	l.step(t, changed)
	ada, attributes = user("ada")
	assert.True(t, ada.Enabled)
	assert.Equal(t, map[string]string{"email": "ada@example.org", "family_name": "Lovelace", "custom:team": "billing"}, attributes)
	assert.EqualValues(t, 0, aws.ToInt32(group().Precedence))
	assert.Equal(t, "arn:aws:iam::123456789012:role/other", aws.ToString(group().RoleArn))
	groups := l.output(t, "groups")
	assert.Equal(t, "Sees some orders", groups["one"].(map[string]any)["description"])
	assert.Len(t, groups["all"], 1)

	l.assertReplacements(t)
	l.assertImports(t, map[string][]string{"aws_cognito_user": {
		"client_metadata", "desired_delivery_mediums", "force_alias_creation", "message_action", "password", "temporary_password", "validation_data",
	}})

	l.step(t, removed)
	_, attributes = user("ada")
	assert.Empty(t, attributes)
	assert.Empty(t, aws.ToString(group().Description))
}
