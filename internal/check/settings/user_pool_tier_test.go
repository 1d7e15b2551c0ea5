package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestUserPoolTier(t *testing.T) {
	t.Parallel()
	pool := func(tier types.UserPoolTierType) *types.UserPoolType { return &types.UserPoolType{UserPoolTier: tier} }
	withDomain := func(tier types.UserPoolTierType) *types.UserPoolType {
		return &types.UserPoolType{UserPoolTier: tier, Domain: new("example")}
	}
	serving := func(version int32) *types.DomainDescriptionType {
		return &types.DomainDescriptionType{Domain: new("example"), Status: types.DomainStatusTypeActive, ManagedLoginVersion: &version}
	}
	plain := &types.UserPoolClientType{}
	rotating := &types.UserPoolClientType{RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled}}
	declared := func(tier string) environment.Environment {
		return environment.Environment{Declared: environment.Pool{Tier: &tier}}
	}
	const (
		apply          = "Apply the configuration again, or declare user_pool_tier = "
		noRotation     = `Write user_pool_tier = "ESSENTIALS", or refresh = { rotation = false } in each of these clients.`
		noManagedLogin = `Write user_pool_tier = "ESSENTIALS", or managed_login_version = 1.`
		rotates        = "The feature plan is LITE, and refresh token rotation needs ESSENTIALS: web."
		managed        = "The feature plan is LITE, and managed login needs ESSENTIALS."
	)
	for _, tt := range []poolCase{
		{"as declared", &checktest.API{Pool: pool("PLUS")}, declared("PLUS"), passed},
		{"the default of the service", &checktest.API{Pool: pool("")}, declared("ESSENTIALS"), passed},
		{"another", &checktest.API{Pool: pool("PLUS")}, declared("ESSENTIALS"), failed("The feature plan is PLUS and is declared ESSENTIALS.", apply+`"PLUS".`)},
		{"undeclared", &checktest.API{Pool: pool("PLUS")}, environment.Environment{}, passed},
		{"LITE, without features of other plans", &checktest.API{Pool: withDomain("LITE"), AppClient: plain, Domain: serving(1)}, declared("LITE"), passed},
		{"LITE, without a domain", &checktest.API{Pool: pool("LITE"), AppClient: plain}, environment.Environment{}, passed},
		{"LITE, declared ESSENTIALS", &checktest.API{Pool: pool("LITE"), AppClient: plain}, declared("ESSENTIALS"), failed("The feature plan is LITE and is declared ESSENTIALS.", apply+`"LITE".`)},
		{"LITE with rotation", &checktest.API{Pool: pool("LITE"), AppClient: rotating}, declared("LITE"), failed(rotates, noRotation)},
		{"ESSENTIALS with rotation", &checktest.API{Pool: pool("ESSENTIALS"), AppClient: rotating}, declared("ESSENTIALS"), passed},
		{
			"LITE with declared rotation", &checktest.API{Pool: pool("LITE"), AppClient: plain},
			checktest.Environment(environment.AppClient{Rotation: new(true)}), failed(rotates, noRotation),
		},
		{
			"LITE with rotation that is declared off", &checktest.API{Pool: pool("LITE"), AppClient: plain},
			checktest.Environment(environment.AppClient{Rotation: new(false)}), passed,
		},
		{"LITE with managed login", &checktest.API{Pool: withDomain("LITE"), AppClient: plain, Domain: serving(2)}, declared("LITE"), failed(managed, noManagedLogin)},
		{
			"LITE with declared managed login", &checktest.API{Pool: withDomain("LITE"), AppClient: plain, Domain: serving(1)},
			environment.Environment{Declared: environment.Pool{ManagedLoginVersion: new(2)}}, failed(managed, noManagedLogin),
		},
		{
			"all findings", &checktest.API{Pool: withDomain("LITE"), AppClient: rotating, Domain: serving(2)}, declared("PLUS"),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: "The feature plan is LITE and is declared PLUS.", Fix: apply + `"LITE".`},
				{Message: rotates, Fix: noRotation},
				{Message: managed, Fix: noManagedLogin},
			}},
		},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared("LITE"), unchecked(notAuthorized)},
		{"a client is not described", &checktest.API{Pool: pool("LITE")}, declared("LITE"), unchecked("DescribeUserPoolClient returned no client")},
		{"the pool is not described", &checktest.API{}, declared("LITE"), unchecked("DescribeUserPool returned no user pool")},
	} {
		tt.run(t, UserPoolTier)
	}
}
