package settings

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestMFA(t *testing.T) {
	t.Parallel()
	mfa := func(configuration types.UserPoolMfaType) *checktest.API {
		return &checktest.API{MFA: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: configuration}}
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
		{"undeclared", &checktest.API{Err: errors.New("unexpected call")}, environment.Environment{}, notApplicable("MFA is not declared")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared("ON"), unchecked(notAuthorized)},
	} {
		tt.run(t, MFA)
	}
}
