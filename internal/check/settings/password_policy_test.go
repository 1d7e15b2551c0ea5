package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestPasswordPolicy(t *testing.T) {
	t.Parallel()
	pool := func(change func(*types.PasswordPolicyType)) *checktest.API {
		policy := &types.PasswordPolicyType{
			MinimumLength: new(int32(8)), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true,
			PasswordHistorySize: new(int32(3)), TemporaryPasswordValidityDays: 7,
		}
		change(policy)
		return &checktest.API{Pool: &types.UserPoolType{Policies: &types.UserPoolPolicyType{PasswordPolicy: policy}}}
	}
	declared := func(policy environment.PasswordPolicy) environment.Environment {
		return environment.Environment{Declared: environment.Pool{PasswordPolicy: &policy}}
	}
	undeclared := environment.Environment{}
	for _, tt := range []poolCase{
		{"the weakest strong policy", pool(func(*types.PasswordPolicyType) {}), undeclared, passed},
		{"as declared", pool(func(p *types.PasswordPolicyType) { p.MinimumLength = new(int32(14)) }),
			declared(environment.PasswordPolicy{MinimumLength: new(14), RequireSymbols: new(true), PasswordHistorySize: new(3), TemporaryPasswordValidityDays: new(7)}), passed},
		{"the default of temporary passwords", pool(func(p *types.PasswordPolicyType) { p.TemporaryPasswordValidityDays = 0 }), undeclared, passed},
		{"seven characters", pool(func(p *types.PasswordPolicyType) { p.MinimumLength = new(int32(7)) }), undeclared,
			failed("minimum_length is 7 and must be at least 8.", "Write password_policy.minimum_length as a number of at least 8.")},
		{"seven characters, as declared", pool(func(p *types.PasswordPolicyType) { p.MinimumLength = new(int32(7)) }), declared(environment.PasswordPolicy{MinimumLength: new(7)}),
			failed("minimum_length is 7 and must be at least 8.", "Write password_policy.minimum_length as a number of at least 8.")},
		{"shorter than declared", pool(func(*types.PasswordPolicyType) {}), declared(environment.PasswordPolicy{MinimumLength: new(14)}),
			failed("minimum_length is 8 and is declared 14.", "Apply the configuration again, or declare password_policy = { minimum_length = 8 }.")},
		{"another history", pool(func(*types.PasswordPolicyType) {}), declared(environment.PasswordPolicy{PasswordHistorySize: new(5)}),
			failed("password_history_size is 3 and is declared 5.", "Apply the configuration again, or declare password_policy = { password_history_size = 3 }.")},
		{"temporary passwords of eight days", pool(func(p *types.PasswordPolicyType) { p.TemporaryPasswordValidityDays = 8 }), undeclared,
			failed("temporary_password_validity_days is 8 and must be at most 7.", "Write password_policy.temporary_password_validity_days as a number of at most 7.")},
		{"no lowercase letters", pool(func(p *types.PasswordPolicyType) { p.RequireLowercase = false }), undeclared,
			failed("require_lowercase is false and must be true.", "Write password_policy = { require_lowercase = true }.")},
		{"no uppercase letters", pool(func(p *types.PasswordPolicyType) { p.RequireUppercase = false }), undeclared,
			failed("require_uppercase is false and must be true.", "Write password_policy = { require_uppercase = true }.")},
		{"no symbols, as declared", pool(func(p *types.PasswordPolicyType) { p.RequireSymbols = false }), declared(environment.PasswordPolicy{RequireSymbols: new(false)}),
			failed("require_symbols is false and must be true.", "Write password_policy = { require_symbols = true }.")},
		{"no numbers, declared with them", pool(func(p *types.PasswordPolicyType) { p.RequireNumbers = false }), declared(environment.PasswordPolicy{RequireNumbers: new(true)}),
			failed("require_numbers is false and is declared true.", "Apply the configuration again, or declare password_policy = { require_numbers = false }.")},
		{"all findings", pool(func(p *types.PasswordPolicyType) { p.MinimumLength, p.RequireSymbols = new(int32(6)), false }), undeclared,
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: "minimum_length is 6 and must be at least 8.", Fix: "Write password_policy.minimum_length as a number of at least 8."},
				{Message: "require_symbols is false and must be true.", Fix: "Write password_policy = { require_symbols = true }."},
			}}},
		{"no policy", &checktest.API{Pool: &types.UserPoolType{}}, undeclared, unchecked("DescribeUserPool returned no password policy")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, undeclared, unchecked(notAuthorized)},
	} {
		tt.run(t, PasswordPolicy)
	}
}
