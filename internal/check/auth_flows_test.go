package check_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestDeployedAuthFlows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		flows []types.ExplicitAuthFlowsType
		want  []string
	}{
		{"the default", nil, []string{"ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}},
		{"current names", []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"}},
		{"one current name", []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}, []string{"ALLOW_USER_AUTH"}},
		{"an older name", []types.ExplicitAuthFlowsType{"USER_PASSWORD_AUTH"}, []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"}},
		{"all older names", []types.ExplicitAuthFlowsType{"ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY"}, []string{"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}},
	} {
		assert.Equal(t, tt.want, check.DeployedAuthFlows(&types.UserPoolClientType{ExplicitAuthFlows: tt.flows}), tt.name)
	}
}

func TestMachineClientSignsInNoUsers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		client types.UserPoolClientType
		want   bool
	}{
		{"without grants", types.UserPoolClientType{}, true},
		{"code", types.UserPoolClientType{AllowedOAuthFlows: []types.OAuthFlowType{"code"}, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}}, true},
		{"client credentials", types.UserPoolClientType{AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}}, false},
		{"without a domain", types.UserPoolClientType{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}}, false},
	} {
		assert.Equal(t, tt.want, check.SignsInUsers(&tt.client), tt.name)
	}
	assert.False(t, check.Confidential(&types.UserPoolClientType{}))
	assert.True(t, check.Confidential(&types.UserPoolClientType{ClientSecret: aws.String("hush")}))
}

func TestDeployedLifetimes(t *testing.T) {
	t.Parallel()
	units := func(access, id, refresh types.TimeUnitsType) *types.TokenValidityUnitsType {
		return &types.TokenValidityUnitsType{AccessToken: access, IdToken: id, RefreshToken: refresh}
	}
	for _, tt := range []struct {
		name                string
		client              types.UserPoolClientType
		access, id, refresh time.Duration
	}{
		{"the defaults", types.UserPoolClientType{}, time.Hour, time.Hour, 720 * time.Hour},
		{"defaults with units", types.UserPoolClientType{TokenValidityUnits: units("minutes", "seconds", "hours")}, time.Hour, time.Hour, 720 * time.Hour},
		{"without units", types.UserPoolClientType{AccessTokenValidity: aws.Int32(2), IdTokenValidity: aws.Int32(3), RefreshTokenValidity: 4}, 2 * time.Hour, 3 * time.Hour, 96 * time.Hour},
		{"with units", types.UserPoolClientType{AccessTokenValidity: aws.Int32(600), IdTokenValidity: aws.Int32(7), RefreshTokenValidity: 8, TokenValidityUnits: units("seconds", "minutes", "hours")}, 10 * time.Minute, 7 * time.Minute, 8 * time.Hour},
		{"days", types.UserPoolClientType{AccessTokenValidity: aws.Int32(1), RefreshTokenValidity: 9, TokenValidityUnits: units("days", "", "days")}, 24 * time.Hour, time.Hour, 216 * time.Hour},
	} {
		access, id, refresh := check.DeployedLifetimes(&tt.client)
		assert.Equal(t, []time.Duration{tt.access, tt.id, tt.refresh}, []time.Duration{access, id, refresh}, tt.name)
	}
}

func TestDeployedRotation(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		rotation *types.RefreshTokenRotationType
		on       bool
		grace    time.Duration
	}{
		{"none", nil, false, 0},
		{"off", &types.RefreshTokenRotationType{Feature: "DISABLED", RetryGracePeriodSeconds: aws.Int32(10)}, false, 0},
		{"on", &types.RefreshTokenRotationType{Feature: "ENABLED"}, true, 0},
		{"on with a grace period", &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: aws.Int32(10)}, true, 10 * time.Second},
	} {
		on, grace := check.DeployedRotation(&types.UserPoolClientType{RefreshTokenRotation: tt.rotation})
		assert.Equal(t, tt.on, on, tt.name)
		assert.Equal(t, tt.grace, grace, tt.name)
	}
}

// TestDeclaredSettingsReplaceDeployedOnes requires the declared value of each setting, and the deployed one without it.
func TestDeclaredSettingsReplaceDeployedOnes(t *testing.T) {
	t.Parallel()
	deployed := &types.UserPoolClientType{
		AccessTokenValidity: aws.Int32(2), IdTokenValidity: aws.Int32(3), RefreshTokenValidity: 4, EnableTokenRevocation: aws.Bool(true),
		RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: aws.Int32(10)}, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"},
	}
	type settings struct {
		access, id, refresh time.Duration
		rotation            bool
		grace               time.Duration
		flows               []string
		revokes             bool
	}
	asDeployed := settings{2 * time.Hour, 3 * time.Hour, 96 * time.Hour, true, 10 * time.Second, []string{"ALLOW_USER_AUTH"}, true}
	for _, tt := range []struct {
		name     string
		declared environment.AppClient
		change   func(*settings)
	}{
		{"nothing", environment.AppClient{}, func(*settings) {}},
		{"access token", environment.AppClient{AccessToken: new(time.Minute)}, func(s *settings) { s.access = time.Minute }},
		{"ID token", environment.AppClient{IDToken: new(time.Minute)}, func(s *settings) { s.id = time.Minute }},
		{"refresh token", environment.AppClient{RefreshToken: new(time.Minute)}, func(s *settings) { s.refresh = time.Minute }},
		{"no rotation", environment.AppClient{Rotation: new(false)}, func(s *settings) { s.rotation = false }},
		{"rotation and a grace period", environment.AppClient{Rotation: new(true), RetryGracePeriod: new(time.Minute)}, func(s *settings) { s.grace = time.Minute }},
		{"a grace period only", environment.AppClient{RetryGracePeriod: new(time.Minute)}, func(*settings) {}},
		{"flows", environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"}}, func(s *settings) { s.flows = []string{"ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"} }},
		{"no flows", environment.AppClient{ExplicitAuthFlows: []string{}}, func(s *settings) {
			s.flows = []string{"ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}
		}},
		{"no revocation", environment.AppClient{Revocation: new(false)}, func(s *settings) { s.revokes = false }},
	} {
		want, got := asDeployed, settings{}
		tt.change(&want)
		target := &check.Target{Client: &environment.Client{Declared: tt.declared}}
		got.access, got.id, got.refresh = target.Lifetimes(deployed)
		got.rotation, got.grace = target.Rotation(deployed)
		got.flows, got.revokes = target.AuthFlows(deployed), target.RevokesTokens(deployed)
		assert.Equal(t, want, got, tt.name)
	}
	target := &check.Target{Client: &environment.Client{Declared: environment.AppClient{Revocation: new(true)}}}
	assert.True(t, target.RevokesTokens(&types.UserPoolClientType{}))
}
