package settings

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestAccountRecovery(t *testing.T) {
	t.Parallel()
	// by returns a pool with recovery mechanisms. The service does not return them by priority.
	by := func(names ...types.RecoveryOptionNameType) *checktest.API {
		setting := &types.AccountRecoverySettingType{}
		for i, name := range slices.Backward(names) {
			setting.RecoveryMechanisms = append(setting.RecoveryMechanisms, types.RecoveryOptionType{Name: name, Priority: new(int32(i + 1))})
		}
		return &checktest.API{Pool: &types.UserPoolType{AccountRecoverySetting: setting}}
	}
	declared := func(names ...string) environment.Environment {
		return environment.Environment{Declared: environment.Pool{AccountRecovery: names}}
	}
	const (
		fix = `Write account_recovery = ["verified_email"], or ["admin_only"] if only an administrator can reset a password.`
		sms = "The first recovery mechanism is verified_phone_number and must not be: the holder of a phone number can set a new password."
	)
	for _, tt := range []poolCase{
		{"email, as declared", by("verified_email"), declared("verified_email"), passed},
		{"email first, as declared", by("verified_email", "verified_phone_number"), declared("verified_email", "verified_phone_number"), passed},
		{"administrators, undeclared", by("admin_only"), environment.Environment{}, passed},
		{"another order", by("verified_email", "verified_phone_number"), declared("verified_phone_number", "verified_email"),
			failed("The recovery mechanisms are verified_email, verified_phone_number and are declared verified_phone_number, verified_email.",
				`Apply the configuration again, or declare account_recovery = ["verified_email", "verified_phone_number"].`)},
		{"another mechanism", by("admin_only"), declared("verified_email"), failed("The recovery mechanisms are admin_only and are declared verified_email.",
			`Apply the configuration again, or declare account_recovery = ["admin_only"].`)},
		{"SMS first, as declared", by("verified_phone_number", "verified_email"), declared("verified_phone_number", "verified_email"), failed(sms, fix)},
		{"SMS alone, undeclared", by("verified_phone_number"), environment.Environment{}, failed(sms, fix)},
		{"no setting", &checktest.API{Pool: &types.UserPoolType{}}, environment.Environment{},
			failed("The pool has no recovery mechanisms, so the service prefers SMS to email; email must be first.", fix)},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared("verified_email"), unchecked(notAuthorized)},
	} {
		tt.run(t, AccountRecovery)
	}
}
