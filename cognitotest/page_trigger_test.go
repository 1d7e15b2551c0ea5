package cognitotest_test

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// A sign-in on the pages runs the triggers in the documented order (developer guide, "Lambda
// triggers for Amazon Cognito local users in managed login"). The sign-in page shows the error of
// a trigger; the callback receives the error of the pre token generation trigger.
func TestTriggersOfASignInOnThePages(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:watch"
	var sources []string
	var last map[string]any
	var rejected string // the triggerSource whose function returns an error
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		arn: func(_ context.Context, event []byte) ([]byte, error) {
			var e map[string]any
			if err := json.Unmarshal(event, &e); err != nil {
				return nil, err
			}
			source := e["triggerSource"].(string)
			sources, last = append(sources, source), e
			if source == rejected {
				return nil, errors.New("No entry")
			}
			if source == "UserMigration_Authentication" {
				e["response"] = map[string]any{"userAttributes": map[string]string{"email": "mo@example.com"}, "finalUserStatus": "CONFIRMED", "messageAction": "SUPPRESS"}
			}
			return json.Marshal(e)
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	aim := api(s, "us-east-1")
	_, err = aim.UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &e.poolID, LambdaConfig: &types.LambdaConfigType{
		PreAuthentication: aws.String(arn), PostAuthentication: aws.String(arn), UserMigration: aws.String(arn), PreTokenGeneration: aws.String(arn),
	}})
	require.NoError(t, err)
	client, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &e.poolID, ClientName: aws.String("spa"), AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeImplicit}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
	login := e.domain + "/login?response_type=token&state=s&client_id=" + *client.UserPoolClient.ClientId + "&redirect_uri=" + url.QueryEscape(callback)
	signIn := func(username string) (*http.Response, string) {
		sources = nil
		b := browser(t, s.Client())
		_, page := fetch(t, b, http.MethodGet, login, nil)
		return fetch(t, b, http.MethodPost, mustParse(t, login).ResolveReference(mustParse(t, html.UnescapeString(actionPattern.FindStringSubmatch(page)[1]))).String(),
			url.Values{"_csrf": {csrfPattern.FindStringSubmatch(page)[1]}, "username": {username}, "password": {"Passw0rd!"}, "cognitoAsfData": {""}})
	}

	response, _ := signIn("jo")
	assert.Contains(t, response.Header.Get("Location"), callback+"#id_token=")
	assert.Equal(t, []string{"PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth"}, sources)
	response, _ = signIn("mo")
	assert.Contains(t, response.Header.Get("Location"), callback+"#id_token=", "a user that the trigger migrates")
	assert.Equal(t, []string{"UserMigration_Authentication", "PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_HostedAuth"}, sources)

	alert := regexp.MustCompile(`role="alert">([^<]*)<`)
	for source, name := range map[string]string{"PreAuthentication_Authentication": "PreAuthentication", "PostAuthentication_Authentication": "PostAuthentication"} {
		rejected = source
		response, page := signIn("jo")
		assert.Empty(t, response.Header.Get("Location"))
		require.NotNil(t, alert.FindStringSubmatch(page), page)
		assert.Equal(t, name+" failed with error No entry.", alert.FindStringSubmatch(page)[1])
	}
	rejected = "TokenGeneration_HostedAuth"
	response, _ = signIn("jo")
	assert.Equal(t, callback+"#error_description=PreTokenGeneration+failed+with+error+No+entry.&state=s&error=invalid_request", response.Header.Get("Location"))

	// If the client hides unknown users, the trigger runs for them, too, and the error is the same.
	_, err = aim.UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &e.poolID, LambdaConfig: &types.LambdaConfigType{PreAuthentication: aws.String(arn)}})
	require.NoError(t, err)
	rejected = "PreAuthentication_Authentication"
	_, page := signIn("nobody")
	assert.Equal(t, "User does not exist.", alert.FindStringSubmatch(page)[1])
	assert.Empty(t, sources)
	_, err = aim.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &e.poolID, ClientId: client.UserPoolClient.ClientId, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeImplicit}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO"}, PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
	})
	require.NoError(t, err)
	for username, unknown := range map[string]bool{"nobody": true, "jo": false} {
		_, page = signIn(username)
		assert.Equal(t, "PreAuthentication failed with error No entry.", alert.FindStringSubmatch(page)[1])
		assert.Equal(t, unknown, last["request"].(map[string]any)["userNotFound"], username)
	}
}
