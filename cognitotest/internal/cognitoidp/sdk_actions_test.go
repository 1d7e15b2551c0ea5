package cognitoidp_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

// TestEveryActionThroughTheSDK: AWS's own client can ask for every action that is
// built and decode the answer. What the answers mean is tested elsewhere.
func TestEveryActionThroughTheSDK(t *testing.T) {
	l := newLogin(t, rotating(10))
	steps := []struct {
		name string
		run  func(*testing.T, *login)
	}{
		{"pool", poolActions}, {"domain and UI", domainActions}, {"resource server and provider", serverActions},
		{"user", userActions}, {"group", groupActions}, {"sign-in", signInActions}, {"second factor", factorActions},
		{"delete", deleteActions},
	}
	for _, step := range steps {
		require.True(t, t.Run(step.name, func(t *testing.T) { step.run(t, l) }))
	}
	assert.Equal(t, cognitoidp.Actions(), slices.Sorted(maps.Keys(l.called)))
}

// must returns the output of an action that must succeed.
func must[T any](out T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		require.NoError(t, err)
		return out
	}
}

var ada = aws.String("ada")

func poolActions(t *testing.T, l *login) {
	c := t.Context()
	pool := must(l.DescribeUserPool(c, &idp.DescribeUserPoolInput{UserPoolId: &l.pool}))(t).UserPool
	assert.Equal(t, "login", *pool.Name)
	assert.WithinDuration(t, l.Now(), *pool.CreationDate, 10e9)
	must(l.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &l.pool}))(t)
	must(l.AddCustomAttributes(c, &idp.AddCustomAttributesInput{UserPoolId: &l.pool, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: "String"}}}))(t)
	assert.Len(t, must(l.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools, 1)
	must(l.GetUserPoolMfaConfig(c, &idp.GetUserPoolMfaConfigInput{UserPoolId: &l.pool}))(t)
	must(l.TagResource(c, &idp.TagResourceInput{ResourceArn: pool.Arn, Tags: map[string]string{"a": "b"}}))(t)
	assert.Equal(t, map[string]string{"a": "b"}, must(l.ListTagsForResource(c, &idp.ListTagsForResourceInput{ResourceArn: pool.Arn}))(t).Tags)
	must(l.UntagResource(c, &idp.UntagResourceInput{ResourceArn: pool.Arn, TagKeys: []string{"a"}}))(t)
	client := must(l.DescribeUserPoolClient(c, &idp.DescribeUserPoolClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t).UserPoolClient
	assert.Equal(t, int32(10), *client.RefreshTokenRotation.RetryGracePeriodSeconds)
	assert.Len(t, must(l.ListUserPoolClients(c, &idp.ListUserPoolClientsInput{UserPoolId: &l.pool}))(t).UserPoolClients, 1)
	updated := must(l.UpdateUserPoolClient(c, &idp.UpdateUserPoolClientInput{
		UserPoolId: &l.pool, ClientId: &l.client, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"},
	}))(t)
	assert.Equal(t, types.FeatureTypeDisabled, updated.UserPoolClient.RefreshTokenRotation.Feature)
}

func domainActions(t *testing.T, l *login) {
	c, domain := t.Context(), aws.String("shop")
	must(l.CreateUserPoolDomain(c, &idp.CreateUserPoolDomainInput{UserPoolId: &l.pool, Domain: domain}))(t)
	must(l.UpdateUserPoolDomain(c, &idp.UpdateUserPoolDomainInput{UserPoolId: &l.pool, Domain: domain, ManagedLoginVersion: aws.Int32(2)}))(t)
	described := must(l.DescribeUserPoolDomain(c, &idp.DescribeUserPoolDomainInput{Domain: domain}))(t).DomainDescription
	assert.Equal(t, types.DomainStatusTypeActive, described.Status)
	must(l.SetUICustomization(c, &idp.SetUICustomizationInput{UserPoolId: &l.pool, CSS: aws.String(".label-customizable{}"), ImageFile: []byte{1, 2, 3}}))(t)
	ui := must(l.GetUICustomization(c, &idp.GetUICustomizationInput{UserPoolId: &l.pool}))(t).UICustomization
	assert.Equal(t, ".label-customizable{}", *ui.CSS)
	brandingActions(t, l)
	must(l.SetRiskConfiguration(c, &idp.SetRiskConfigurationInput{UserPoolId: &l.pool, RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"10.0.0.0/8"}}}))(t)
	risk := must(l.DescribeRiskConfiguration(c, &idp.DescribeRiskConfigurationInput{UserPoolId: &l.pool}))(t).RiskConfiguration
	assert.Equal(t, []string{"10.0.0.0/8"}, risk.RiskExceptionConfiguration.BlockedIPRangeList)
}

func serverActions(t *testing.T, l *login) {
	c, id, provider := t.Context(), aws.String("https://orders.example.com"), aws.String("Google")
	scopes := []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("read orders")}}
	must(l.CreateResourceServer(c, &idp.CreateResourceServerInput{UserPoolId: &l.pool, Identifier: id, Name: aws.String("old"), Scopes: scopes}))(t)
	must(l.UpdateResourceServer(c, &idp.UpdateResourceServerInput{UserPoolId: &l.pool, Identifier: id, Name: aws.String("orders")}))(t)
	described := must(l.DescribeResourceServer(c, &idp.DescribeResourceServerInput{UserPoolId: &l.pool, Identifier: id}))(t).ResourceServer
	assert.Equal(t, "orders", *described.Name)
	assert.Empty(t, described.Scopes, "an update replaces the scopes")
	assert.Len(t, must(l.ListResourceServers(c, &idp.ListResourceServersInput{UserPoolId: &l.pool, MaxResults: aws.Int32(10)}))(t).ResourceServers, 1)
	must(l.DeleteResourceServer(c, &idp.DeleteResourceServerInput{UserPoolId: &l.pool, Identifier: id}))(t)
	must(l.CreateIdentityProvider(c, &idp.CreateIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider, ProviderType: "Google", ProviderDetails: map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	must(l.UpdateIdentityProvider(c, &idp.UpdateIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider, ProviderDetails: map[string]string{"client_id": "2", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	google := must(l.DescribeIdentityProvider(c, &idp.DescribeIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider}))(t).IdentityProvider
	assert.Equal(t, "2", google.ProviderDetails["client_id"])
	assert.Len(t, must(l.ListIdentityProviders(c, &idp.ListIdentityProvidersInput{UserPoolId: &l.pool}))(t).Providers, 1)
	must(l.DeleteIdentityProvider(c, &idp.DeleteIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider}))(t)
}

func userActions(t *testing.T, l *login) {
	c := t.Context()
	l.user(t, "ada", false)
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
	l.Advance(2e9) // a sign-in of the second in which the user was disabled would be void
}

func groupActions(t *testing.T, l *login) {
	c, name := t.Context(), aws.String("admins")
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

func signInActions(t *testing.T, l *login) {
	c := t.Context()
	out := must(l.AdminInitiateAuth(c, &idp.AdminInitiateAuthInput{
		UserPoolId: &l.pool, ClientId: &l.client, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": password},
	}))(t)
	require.Equal(t, newPassword, out.ChallengeName)
	first := must(l.AdminRespondToAuthChallenge(c, &idp.AdminRespondToAuthChallengeInput{
		UserPoolId: &l.pool, ClientId: &l.client, ChallengeName: newPassword, Session: out.Session, ChallengeResponses: map[string]string{"USERNAME": "ada", "NEW_PASSWORD": password},
	}))(t).AuthenticationResult
	user := must(l.GetUser(c, &idp.GetUserInput{AccessToken: first.AccessToken}))(t)
	assert.Equal(t, "ada", *user.Username)
	must(l.GetTokensFromRefreshToken(c, &idp.GetTokensFromRefreshTokenInput{ClientId: &l.client, RefreshToken: first.RefreshToken}))(t)
	must(l.RevokeToken(c, &idp.RevokeTokenInput{ClientId: &l.client, Token: first.RefreshToken}))(t)
	must(l.GlobalSignOut(c, &idp.GlobalSignOutInput{AccessToken: l.signIn(t, "ada").AccessToken}))(t)
	must(l.AdminUserGlobalSignOut(c, &idp.AdminUserGlobalSignOutInput{UserPoolId: &l.pool, Username: ada}))(t)
	l.Advance(2e9) // a sign-in of the sign-out's own second would be void
}

func factorActions(t *testing.T, l *login) {
	c := t.Context()
	l.requireMFA(t, "ON")
	out := must(l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password))(t)
	secret := must(l.AssociateSoftwareToken(c, &idp.AssociateSoftwareTokenInput{Session: out.Session}))(t)
	verified := must(l.VerifySoftwareToken(c, &idp.VerifySoftwareTokenInput{Session: secret.Session, UserCode: aws.String(l.code(t, secret.SecretCode, 0))}))(t)
	tokens := must(l.respond(t, mfaSetup, verified.Session, "USERNAME", "ada"))(t).AuthenticationResult
	preference := &types.SoftwareTokenMfaSettingsType{Enabled: true, PreferredMfa: true}
	must(l.SetUserMFAPreference(c, &idp.SetUserMFAPreferenceInput{AccessToken: tokens.AccessToken, SoftwareTokenMfaSettings: preference}))(t)
	must(l.AdminSetUserMFAPreference(c, &idp.AdminSetUserMFAPreferenceInput{UserPoolId: &l.pool, Username: ada, SoftwareTokenMfaSettings: preference}))(t)
}

func deleteActions(t *testing.T, l *login) {
	c := t.Context()
	must(l.AdminDeleteUser(c, &idp.AdminDeleteUserInput{UserPoolId: &l.pool, Username: ada}))(t)
	must(l.DeleteUserPoolClient(c, &idp.DeleteUserPoolClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t)
	must(l.DeleteUserPoolDomain(c, &idp.DeleteUserPoolDomainInput{UserPoolId: &l.pool, Domain: aws.String("shop")}))(t)
	must(l.DeleteUserPool(c, &idp.DeleteUserPoolInput{UserPoolId: &l.pool}))(t)
	assert.Empty(t, must(l.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools)
}
