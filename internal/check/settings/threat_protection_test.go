package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestThreatProtection(t *testing.T) {
	t.Parallel()
	plus := func(standard types.AdvancedSecurityModeType, custom types.AdvancedSecurityEnabledModeType) *checktest.API {
		return &checktest.API{Pool: &types.UserPoolType{UserPoolTier: "PLUS", UserPoolAddOns: &types.UserPoolAddOnsType{
			AdvancedSecurityMode: standard, AdvancedSecurityAdditionalFlows: &types.AdvancedSecurityAdditionalFlowsType{CustomAuthMode: custom},
		}}}
	}
	declared := func(production bool, standard, custom *string) environment.Environment {
		return environment.Environment{Production: production, Declared: environment.Pool{AdvancedSecurityMode: standard, CustomAuthMode: custom}}
	}
	write := func(argument, of, mode string) report.Finding {
		return report.Finding{
			Message: "The mode of threat protection for " + of + " authentication is " + mode + " and must be ENFORCED in production.",
			Fix:     "Write threat_protection = { " + argument + ` = "ENFORCED" }.`,
		}
	}
	for _, tt := range []poolCase{
		{"enforced in production", plus("ENFORCED", "ENFORCED"), declared(true, nil, nil), passed},
		{"audited, as declared", plus("AUDIT", ""), declared(false, new("AUDIT"), nil), passed},
		{"audited in production, as declared", plus("AUDIT", "AUDIT"), declared(true, new("AUDIT"), new("AUDIT")),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{write("advanced_security_mode", "standard", "AUDIT"), write("custom_auth_mode", "custom", "AUDIT")}}},
		{"custom authentication without protection", plus("ENFORCED", ""), declared(true, nil, nil),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{write("custom_auth_mode", "custom", "OFF")}}},
		{"no protection in production", &checktest.API{Pool: &types.UserPoolType{UserPoolTier: "PLUS"}}, declared(true, nil, nil),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{write("advanced_security_mode", "standard", "OFF"), write("custom_auth_mode", "custom", "OFF")}}},
		{"another mode", plus("OFF", ""), declared(false, new("ENFORCED"), nil), failed("The mode of threat protection for standard authentication is OFF and is declared ENFORCED.",
			`Apply the configuration again, or declare threat_protection = { advanced_security_mode = "OFF" }.`)},
		{"another mode for custom authentication", plus("AUDIT", "AUDIT"), declared(false, nil, new("ENFORCED")), failed("The mode of threat protection for custom authentication is AUDIT and is declared ENFORCED.",
			`Apply the configuration again, or declare threat_protection = { custom_auth_mode = "AUDIT" }.`)},
		{"another plan in production", &checktest.API{Pool: &types.UserPoolType{UserPoolTier: "ESSENTIALS"}}, declared(true, nil, nil),
			notApplicable("threat protection is not declared, and the pool is not a production pool of the PLUS plan")},
		{"PLUS outside production, undeclared", plus("OFF", ""), declared(false, nil, nil),
			notApplicable("threat protection is not declared, and the pool is not a production pool of the PLUS plan")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared(true, nil, nil), unchecked(notAuthorized)},
	} {
		tt.run(t, ThreatProtection)
	}
}
