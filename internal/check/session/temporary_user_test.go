package session

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
)

func TestTemporaryUser(t *testing.T) {
	t.Parallel()
	attribute := func(name string) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: &name, Required: aws.Bool(true)}
	}
	for _, tt := range []struct {
		name       string
		pool       types.UserPoolType
		username   string // a pattern
		attributes []string
	}{
		{"by email", types.UserPoolType{UsernameAttributes: []types.UsernameAttributeType{"email"}}, `^cognitokit-check-[a-z0-9]{26}@example\.com$`, []string{"email", "email_verified"}},
		{"by phone number", types.UserPoolType{UsernameAttributes: []types.UsernameAttributeType{"phone_number"}}, `^\+1\d{3}55501\d\d$`, []string{"email", "email_verified"}},
		{"by name", types.UserPoolType{AliasAttributes: []types.AliasAttributeType{"email"}}, `^cognitokit-check-[a-z0-9]{26}$`, []string{"email", "email_verified"}},
		{
			"with required attributes", types.UserPoolType{SchemaAttributes: []types.SchemaAttributeType{attribute("sub"), attribute("phone_number"), attribute("given_name"), attribute("birthdate")}},
			`^cognitokit-check-`, []string{"birthdate", "email", "email_verified", "given_name", "phone_number", "phone_number_verified"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := &checktest.Users{}
			tt.pool.Id = aws.String("eu-west-1_A")
			user, remove, err := newTemporaryUser(t.Context(), c, &tt.pool)
			require.NoError(t, err)
			assert.Regexp(t, tt.username, user.Username)
			assert.Equal(t, types.MessageActionTypeSuppress, c.Created.MessageAction, "the service sends no message")
			var names []string
			for _, a := range c.Created.UserAttributes {
				names = append(names, *a.Name)
				assert.NotEmpty(t, *a.Value)
			}
			assert.Equal(t, tt.attributes, names)

			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			require.NoError(t, remove(ctx))
			assert.Equal(t, []string{user.Username}, c.Deleted)
			assert.False(t, c.Cancelled, "the end of the run does not cancel the deletion")
		})
	}
}

func TestTemporaryUserErrors(t *testing.T) {
	t.Parallel()
	no := errors.New("no")
	pool := &types.UserPoolType{Id: aws.String("eu-west-1_A")}

	_, remove, err := newTemporaryUser(t.Context(), nil, pool)
	assert.ErrorContains(t, err, "see docs/check.md for the permissions")
	assert.Nil(t, remove)

	for name, c := range map[string]*checktest.Users{"not created": {CreateErr: no, DeleteErr: &types.UserNotFoundException{}}, "no password": {SetErr: no}} {
		_, remove, err := newTemporaryUser(t.Context(), c, pool)
		require.ErrorIs(t, err, no, name)
		assert.NoError(t, remove(t.Context()), name)
		assert.Len(t, c.Deleted, 1, "a user that may exist is deleted")
	}

	user, remove, err := newTemporaryUser(t.Context(), &checktest.Users{DeleteErr: no}, pool)
	require.NoError(t, err)
	err = remove(t.Context())
	assert.EqualError(t, err, "the temporary user "+user.Username+" was not deleted: no: delete it with `aws cognito-idp admin-delete-user --user-pool-id eu-west-1_A --username "+user.Username+"`")
	assert.NotContains(t, err.Error(), user.Password)
}

func TestAttributesOfATemporaryUser(t *testing.T) {
	t.Parallel()
	limited := func(least, most string) *types.UserPoolType {
		return &types.UserPoolType{SchemaAttributes: []types.SchemaAttributeType{{
			Name: aws.String("name"), Required: aws.Bool(true), StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: &least, MaxLength: &most},
		}}}
	}
	for _, tt := range []struct {
		name string
		pool *types.UserPoolType
		want string
	}{
		{"without limits", &types.UserPoolType{SchemaAttributes: []types.SchemaAttributeType{{Name: aws.String("name"), Required: aws.Bool(true)}}}, "cognitokit check"},
		{"with wide limits", limited("0", "2048"), "cognitokit check"},
		{"shorter", limited("1", "10"), "cognitokit"},
		{"longer", limited("20", "30"), "cognitokit checkxxxx"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := attributes(tt.pool, "ada", "ada@example.com", nil)
			assert.Contains(t, got, types.AttributeType{Name: aws.String("name"), Value: &tt.want})
		})
	}
}

func TestPasswordOfATemporaryUser(t *testing.T) {
	t.Parallel()
	policy := func(length int32) *types.UserPoolType {
		return &types.UserPoolType{Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: &length}}}
	}
	for pool, length := range map[*types.UserPoolType]int{{}: 30, policy(8): 30, policy(31): 56, policy(99): 99} {
		got := RandomPassword(pool)
		assert.Len(t, got, length)
		for _, kind := range []string{"A", "a", "1", "!"} {
			assert.Contains(t, got, kind)
		}
	}
	one, other := RandomPassword(&types.UserPoolType{}), RandomPassword(&types.UserPoolType{})
	assert.NotEqual(t, one, other)
}
