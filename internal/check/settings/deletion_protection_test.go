package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestDeletionProtection(t *testing.T) {
	t.Parallel()
	active := &checktest.API{Pool: &types.UserPoolType{DeletionProtection: types.DeletionProtectionTypeActive}}
	inactive := &checktest.API{Pool: &types.UserPoolType{DeletionProtection: types.DeletionProtectionTypeInactive}}
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
		{"the default of the service is off", &checktest.API{Pool: &types.UserPoolType{}}, declared("ACTIVE"), failed("Deletion protection is INACTIVE and is declared ACTIVE.", `Apply the configuration again, or declare deletion_protection = "INACTIVE".`)},
		{"undeclared in production, on", active, environment.Environment{Production: true}, passed},
		{"undeclared in production, off", inactive, environment.Environment{Production: true}, failed("Deletion protection is INACTIVE and must be ACTIVE in production.", `Write deletion_protection = "ACTIVE".`)},
		{"undeclared elsewhere", inactive, environment.Environment{}, notApplicable("no deletion protection is declared, and the environment is not production")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared("ACTIVE"), unchecked(notAuthorized)},
	} {
		tt.run(t, DeletionProtection)
	}
}
