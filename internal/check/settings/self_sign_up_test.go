package settings

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestSelfSignUp(t *testing.T) {
	t.Parallel()
	pool := func(only bool) *checktest.API {
		return &checktest.API{Pool: &types.UserPoolType{AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: only}}}
	}
	declared := func(only bool) environment.Environment {
		return environment.Environment{Declared: environment.Pool{AllowAdminCreateUserOnly: &only}}
	}
	open := failed("Users can sign themselves up, and only administrators are declared to create users.",
		"Apply the configuration again, or declare admin_create_user = { only = false }.")
	for _, tt := range []poolCase{
		{"administrators only, as declared", pool(true), declared(true), passed},
		{"self sign-up, as declared", pool(false), declared(false), passed},
		{"self sign-up", pool(false), declared(true), open},
		{"the default of the service", &checktest.API{Pool: &types.UserPoolType{}}, declared(true), open},
		{"administrators only", pool(true), declared(false), failed("Only administrators can create users, and users are declared to sign themselves up.",
			"Apply the configuration again, or declare admin_create_user = { only = true }.")},
		{"undeclared", &checktest.API{Err: errors.New("unexpected call")}, environment.Environment{}, notApplicable("self sign-up is not declared")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared(true), unchecked(notAuthorized)},
	} {
		tt.run(t, SelfSignUp)
	}
}
