package cognitoidp_test

import "testing"

const sms = `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}`

func TestAcceptedUserPools(t *testing.T) {
	tests := []struct{ name, body string }{
		{"UnusedAccountValidityDays without a password policy", `{"PoolName":"p","AdminCreateUserConfig":{"UnusedAccountValidityDays":14}}`},
		{"phone verification with SMS", `{"PoolName":"p","AutoVerifiedAttributes":["phone_number"],` + sms + `}`},
		{"LITE with passwords", `{"PoolName":"p","UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}}`},
		{"PLUS with passwordless factors", `{"PoolName":"p","UserPoolTier":"PLUS","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}}`},
		{"required standard attribute", `{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"String","Required":true,"Mutable":true}]}`},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.ok(t, "CreateUserPool", tt.body) })
	}
}
