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
	want     report.Result // its Check is filled in
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

// machine is a client for machines, with what it shares with all of its kind.
func machine(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := types.UserPoolClientType{
		ClientSecret: new("hush"), AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}, AllowedOAuthFlowsUserPoolClient: new(true),
	}
	if change != nil {
		change(&c)
	}
	return c
}

// public is a client without a secret that signs in at the login pages.
func public(change func(*types.UserPoolClientType)) types.UserPoolClientType {
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

// secretive is the same with a secret.
func secretive(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := public(change)
	c.ClientSecret = new("hush")
	return c
}

// allowing makes a client allow these flows.
func allowing(flows ...types.ExplicitAuthFlowsType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.ExplicitAuthFlows = flows }
}

// back makes a client return to these URLs.
func back(urls ...string) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.CallbackURLs = urls }
}

// granting makes a client have these grants.
func granting(flows ...types.OAuthFlowType) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) { c.AllowedOAuthFlows = flows }
}

// rotating makes a client rotate, with a grace period in seconds.
func rotating(grace int32) func(*types.UserPoolClientType) {
	return func(c *types.UserPoolClientType) {
		c.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
	}
}
