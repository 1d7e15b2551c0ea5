package cognitoidp_test

import "testing"

func TestAcceptedUserPoolSettings(t *testing.T) {
	tests := []struct{ name, body string }{
		{"SES in another supported region, with a display name", `"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:eu-west-1:123456789012:identity/shop.example","From":"Shop <no-reply@shop.example>"}`},
		{"SMS from the pool's region", `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x","SnsRegion":"us-east-1"}`},
		{"Lambda trigger in another account", `"LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:210987654321:function:f"}`}, // cdk-preflight
		{"custom sender trigger with a KMS key", `"LambdaConfig":{"CustomEmailSender":{"LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f","LambdaVersion":"V1_0"},"KMSKeyID":"arn:aws:kms:us-east-1:123456789012:key/1"}`},
		{"recovery by email and phone", recoverySetting(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`)},
		{"equal minimum and maximum", `"Schema":[{"Name":"level","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"9","MaxValue":"9"}}]`},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.ok(t, "CreateUserPool", `{"PoolName":"p",`+tt.body+`}`) })
	}
}
