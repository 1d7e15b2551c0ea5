package settings

import (
	"context"
	"errors"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// AWS Security Hub, control Cognito.3: the limits of a strong password policy.
const (
	shortestPassword     = 8
	temporaryPasswordMax = 7 // days
)

// PasswordPolicy is the check password-policy.
var PasswordPolicy = check.Check{
	Name: "password-policy",
	Doc:  "The password policy is the declared one, and requires 8 characters of four classes and temporary passwords of at most 7 days.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		deployed := check.DeployedPasswordPolicy(pool)
		if deployed == nil {
			return nil, errors.New("DescribeUserPool returned no password policy")
		}
		declared := t.Environment.Declared.PasswordPolicy
		if declared == nil {
			declared = deployed
		}
		var findings []report.Finding
		for _, rule := range []struct {
			argument           string
			deployed, declared *int
			accepts            func(int) bool
			must               string
		}{
			{"minimum_length", deployed.MinimumLength, declared.MinimumLength, func(n int) bool { return n >= shortestPassword }, fmt.Sprintf("at least %d", shortestPassword)},
			{"password_history_size", deployed.PasswordHistorySize, declared.PasswordHistorySize, nil, ""},
			{"temporary_password_validity_days", deployed.TemporaryPasswordValidityDays, declared.TemporaryPasswordValidityDays,
				func(n int) bool { return n <= temporaryPasswordMax }, fmt.Sprintf("at most %d", temporaryPasswordMax)},
		} {
			switch {
			case rule.declared != nil && *rule.declared != *rule.deployed:
				findings = append(findings, differs(rule.argument, *rule.deployed, *rule.declared)...)
			case rule.accepts != nil && !rule.accepts(*rule.deployed):
				findings = append(findings, check.Finding(fmt.Sprintf("Write password_policy.%s as a number of %s.", rule.argument, rule.must),
					"%s is %d and must be %s.", rule.argument, *rule.deployed, rule.must)...)
			}
		}
		for _, class := range []struct {
			argument           string
			deployed, declared *bool
		}{
			{"require_lowercase", deployed.RequireLowercase, declared.RequireLowercase},
			{"require_uppercase", deployed.RequireUppercase, declared.RequireUppercase},
			{"require_numbers", deployed.RequireNumbers, declared.RequireNumbers},
			{"require_symbols", deployed.RequireSymbols, declared.RequireSymbols},
		} {
			switch {
			case class.declared != nil && *class.declared != *class.deployed:
				findings = append(findings, differs(class.argument, *class.deployed, *class.declared)...)
			case !*class.deployed:
				findings = append(findings, check.Finding(fmt.Sprintf("Write password_policy = { %s = true }.", class.argument),
					"%s is false and must be true.", class.argument)...)
			}
		}
		return findings, nil
	},
}

// differs returns the finding for a rule of the password policy that is not the declared one.
func differs[T any](argument string, deployed, declared T) []report.Finding {
	return check.Finding(fmt.Sprintf("Apply the configuration again, or declare password_policy = { %s = %v }.", argument, deployed),
		"%s is %v and is declared %v.", argument, deployed, declared)
}
