package settings

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ThreatProtection is the check threat-protection.
var ThreatProtection = check.Check{
	Name: "threat-protection",
	Doc:  "Threat protection has the declared modes, and is enforced in a production pool of the PLUS plan.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		declared := t.Environment.Declared
		enforced := t.Environment.Production && pool.UserPoolTier == types.UserPoolTierTypePlus
		if declared.AdvancedSecurityMode == nil && declared.CustomAuthMode == nil && !enforced {
			return nil, check.NotApplicable("threat protection is not declared, and the pool is not a production pool of the PLUS plan")
		}
		standard, custom := threatProtectionModes(pool)
		var findings []report.Finding
		for _, mode := range []struct {
			argument, of string
			deployed     string
			declared     *string
		}{
			{"advanced_security_mode", "standard authentication", standard, declared.AdvancedSecurityMode},
			{"custom_auth_mode", "custom authentication", custom, declared.CustomAuthMode},
		} {
			switch {
			case mode.declared != nil && *mode.declared != mode.deployed:
				findings = append(findings, check.Finding(
					fmt.Sprintf("Apply the configuration again, or declare threat_protection = { %s = %q }.", mode.argument, mode.deployed),
					"The mode of threat protection for %s is %s and is declared %s.", mode.of, mode.deployed, *mode.declared)...)
			case enforced && mode.deployed != string(types.AdvancedSecurityModeTypeEnforced):
				findings = append(findings, check.Finding(
					fmt.Sprintf(`Write threat_protection = { %s = "ENFORCED" }.`, mode.argument),
					"The mode of threat protection for %s is %s and must be ENFORCED in production.", mode.of, mode.deployed)...)
			}
		}
		return findings, nil
	},
}

// threatProtectionModes returns the modes for standard and for custom authentication. The
// default of both is OFF (API reference, UserPoolAddOnsType).
func threatProtectionModes(pool *types.UserPoolType) (standard, custom string) {
	standard, custom = string(types.AdvancedSecurityModeTypeOff), string(types.AdvancedSecurityModeTypeOff)
	addOns := pool.UserPoolAddOns
	if addOns == nil {
		return standard, custom
	}
	if addOns.AdvancedSecurityMode != "" {
		standard = string(addOns.AdvancedSecurityMode)
	}
	if flows := addOns.AdvancedSecurityAdditionalFlows; flows != nil && flows.CustomAuthMode != "" {
		custom = string(flows.CustomAuthMode)
	}
	return standard, custom
}
