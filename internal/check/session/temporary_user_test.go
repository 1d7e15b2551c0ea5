package session

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
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

// passwordAPI records the last password of a user.
type passwordAPI struct {
	checktest.Users
	set *cognitoidentityprovider.AdminSetUserPasswordInput
}

func (a *passwordAPI) AdminSetUserPassword(_ context.Context, in *cognitoidentityprovider.AdminSetUserPasswordInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminSetUserPasswordOutput, error) {
	a.set = in
	return &cognitoidentityprovider.AdminSetUserPasswordOutput{}, a.SetErr
}

func TestTemporaryUserGetsAnotherPassword(t *testing.T) {
	t.Parallel()
	api := &passwordAPI{}
	user, _, err := newTemporaryUser(t.Context(), api, &types.UserPoolType{Id: aws.String("eu-west-1_A")})
	require.NoError(t, err)
	assert.NotEqual(t, *api.Created.TemporaryPassword, user.Password)
	assert.Equal(t, &cognitoidentityprovider.AdminSetUserPasswordInput{UserPoolId: aws.String("eu-west-1_A"), Username: &user.Username, Password: &user.Password, Permanent: true}, api.set)
}

func TestDeletionOfATemporaryUserHasALimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var limit time.Duration
		api := &deadlineAPI{seen: func(deadline time.Time) { limit = time.Until(deadline) }}
		_, remove, err := InvitedUser(t.Context(), api, &types.UserPoolType{Id: aws.String("eu-west-1_A")})
		require.NoError(t, err)
		require.NoError(t, remove(t.Context()))
		assert.Equal(t, 30*time.Second, limit)
	})
}

// deadlineAPI reports the deadline of a deletion.
type deadlineAPI struct {
	checktest.Users
	seen func(time.Time)
}

func (a *deadlineAPI) AdminDeleteUser(ctx context.Context, in *cognitoidentityprovider.AdminDeleteUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminDeleteUserOutput, error) {
	deadline, _ := ctx.Deadline()
	a.seen(deadline)
	return a.Users.AdminDeleteUser(ctx, in)
}

func TestPhoneNumberOfATemporaryUserIsItsUsername(t *testing.T) {
	t.Parallel()
	number := func(username string) string {
		for _, a := range attributes(&types.UserPoolType{}, username, "ada@example.com", []string{"phone_number"}) {
			if *a.Name == "phone_number" {
				return *a.Value
			}
		}
		return ""
	}
	assert.Equal(t, "+12025550123", number("+12025550123"))
	assert.Regexp(t, `^\+1`, number("ada"))
}

// TestRandomPhoneNumbersAreReserved requires an area code from 201 and the numbers 555-0100 to 555-0199.
func TestRandomPhoneNumbersAreReserved(t *testing.T) {
	t.Parallel()
	numbers := map[string]bool{}
	for range 10_000 {
		number := randomPhoneNumber()
		require.Regexp(t, `^\+1(20[1-9]|2[1-9]\d|[3-9]\d\d)55501\d\d$`, number)
		numbers[number] = true
	}
	assert.Greater(t, len(numbers), 1_000, "they are random")
}

func TestPasswordOfATemporaryUser(t *testing.T) {
	t.Parallel()
	policy := func(length int32) *types.UserPoolType {
		return &types.UserPoolType{Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: &length}}}
	}
	for pool, length := range map[*types.UserPoolType]int{{}: 30, policy(8): 30, policy(30): 30, policy(31): 56, policy(99): 99} {
		got := RandomPassword(pool)
		assert.Len(t, got, length)
		for _, kind := range []string{"A", "a", "1", "!"} {
			assert.Contains(t, got, kind)
		}
	}
	one, other := RandomPassword(&types.UserPoolType{}), RandomPassword(&types.UserPoolType{})
	assert.NotEqual(t, one, other)
}
