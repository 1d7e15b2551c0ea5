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

func signInPolicy(factors string) string {
	return `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[` + factors + `]}}`
}

func recoverySetting(mechanisms string) string {
	return `"AccountRecoverySetting":{"RecoveryMechanisms":[` + mechanisms + `]}`
}

func TestAcceptedMFAConfigurations(t *testing.T) {
	both := recoverySetting(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`)
	tests := []struct{ name, pool, config string }{
		{"off with passkeys, which are not a second factor", ``, `"MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}`}, // go-to-k/cdkd#1923
		{"optional with codes as first factor", `,` + signInPolicy(`"PASSWORD","EMAIL_OTP","SMS_OTP"`), `"MfaConfiguration":"OPTIONAL",` + authenticator},                            // go-to-k/cdkd#2069
		{"optional with passkeys", `,` + signInPolicy(`"PASSWORD","WEB_AUTHN"`), `"MfaConfiguration":"OPTIONAL",` + authenticator},                                                   // go-to-k/cdkd#2064
		{
			"required with passkeys that verify the user", `,` + signInPolicy(`"PASSWORD","WEB_AUTHN"`),
			`"MfaConfiguration":"ON",` + authenticator + `,"WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"}`,
		},
		{"every factor, recovery by email and phone", `,` + ses + `,` + both, `"MfaConfiguration":"ON",` + authenticator + `,` + smsMFA + `,` + emailMFA},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p"`+tt.pool+`}`)
			s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",`+tt.config+`}`)
		})
	}
}
