package cognitoidp_test

import "testing"

const (
	authenticator = `"SoftwareTokenMfaConfiguration":{"Enabled":true}`
	ses           = `"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"}`
	emailMFA      = `"EmailMfaConfiguration":{"Subject":"Code","Message":"{####}"}`
	smsMFA        = `"SmsMfaConfiguration":{` + sms + `}`
	off           = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
	noFactor      = "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
	noSMS         = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
	oneFactor     = "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
)

func signIn(factors string) string {
	return `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[` + factors + `]}}`
}

func recovery(mechanisms string) string {
	return `"AccountRecoverySetting":{"RecoveryMechanisms":[` + mechanisms + `]}`
}

func TestMFARefusals(t *testing.T) {
	set := func(body string) request {
		return request{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	checkRefusals(t, []refusal{
		{name: "off with a software token", source: "go-to-k/cdkd#1923", request: set(`"MfaConfiguration":"OFF",` + authenticator), message: off},
		{
			name: "off with a software token that is disabled", source: "go-to-k/cdkd#1977",
			request: set(`"MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":false}`), message: off,
		},
		{name: "off with email, before the sender is looked at", source: "go-to-k/cdkd#1977", request: set(`"MfaConfiguration":"OFF",` + emailMFA), message: off},
		{name: "off with an empty email setting", source: "terraform-provider-aws#46801", request: set(`"MfaConfiguration":"OFF","EmailMfaConfiguration":{}`), message: off},
		{name: "off with SMS", source: "observed", request: set(`"MfaConfiguration":"OFF",` + smsMFA), message: off},
		{name: "no mode means off", source: "chosen", request: set(authenticator), message: off},
		{name: "required without a factor", source: "sst#5177", request: set(`"MfaConfiguration":"ON"`), message: noFactor},
		{
			name: "optional with a factor that is disabled", source: "sst#5177",
			request: set(`"MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":false}`), message: noFactor,
		}, {
			name: "email from the service's own address", source: "cdk-preflight", request: set(`"MfaConfiguration":"ON",` + emailMFA),
			message: "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
		}, {
			name: "SMS without a sender", source: "chosen", request: set(`"MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsAuthenticationMessage":"{####}"}`),
			message: "SMS configuration is required to configure SMS MFA.",
		}, {
			name: "required with codes as first factor", source: "go-to-k/cdkd#1975", pool: `{"PoolName":"p",` + ses + `,` + signIn(`"PASSWORD","EMAIL_OTP"`) + `}`,
			request: set(`"MfaConfiguration":"ON",` + authenticator), message: oneFactor,
		}, {
			name: "required with passkeys as first factor", source: "go-to-k/cdkd#2064", pool: `{"PoolName":"p",` + signIn(`"PASSWORD","WEB_AUTHN"`) + `}`,
			request: set(`"MfaConfiguration":"ON",` + authenticator),
			message: "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
		}, {
			name: "codes as first factor once MFA is required", source: "go-to-k/cdkd#1975", given: []request{set(`"MfaConfiguration":"ON",` + authenticator)},
			request: request{"UpdateUserPool", `{"UserPoolId":"{pool}",` + ses + `,` + signIn(`"PASSWORD","EMAIL_OTP"`) + `}`}, message: oneFactor,
		}, {
			name: "passkeys as first factor once MFA is required", source: "terraform-provider-aws#50110", given: []request{set(`"MfaConfiguration":"ON",` + authenticator)},
			request: request{"UpdateUserPool", `{"UserPoolId":"{pool}",` + signIn(`"PASSWORD","WEB_AUTHN"`) + `}`},
			message: "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.",
		}, {
			name: "a new pool without SMS", source: "aws-cdk#11478; cdk-preflight", request: request{"CreateUserPool", `{"PoolName":"p","MfaConfiguration":"ON"}`}, message: noSMS,
		}, {
			name: "an update without a factor", source: "aws-cdk#11478", request: request{"UpdateUserPool", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL"}`}, message: noSMS,
		}, {
			name: "recovery by the second factor SMS alone", source: "aws-cdk#11478; documentation",
			pool: `{"PoolName":"p",` + recovery(`{"Name":"verified_phone_number","Priority":1}`) + `}`, request: set(`"MfaConfiguration":"ON",` + smsMFA),
			message: "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.",
		}, {
			name: "recovery by the second factor email alone", source: "terraform-provider-aws#41049; text chosen",
			pool: `{"PoolName":"p",` + ses + `,` + recovery(`{"Name":"verified_email","Priority":1}`) + `}`, request: set(`"MfaConfiguration":"ON",` + emailMFA),
			message: "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured.",
		}, {
			name: "email on LITE", source: "API reference; text chosen", exception: "FeatureUnavailableInTierException", pool: `{"PoolName":"p","UserPoolTier":"LITE",` + ses + `}`,
			request: set(`"MfaConfiguration":"ON",` + emailMFA),
			message: "The following features need to be disabled for the LITE pricing tier configured: Email MFA",
		},
	})
}

func TestMFAThatIsNotRefused(t *testing.T) {
	both := recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`)
	tests := []struct{ name, pool, config string }{
		{"off with passkeys, which are no factor", ``, `"MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}`}, // go-to-k/cdkd#1923
		{"optional beside codes as first factor", `,` + signIn(`"PASSWORD","EMAIL_OTP","SMS_OTP"`), `"MfaConfiguration":"OPTIONAL",` + authenticator},                      // go-to-k/cdkd#2069
		{"optional beside passkeys", `,` + signIn(`"PASSWORD","WEB_AUTHN"`), `"MfaConfiguration":"OPTIONAL",` + authenticator},                                             // go-to-k/cdkd#2064
		{
			"required beside passkeys that verify the user", `,` + signIn(`"PASSWORD","WEB_AUTHN"`),
			`"MfaConfiguration":"ON",` + authenticator + `,"WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"}`,
		},
		{"every factor, recovery by two ways", `,` + ses + `,` + both, `"MfaConfiguration":"ON",` + authenticator + `,` + smsMFA + `,` + emailMFA},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p"`+tt.pool+`}`)
			s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",`+tt.config+`}`)
		})
	}
}
