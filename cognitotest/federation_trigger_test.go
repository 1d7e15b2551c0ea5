package cognitotest_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The first sign-in of a federated user runs the sign-up triggers, later ones the authentication
// triggers, and a trigger can reject the user (developer guide, "Lambda triggers for federated
// users").
func TestTriggersOfAFederatedUser(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:watch"
	var sources, emails []string
	reject := true
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		arn: func(_ context.Context, event []byte) ([]byte, error) {
			var e struct {
				TriggerSource string
				Request       struct{ UserAttributes map[string]string }
			}
			if err := json.Unmarshal(event, &e); err != nil {
				return nil, err
			}
			sources, emails = append(sources, e.TriggerSource), append(emails, e.Request.UserAttributes["email"])
			if reject {
				return nil, errors.New("No entry")
			}
			return event, nil
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := federate(t, s, func(in *cognitoidentityprovider.CreateUserPoolInput) {
		in.LambdaConfig = &types.LambdaConfigType{
			PreSignUp: aws.String(arn), PostConfirmation: aws.String(arn), PreAuthentication: aws.String(arn), PostAuthentication: aws.String(arn),
		}
	})
	back, _ := follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp"))
	assert.Equal(t, "PreSignUp failed with error No entry.", back.Get("error_description"))
	assert.Equal(t, "invalid_request", back.Get("error"))
	users, err := api(s, "us-east-1").ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.stockID})
	require.NoError(t, err)
	assert.Empty(t, users.Users)

	reject, sources, emails = false, nil, nil
	for range 2 { // two browsers
		back, _ = follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp"))
		require.NotEmpty(t, back.Get("code"), back)
	}
	assert.Equal(t, []string{
		"PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp", "PreAuthentication_Authentication", "PostAuthentication_Authentication",
	}, sources)
	assert.Equal(t, "jo@example.com", emails[0], "the event has the mapped attributes")
}

// The custom challenge triggers do not run for a federated user (developer guide,
// "Authentication with Amazon Cognito user pools").
func TestFederatedUserHasNoCustomSignIn(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:define"
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		arn: func(context.Context, []byte) ([]byte, error) { return []byte(`{"response":{"issueTokens":true}}`), nil },
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := federate(t, s, func(in *cognitoidentityprovider.CreateUserPoolInput) {
		in.LambdaConfig = &types.LambdaConfigType{DefineAuthChallenge: aws.String(arn)}
	})
	back, _ := follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp"))
	require.NotEmpty(t, back.Get("code"), back)
	aim := api(s, "us-east-1")
	users, err := aim.ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.stockID})
	require.NoError(t, err)
	require.Len(t, users.Users, 1)
	client, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &f.stockID, ClientName: aws.String("api"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"},
	})
	require.NoError(t, err)
	_, err = aim.InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		ClientId: client.UserPoolClient.ClientId, AuthFlow: types.AuthFlowTypeCustomAuth, AuthParameters: map[string]string{"USERNAME": *users.Users[0].Username},
	})
	var rejected *types.NotAuthorizedException
	require.ErrorAs(t, err, &rejected)
}
