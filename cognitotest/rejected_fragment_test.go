package cognitotest_test

// Fragments of requests that several tables use.
const (
	authenticator = `"SoftwareTokenMfaConfiguration":{"Enabled":true}`
	sms           = `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}`
	ses           = `"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"}`
	emailMFA      = `"EmailMfaConfiguration":{"Subject":"Code","Message":"{####}"}`
	smsMFA        = `"SmsMfaConfiguration":{` + sms + `}`
)

func firstFactors(factors string) string {
	return `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[` + factors + `]}}`
}

func recovery(mechanisms string) string {
	return `"AccountRecoverySetting":{"RecoveryMechanisms":[` + mechanisms + `]}`
}
