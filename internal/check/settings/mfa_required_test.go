package settings

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestMFARequired(t *testing.T) {
	t.Parallel()
	mfa := func(configuration types.UserPoolMfaType) *checktest.API {
		return &checktest.API{MFA: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: configuration}}
	}
	production := environment.Environment{Production: true}
	off := failed("MFA is OFF, and users sign in with a password; it must be OPTIONAL or ON in production.",
		`Write mfa = { configuration = "OPTIONAL" }, or "ON" to require a second factor from each user.`)
	for _, tt := range []poolCase{
		{"optional", mfa("OPTIONAL"), production, passed},
		{"required", mfa("ON"), production, passed},
		{"off", mfa("OFF"), production, off},
		{"off, as declared", mfa("OFF"), environment.Environment{Production: true, Declared: environment.Pool{MFAConfiguration: new("OFF")}}, off},
		{"the default of the service is off", mfa(""), production, off},
		{"off outside production", &checktest.API{Err: errors.New("unexpected call")}, environment.Environment{}, notApplicable("the environment is not production")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, production, unchecked(notAuthorized)},
	} {
		tt.run(t, MFARequired)
	}
}
