package settings

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestIssuerType(t *testing.T) {
	t.Parallel()
	original := &checktest.API{Pool: &types.UserPoolType{IssuerConfiguration: &types.IssuerConfigurationType{Type: "ORIGINAL"}}}
	updated := &checktest.API{Pool: &types.UserPoolType{IssuerConfiguration: &types.IssuerConfigurationType{Type: "UPDATED"}}}
	declared := func(value string) environment.Environment {
		return environment.Environment{Declared: environment.Pool{IssuerType: &value}}
	}
	const fix = "Set IssuerConfiguration with aws cognito-idp update-user-pool, together with every other setting of the pool, or declare the deployed type."
	for _, tt := range []poolCase{
		{"updated, as declared", updated, declared("UPDATED"), passed},
		{"original, as declared", original, declared("ORIGINAL"), passed},
		{"the default of the service", &checktest.API{Pool: &types.UserPoolType{}}, declared("ORIGINAL"), passed},
		{"original", original, declared("UPDATED"), failed("The issuer type is ORIGINAL and is declared UPDATED.", fix)},
		{"updated", updated, declared("ORIGINAL"), failed("The issuer type is UPDATED and is declared ORIGINAL.", fix)},
		{"undeclared", &checktest.API{Err: errors.New("unexpected call")}, environment.Environment{}, notApplicable("the issuer type is not declared")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared("UPDATED"), unchecked(notAuthorized)},
	} {
		tt.run(t, IssuerType)
	}
}
