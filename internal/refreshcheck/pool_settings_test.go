package refreshcheck

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// poolCase is one case of a check of a pool.
type poolCase struct {
	name     string
	deployed *fake
	declared environment.Environment // its region, pool and client are filled in
	want     report.Result           // its Check is filled in
}

func (tt *poolCase) run(t *testing.T, c Check) {
	t.Run(tt.name, func(t *testing.T) {
		t.Parallel()
		if tt.declared.Clients == nil {
			tt.declared.Clients = declaring(environment.AppClient{}).Clients
		}
		tt.want.Check = c.Name
		assert.Equal(t, tt.want, tt.deployed.check(t, c, tt.declared))
	})
}

// failed is a check with one finding.
func failed(message, fix string) report.Result {
	return report.Result{Outcome: report.Failed, Findings: []report.Finding{{Message: message, Fix: fix}}}
}

func notApplicable(reason string) report.Result {
	return report.Result{Outcome: report.NotApplicable, Reason: reason}
}

func unchecked(reason string) report.Result {
	return report.Result{Outcome: report.Unchecked, Reason: reason}
}

var passed = report.Result{Outcome: report.Passed}

// refusedByService is what a call is refused with.
var refusedByService = &types.NotAuthorizedException{Message: new("no  permission\nfor this")}

const refusal = "NotAuthorizedException: no permission for this"

func TestDeletionProtection(t *testing.T) {
	t.Parallel()
	active := &fake{pool: &types.UserPoolType{DeletionProtection: types.DeletionProtectionTypeActive}}
	inactive := &fake{pool: &types.UserPoolType{DeletionProtection: types.DeletionProtectionTypeInactive}}
	declared := func(value string) environment.Environment {
		return environment.Environment{Declared: environment.Pool{DeletionProtection: &value}}
	}
	production := declared("INACTIVE")
	production.Production = true
	for _, tt := range []poolCase{
		{"as declared", active, declared("ACTIVE"), passed},
		{"off as declared", inactive, declared("INACTIVE"), passed},
		{"off as declared, in production", inactive, production, passed},
		{"off", inactive, declared("ACTIVE"), failed("Deletion protection is INACTIVE and is declared ACTIVE.", `Apply the configuration again, or declare deletion_protection = "INACTIVE".`)},
		{"on, and declared off", active, declared("INACTIVE"), failed("Deletion protection is ACTIVE and is declared INACTIVE.", `Apply the configuration again, or declare deletion_protection = "ACTIVE".`)},
		{"the default of the service is off", &fake{pool: &types.UserPoolType{}}, declared("ACTIVE"), failed("Deletion protection is INACTIVE and is declared ACTIVE.", `Apply the configuration again, or declare deletion_protection = "INACTIVE".`)},
		{"undeclared in production, on", active, environment.Environment{Production: true}, passed},
		{"undeclared in production, off", inactive, environment.Environment{Production: true}, failed("Deletion protection is INACTIVE and must be ACTIVE in production.", `Write deletion_protection = "ACTIVE".`)},
		{"undeclared elsewhere", inactive, environment.Environment{}, notApplicable("no deletion protection is declared, and the environment is not production")},
		{"the service refuses", &fake{err: refusedByService}, declared("ACTIVE"), unchecked(refusal)},
	} {
		tt.run(t, poolDeletionProtection)
	}
}

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
		{"as declared", &fake{pool: pool("PLUS")}, declared("PLUS"), passed},
		{"the default of the service", &fake{pool: pool("")}, declared("ESSENTIALS"), passed},
		{"another", &fake{pool: pool("PLUS")}, declared("ESSENTIALS"), failed("The feature plan is PLUS and is declared ESSENTIALS.", apply+`"PLUS".`)},
		{"undeclared", &fake{pool: pool("PLUS")}, environment.Environment{}, passed},
		{"LITE, without what it lacks", &fake{pool: withDomain("LITE"), appClient: plain, domain: serving(1)}, declared("LITE"), passed},
		{"LITE, without a domain", &fake{pool: pool("LITE"), appClient: plain}, environment.Environment{}, passed},
		{"LITE, declared ESSENTIALS", &fake{pool: pool("LITE"), appClient: plain}, declared("ESSENTIALS"), failed("The feature plan is LITE and is declared ESSENTIALS.", apply+`"LITE".`)},
		{"LITE beside rotation", &fake{pool: pool("LITE"), appClient: rotating}, declared("LITE"), failed(rotates, noRotation)},
		{"ESSENTIALS beside rotation", &fake{pool: pool("ESSENTIALS"), appClient: rotating}, declared("ESSENTIALS"), passed},
		{
			"LITE beside declared rotation", &fake{pool: pool("LITE"), appClient: plain},
			declaring(environment.AppClient{Rotation: new(true)}), failed(rotates, noRotation),
		},
		{
			"LITE beside rotation that is declared off", &fake{pool: pool("LITE"), appClient: plain},
			declaring(environment.AppClient{Rotation: new(false)}), passed,
		},
		{"LITE beside managed login", &fake{pool: withDomain("LITE"), appClient: plain, domain: serving(2)}, declared("LITE"), failed(managed, noManagedLogin)},
		{
			"LITE beside declared managed login", &fake{pool: withDomain("LITE"), appClient: plain, domain: serving(1)},
			environment.Environment{Declared: environment.Pool{ManagedLoginVersion: new(2)}}, failed(managed, noManagedLogin),
		},
		{
			"all of it", &fake{pool: withDomain("LITE"), appClient: rotating, domain: serving(2)}, declared("PLUS"),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: "The feature plan is LITE and is declared PLUS.", Fix: apply + `"LITE".`},
				{Message: rotates, Fix: noRotation},
				{Message: managed, Fix: noManagedLogin},
			}},
		},
		{"the service refuses", &fake{err: refusedByService}, declared("LITE"), unchecked(refusal)},
		{"a client is not described", &fake{pool: pool("LITE")}, declared("LITE"), unchecked("DescribeUserPoolClient answered without a client")},
		{"the pool is not described", &fake{}, declared("LITE"), unchecked("DescribeUserPool answered without a user pool")},
	} {
		tt.run(t, poolTier)
	}
}

func TestMFA(t *testing.T) {
	t.Parallel()
	mfa := func(configuration types.UserPoolMfaType) *fake {
		return &fake{mfa: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: configuration}}
	}
	declared := func(value string) environment.Environment {
		return environment.Environment{Declared: environment.Pool{MFAConfiguration: &value}}
	}
	const apply = "Apply the configuration again, or declare mfa = { configuration = "
	for _, tt := range []poolCase{
		{"as declared", mfa("ON"), declared("ON"), passed},
		{"off as declared", mfa("OFF"), declared("OFF"), passed},
		{"the default of the service is off", mfa(""), declared("OFF"), passed},
		{"off", mfa("OFF"), declared("ON"), failed("MFA is OFF and is declared ON.", apply+`"OFF" }.`)},
		{"optional", mfa("OPTIONAL"), declared("ON"), failed("MFA is OPTIONAL and is declared ON.", apply+`"OPTIONAL" }.`)},
		{"on", mfa("ON"), declared("OFF"), failed("MFA is ON and is declared OFF.", apply+`"ON" }.`)},
		{"undeclared", &fake{err: errors.New("it must not be asked")}, environment.Environment{}, notApplicable("nothing is declared of second factors")},
		{"the service refuses", &fake{err: refusedByService}, declared("ON"), unchecked(refusal)},
	} {
		tt.run(t, poolMFA)
	}
}
