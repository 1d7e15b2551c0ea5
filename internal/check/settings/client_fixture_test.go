package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// clientCase is one case of a check of a client.
type clientCase struct {
	name     string
	deployed types.UserPoolClientType
	declared environment.AppClient
	want     report.Result // without Check, which runClientCases sets
}

// runClientCases runs the cases of a check.
func runClientCases(t *testing.T, c check.Check, cases []clientCase) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Check = c.Name
			assert.Equal(t, tt.want, checktest.Run(t, &checktest.API{AppClient: &tt.deployed}, nil, c, checktest.Environment(tt.declared)))
		})
	}
}

// machineClient returns a client with the client credentials grant.
func machineClient(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := types.UserPoolClientType{
		ClientSecret: new("hush"), AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}, AllowedOAuthFlowsUserPoolClient: new(true),
	}
	if change != nil {
		change(&c)
	}
	return c
}

// publicClient returns a client without a secret that uses the login pages.
func publicClient(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := types.UserPoolClientType{
		AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthFlowsUserPoolClient: new(true),
		AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"},
		CallbackURLs: []string{"https://app.example.com/callback"},
	}
	if change != nil {
		change(&c)
	}
	return c
}

// confidentialClient returns the same client with a secret.
func confidentialClient(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := publicClient(change)
	c.ClientSecret = new("hush")
	return c
}

// withAuthFlows sets the API flows of a client.
func withAuthFlows(flows ...types.ExplicitAuthFlowsType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.ExplicitAuthFlows = flows }
}

// withCallbackURLs sets the callback URLs of a client.
func withCallbackURLs(urls ...string) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.CallbackURLs = urls }
}

// withOAuthFlows sets the OAuth grants of a client.
func withOAuthFlows(flows ...types.OAuthFlowType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.AllowedOAuthFlows = flows }
}

// withRotation turns rotation on, with a grace period in seconds.
func withRotation(grace int32) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) {
		c.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
	}
}
