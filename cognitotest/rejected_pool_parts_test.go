package cognitotest_test

import "testing"

func TestRejectedPoolParts(t *testing.T) { checkRejected(t, rejectedPoolParts()) }

func rejectedPoolParts() []rejection {
	create := func(body string) call { return call{"CreateUserPool", `{"PoolName":"p",` + body + `}`} }
	email := func(body string) call { return create(`"EmailConfiguration":{` + body + `}`) }
	text := func(role, region string) call {
		return create(`"SmsConfiguration":{"SnsCallerArn":"` + role + `","ExternalId":"x"` + region + `}`)
	}
	lambda := func(body string) call { return create(`"LambdaConfig":{` + body + `}`) }
	const (
		function = `arn:aws:lambda:us-east-1:123456789012:function:f`
		sender   = `{"LambdaArn":"` + function + `","LambdaVersion":"V1_0"}`
		key      = "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used."
		account  = "Cross-account pass role is not allowed."
	)
	return []rejection{
		{
			name: "SES without an identity", source: "badmintoncryer/cdk-preflight: measured", request: email(`"EmailSendingAccount":"DEVELOPER"`),
			wantError: apiError{400, "InvalidParameterException", "Source ARN is required to use DEVELOPER email sending owner"},
		}, {
			name: "an identity for the service's own address", source: "badmintoncryer/cdk-preflight: measured",
			request:   email(`"EmailSendingAccount":"COGNITO_DEFAULT","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"`),
			wantError: apiError{400, "InvalidParameterException", "Cognito is not allowed to use your email identity"},
		}, {
			name: "an identity in another region", source: "badmintoncryer/cdk-preflight: measured",
			request:   email(`"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/shop.example"`),
			wantError: apiError{400, "InvalidParameterException", "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2."},
		}, {
			name: "sender that is not an address", source: "badmintoncryer/cdk-preflight: measured",
			request:   email(`"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example","From":"Shop"`),
			wantError: apiError{400, "InvalidParameterException", "Provided From email address is invalid"},
		},
		{name: "text messages by another account's role", source: "badmintoncryer/cdk-preflight: measured", request: text("arn:aws:iam::210987654321:role/sms", ""), wantError: apiError{400, "InvalidParameterException", account}},
		{
			name: "text messages from another region", source: "badmintoncryer/cdk-preflight: measured", request: text("arn:aws:iam::123456789012:role/sms", `,"SnsRegion":"eu-west-1"`),
			wantError: apiError{400, "InvalidParameterException", "Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1"},
		},
		{name: "custom email sender without a key", source: "badmintoncryer/cdk-preflight: measured", request: lambda(`"CustomEmailSender":` + sender), wantError: apiError{400, "InvalidParameterException", key}},
		{name: "custom SMS sender without a key", source: "badmintoncryer/cdk-preflight: measured", request: lambda(`"CustomSMSSender":` + sender), wantError: apiError{400, "InvalidParameterException", key}},
		{
			name: "custom sender with a key of another region", source: "badmintoncryer/cdk-preflight: measured",
			request: lambda(`"CustomSMSSender":` + sender + `,"KMSKeyID":"arn:aws:kms:eu-west-1:123456789012:key/1"`), wantError: apiError{400, "InvalidParameterException", "Invalid arn eu-west-1"},
		}, {
			name: "trigger in another region", source: "badmintoncryer/cdk-preflight: measured", request: lambda(`"PreSignUp":"arn:aws:lambda:eu-west-1:123456789012:function:f"`),
			wantError: apiError{400, "InvalidParameterException", "Cross-region lambda functions are not supported"},
		}, {
			name: "inbound federation in another region", source: "unspecified; as for the other triggers",
			request:   lambda(`"InboundFederation":{"LambdaArn":"arn:aws:lambda:eu-west-1:123456789012:function:f","LambdaVersion":"V1_0"}`),
			wantError: apiError{400, "InvalidParameterException", "Cross-region lambda functions are not supported"},
		}, {
			name: "inbound federation with another version", source: "API reference",
			request:   lambda(`"InboundFederation":{"LambdaArn":"` + function + `","LambdaVersion":"V2_0"}`),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value 'V2_0' at 'lambdaConfig.inboundFederation.lambdaVersion' failed to satisfy constraint: Member must satisfy enum value set: [V1_0]"},
		}, {
			name: "inbound federation without a version", source: "aws/aws-cdk#15863, for custom senders",
			request:   lambda(`"InboundFederation":{"LambdaArn":"` + function + `"}`),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value null at 'lambdaConfig.inboundFederation.lambdaVersion' failed to satisfy constraint: Member must not be null"},
		}, {
			name: "two functions for pre token generation", source: "badmintoncryer/cdk-preflight: measured",
			request:   lambda(`"PreTokenGeneration":"` + function + `2","PreTokenGenerationConfig":{"LambdaArn":"` + function + `","LambdaVersion":"V2_0"}`),
			wantError: apiError{400, "InvalidParameterException", "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's"},
		}, {
			name: "administrators beside another recovery", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(recovery(`{"Name":"admin_only","Priority":1},{"Name":"verified_email","Priority":2}`)),
			wantError: apiError{400, "InvalidParameterException", "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms."},
		}, {
			name: "one recovery twice", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_email","Priority":2}`)),
			wantError: apiError{400, "InvalidParameterException", "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms."},
		}, {
			name: "one priority twice", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(recovery(`{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":1}`)),
			wantError: apiError{400, "InvalidParameterException", "Account Recovery Setting cannot have duplicate priorities or recovery mechanisms."},
		}, {
			name: "first factors without the password", source: "badmintoncryer/cdk-preflight: measured", request: create(firstFactors(`"WEB_AUTHN"`)),
			wantError: apiError{400, "InvalidParameterException", "Password should be configured as one of the allowed first auth factors."},
		}, {
			name: "minimum value above the maximum", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`"Schema":[{"Name":"level","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"10","MaxValue":"9"}}]`),
			wantError: apiError{400, "InvalidParameterException", "Attribute custom:level cannot have a max value smaller than it's min value"},
		}, {
			name: "minimum length above the maximum", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`"Schema":[{"Name":"tenant","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"10","MaxLength":"9"}}]`),
			wantError: apiError{400, "InvalidParameterException", "Attribute custom:tenant cannot have a max length shorter than it's min length"},
		}, {
			name: "minimum length above the maximum, of a standard attribute", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`"Schema":[{"Name":"name","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"10","MaxLength":"9"}}]`),
			wantError: apiError{400, "InvalidParameterException", "Attribute name cannot have a max length shorter than it's min length"},
		}, {
			name: "threat protection on ESSENTIALS", source: "hashicorp/terraform-provider-aws#40734",
			request:   create(`"UserPoolTier":"ESSENTIALS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}`),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection"},
		}, {
			name: "two features that LITE does not have", source: "unspecified",
			request:   create(`"UserPoolTier":"LITE","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"},` + firstFactors(`"PASSWORD","WEB_AUTHN"`)),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In, Threat Protection"},
		},
	}
}
