package cognitoidp_test

import "testing"

// TestUserPoolPartRefusals: who sends messages, triggers, recovery, first factors, schema.
func TestUserPoolPartRefusals(t *testing.T) {
	create := func(body string) request { return request{"CreateUserPool", `{"PoolName":"p",` + body + `}`} }
	email := func(body string) request { return create(`"EmailConfiguration":{` + body + `}`) }
	text := func(role, region string) request {
		return create(`"SmsConfiguration":{"SnsCallerArn":"` + role + `","ExternalId":"x"` + region + `}`)
	}
	lambda := func(body string) request { return create(`"LambdaConfig":{` + body + `}`) }
	const (
		function = `arn:aws:lambda:us-east-1:123456789012:function:f`
		sender   = `{"LambdaArn":"` + function + `","LambdaVersion":"V1_0"}`
		key      = "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used."
		account  = "Cross-account pass role is not allowed."
	)
	checkRefusals(t, []refusal{
		{
			name: "SES without an identity", source: "cdk-preflight", request: email(`"EmailSendingAccount":"DEVELOPER"`),
			message: "Source ARN is required to use DEVELOPER email sending owner",
		}, {
			name: "an identity for the service's own address", source: "cdk-preflight",
			request: email(`"EmailSendingAccount":"COGNITO_DEFAULT","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"`),
			message: "Cognito is not allowed to use your email identity",
		}, {
			name: "an identity in another region", source: "cdk-preflight",
			request: email(`"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/shop.example"`),
			message: "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
		}, {
			name: "a sender that is no address", source: "cdk-preflight",
			request: email(`"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example","From":"Shop"`),
			message: "Provided From email address is invalid",
		},
		{name: "text messages by another account's role", source: "cdk-preflight", request: text("arn:aws:iam::210987654321:role/sms", ""), message: account},
		{
			name: "text messages from another region", source: "cdk-preflight", request: text("arn:aws:iam::123456789012:role/sms", `,"SnsRegion":"eu-west-1"`),
			message: "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1",
		},
		{name: "custom email sender without a key", source: "cdk-preflight", request: lambda(`"CustomEmailSender":` + sender), message: key},
		{name: "custom SMS sender without a key", source: "cdk-preflight", request: lambda(`"CustomSMSSender":` + sender), message: key},
		{
			name: "custom sender with a key of another region", source: "cdk-preflight",
			request: lambda(`"CustomSMSSender":` + sender + `,"KMSKeyID":"arn:aws:kms:eu-west-1:123456789012:key/1"`), message: "Invalid arn eu-west-1",
		}, {
			name: "trigger in another region", source: "cdk-preflight", request: lambda(`"PreSignUp":"arn:aws:lambda:eu-west-1:123456789012:function:f"`),
			message: "Cross-region lambda functions are not supported",
		}, {
			name: "two functions before tokens", source: "cdk-preflight",
			request: lambda(`"PreTokenGeneration":"` + function + `2","PreTokenGenerationConfig":{"LambdaArn":"` + function + `","LambdaVersion":"V2_0"}`),
			message: "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
		}, {
			name: "administrators beside another recovery", source: "cdk-preflight",
			request: create(recovery(`{"Name":"admin_only","Priority":1},{"Name":"verified_email","Priority":2}`)),
			message: "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
		}, {
			name: "one recovery twice", source: "cdk-preflight",
			request: create(recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_email","Priority":2}`)),
			message: "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
		}, {
			name: "one priority twice", source: "cdk-preflight",
			request: create(recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":1}`)),
			message: "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
		}, {
			name: "first factors without the password", source: "cdk-preflight", request: create(signIn(`"WEB_AUTHN"`)),
			message: "Password should be configured as one of the allowed first auth factors.",
		}, {
			name: "numbers that no value meets", source: "cdk-preflight",
			request: create(`"Schema":[{"Name":"level","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"10","MaxValue":"9"}}]`),
			message: "Attribute custom:level cannot have a max value smaller than it's min value",
		}, {
			name: "lengths that no text meets", source: "cdk-preflight",
			request: create(`"Schema":[{"Name":"tenant","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"10","MaxLength":"9"}}]`),
			message: "Attribute custom:tenant cannot have a max length shorter than it's min length",
		}, {
			name: "the same of a standard attribute", source: "cdk-preflight",
			request: create(`"Schema":[{"Name":"name","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"10","MaxLength":"9"}}]`),
			message: "Attribute name cannot have a max length shorter than it's min length",
		}, {
			name: "threat protection on ESSENTIALS", source: "terraform-provider-aws#40734", exception: "FeatureUnavailableInTierException",
			request: create(`"UserPoolTier":"ESSENTIALS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}`),
			message: "The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection",
		}, {
			name: "two features that LITE does not have", source: "the list: chosen", exception: "FeatureUnavailableInTierException",
			request: create(`"UserPoolTier":"LITE","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"},` + signIn(`"PASSWORD","WEB_AUTHN"`)),
			message: "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In, Threat Protection",
		},
	})
}

func TestUserPoolPartsThatAreNotRefused(t *testing.T) {
	tests := []struct{ name, body string }{
		{"SES in another of its regions, with a name", `"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:eu-west-1:123456789012:identity/shop.example","From":"Shop <no-reply@shop.example>"}`},
		{"text messages from the pool's region", `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x","SnsRegion":"us-east-1"}`},
		{"a function of another account", `"LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:210987654321:function:f"}`}, // cdk-preflight
		{"a custom sender with a key", `"LambdaConfig":{"CustomEmailSender":{"LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f","LambdaVersion":"V1_0"},"KMSKeyID":"arn:aws:kms:us-east-1:123456789012:key/1"}`},
		{"recovery by two ways", recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`)},
		{"equal bounds", `"Schema":[{"Name":"level","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"9","MaxValue":"9"}}]`},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.ok(t, "CreateUserPool", `{"PoolName":"p",`+tt.body+`}`) })
	}
}
