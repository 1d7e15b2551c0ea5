package cognitotest_test

import "testing"

func TestRejectedMFA(t *testing.T) { checkRejected(t, rejectedMFA()) }

func rejectedMFA() []rejection {
	const (
		off        = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
		noFactor   = "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
		noSMS      = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
		noRecovery = "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in RecoveryMechanisms."
		oneFactor  = "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
	)
	set := func(body string) call {
		return call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	return []rejection{
		{name: "off with a software token", source: "go-to-k/cdkd#1923", request: set(`"MfaConfiguration":"OFF",` + authenticator), wantError: apiError{400, "InvalidParameterException", off}},
		{
			name: "off with a software token that is disabled", source: "go-to-k/cdkd#1977",
			request: set(`"MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":false}`), wantError: apiError{400, "InvalidParameterException", off},
		},
		{name: "off with email, before the check of the sender", source: "go-to-k/cdkd#1977", request: set(`"MfaConfiguration":"OFF",` + emailMFA), wantError: apiError{400, "InvalidParameterException", off}},
		{name: "off with an empty email setting", source: "hashicorp/terraform-provider-aws#46801", request: set(`"MfaConfiguration":"OFF","EmailMfaConfiguration":{}`), wantError: apiError{400, "InvalidParameterException", off}},
		{name: "off with SMS", source: "captures", request: set(`"MfaConfiguration":"OFF",` + smsMFA), wantError: apiError{400, "InvalidParameterException", off}},
		{name: "no mode means off", source: "unspecified", request: set(authenticator), wantError: apiError{400, "InvalidParameterException", off}},
		{name: "required without a factor", source: "anomalyco/sst#5177", request: set(`"MfaConfiguration":"ON"`), wantError: apiError{400, "InvalidParameterException", noFactor}},
		{
			name: "optional with a factor that is disabled", source: "anomalyco/sst#5177",
			request: set(`"MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":false}`), wantError: apiError{400, "InvalidParameterException", noFactor},
		}, {
			name: "email from the service's own address", source: "badmintoncryer/cdk-preflight: measured", request: set(`"MfaConfiguration":"ON",` + emailMFA),
			wantError: apiError{400, "InvalidParameterException", "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."},
		}, {
			name: "SMS without a sender", source: "unspecified", request: set(`"MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsAuthenticationMessage":"{####}"}`),
			wantError: apiError{400, "InvalidParameterException", "SMS configuration is required to configure SMS MFA."},
		}, {
			name: "required with codes as first factor", source: "go-to-k/cdkd#1975", pool: `{"PoolName":"p",` + ses + `,` + firstFactors(`"PASSWORD","EMAIL_OTP"`) + `}`,
			request: set(`"MfaConfiguration":"ON",` + authenticator), wantError: apiError{400, "InvalidParameterException", oneFactor},
		}, {
			name: "required with passkeys as first factor", source: "go-to-k/cdkd#2064", pool: `{"PoolName":"p",` + firstFactors(`"PASSWORD","WEB_AUTHN"`) + `}`,
			request:   set(`"MfaConfiguration":"ON",` + authenticator),
			wantError: apiError{400, "InvalidParameterException", "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor"},
		}, {
			name: "codes as first factor once MFA is required", source: "go-to-k/cdkd#1975", given: []call{set(`"MfaConfiguration":"ON",` + authenticator)},
			request: call{"UpdateUserPool", `{"UserPoolId":"{pool}",` + ses + `,` + firstFactors(`"PASSWORD","EMAIL_OTP"`) + `}`}, wantError: apiError{400, "InvalidParameterException", oneFactor},
		}, {
			name: "passkeys as first factor once MFA is required", source: "hashicorp/terraform-provider-aws#50110", given: []call{set(`"MfaConfiguration":"ON",` + authenticator)},
			request:   call{"UpdateUserPool", `{"UserPoolId":"{pool}",` + firstFactors(`"PASSWORD","WEB_AUTHN"`) + `}`},
			wantError: apiError{400, "InvalidParameterException", "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA."},
		}, {
			name: "a new pool without SMS", source: "aws/aws-cdk#11478; badmintoncryer/cdk-preflight: measured", request: call{"CreateUserPool", `{"PoolName":"p","MfaConfiguration":"ON"}`}, wantError: apiError{400, "InvalidParameterException", noSMS},
		}, {
			name: "an update without a factor", source: "aws/aws-cdk#11478", request: call{"UpdateUserPool", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL"}`}, wantError: apiError{400, "InvalidParameterException", noSMS},
		}, {
			name: "recovery only by the second factor SMS", source: "aws/aws-cdk#11478; documentation",
			pool: `{"PoolName":"p",` + recovery(`{"Name":"verified_phone_number","Priority":1}`) + `}`, request: set(`"MfaConfiguration":"ON",` + smsMFA),
			wantError: apiError{400, "InvalidParameterException", "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."},
		}, {
			name: "recovery only by the second factor email", source: "capture: one report of 2026; hashicorp/terraform-provider-aws#41049",
			pool: `{"PoolName":"p",` + ses + `,` + recovery(`{"Name":"verified_email","Priority":1}`) + `}`, request: set(`"MfaConfiguration":"ON",` + emailMFA),
			wantError: apiError{400, "InvalidParameterException", noRecovery},
		}, {
			name: "email without a recovery setting", source: "capture: one report of 2026",
			pool: `{"PoolName":"p",` + ses + `}`, request: set(`"MfaConfiguration":"OPTIONAL",` + authenticator + `,` + emailMFA),
			wantError: apiError{400, "InvalidParameterException", noRecovery},
		}, {
			name: "email from the service's own address, before the check of the recovery", source: "capture: one report of 2026",
			pool: `{"PoolName":"p",` + recovery(`{"Name":"verified_email","Priority":1}`) + `}`, request: set(`"MfaConfiguration":"ON",` + emailMFA),
			wantError: apiError{400, "InvalidParameterException", "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."},
		}, {
			name: "email on LITE", source: "API reference; text unspecified", pool: `{"PoolName":"p","UserPoolTier":"LITE",` + ses + `,` + recovery(`{"Name":"admin_only","Priority":1}`) + `}`,
			request:   set(`"MfaConfiguration":"ON",` + emailMFA),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Email MFA"},
		},
	}
}
