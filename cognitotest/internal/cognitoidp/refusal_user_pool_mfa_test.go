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

func TestMFAThatIsAccepted(t *testing.T) {
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
