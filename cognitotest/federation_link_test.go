package cognitotest_test

import (
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A linked user signs in as the local user of the pool, and the pool creates no federated user
// (developer guide, "Linking federated users to an existing user profile").
func TestLinkedUserSignsInAsTheLocalUser(t *testing.T) {
	t.Parallel()
	for name, by := range map[string]struct {
		attribute string
		value     func(f federated, subject string) string
	}{
		"by the subject":    {"Cognito_Subject", func(_ federated, subject string) string { return subject }},
		"by a mapped claim": {"email", func(federated, string) string { return "jo@example.com" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			f := federate(t, s, nil)
			aim := api(s, "us-east-1")
			jo, err := aim.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &f.poolID, Username: aws.String("jo")})
			require.NoError(t, err)
			_, err = aim.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
				UserPoolId: &f.stockID, Username: aws.String("joanna"), MessageAction: types.MessageActionTypeSuppress,
			})
			require.NoError(t, err)
			value := by.value(f, attributeOf(jo.UserAttributes, "sub"))
			_, err = aim.AdminLinkProviderForUser(t.Context(), &cognitoidentityprovider.AdminLinkProviderForUserInput{
				UserPoolId:      &f.stockID,
				DestinationUser: &types.ProviderUserIdentifierType{ProviderName: aws.String("Cognito"), ProviderAttributeValue: aws.String("joanna")},
				SourceUser: &types.ProviderUserIdentifierType{
					ProviderName: aws.String("Corp"), ProviderAttributeName: aws.String(by.attribute), ProviderAttributeValue: aws.String(value),
				},
			})
			require.NoError(t, err)

			b := browser(t, s.Client())
			back, _ := follow(t, b, f.authorizeURL(stock, "&identity_provider=Corp"))
			require.NotEmpty(t, back.Get("code"), back)
			tokens := f.exchange(t, b, stock, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})
			id := payload(t, tokens["id_token"])
			assert.Equal(t, "joanna", id["cognito:username"])
			assert.Equal(t, "jo@example.com", id["email"], "the mapped attributes are written to the local user")
			assert.NotContains(t, id, "cognito:groups", "linked users are not in the provider's group")
			identity := id["identities"].([]any)[0].(map[string]any)
			assert.Equal(t, "false", identity["primary"])
			assert.Equal(t, value, identity["userId"])
			users, err := aim.ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.stockID})
			require.NoError(t, err)
			assert.Len(t, users.Users, 1)

			_, err = aim.AdminDisableProviderForUser(t.Context(), &cognitoidentityprovider.AdminDisableProviderForUserInput{
				UserPoolId: &f.stockID, User: &types.ProviderUserIdentifierType{
					ProviderName: aws.String("Corp"), ProviderAttributeName: aws.String(by.attribute), ProviderAttributeValue: aws.String(value),
				},
			})
			require.NoError(t, err)
			b = browser(t, s.Client())
			back, _ = follow(t, b, f.authorizeURL(stock, "&identity_provider=Corp"))
			require.NotEmpty(t, back.Get("code"), back)
			tokens = f.exchange(t, b, stock, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})
			assert.Equal(t, "Corp_"+attributeOf(jo.UserAttributes, "sub"), payload(t, tokens["id_token"])["cognito:username"], "a separate federated user")
		})
	}
}
