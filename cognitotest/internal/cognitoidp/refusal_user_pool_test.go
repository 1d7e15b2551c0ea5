package cognitoidp_test

import "testing"

const sms = `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}`

func TestUserPoolRefusals(t *testing.T) {
	create := func(body string) request { return request{"CreateUserPool", body} }
	update := func(body string) request { return request{"UpdateUserPool", body} }
	const preToken = `"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaVersion":"V2_0","LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f"}}`
	checkRefusals(t, []refusal{
		{
			name: "alias and username attributes", source: "cdk-preflight",
			request: create(`{"PoolName":"p","AliasAttributes":["email"],"UsernameAttributes":["email"]}`),
			message: "Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
		}, {
			name: "required custom attribute", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String","Required":true}]}`),
			message: "Required custom attributes are not supported currently.",
		}, {
			name: "long custom attribute name", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Schema":[{"Name":"abcdefghijklmnopqrstu","AttributeDataType":"String"}]}`),
			message: "1 validation error detected: Value 'abcdefghijklmnopqrstu' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20",
		}, {
			name: "duplicate custom attribute", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String"},{"Name":"tenant","AttributeDataType":"String"}]}`),
			message: "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema.",
		}, {
			name: "custom attribute added twice", source: "cdk-preflight",
			given:   []request{{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"String"}]}`}},
			request: request{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"Number"}]}`},
			message: "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema.",
		}, {
			name: "retyped standard attribute", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"Number"}]}`),
			message: "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
		}, {
			name: "developer-only standard attribute", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`),
			message: "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
		}, {
			name: "verification before update of what is not auto-verified", source: "aws-nuke#477; cdk-preflight",
			request: create(`{"PoolName":"p","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			message: "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
		}, {
			name: "the same on update, which resets the auto-verified attributes", source: "aws-nuke#477; API reference",
			pool:    `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`,
			request: update(`{"UserPoolId":"{pool}","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			message: "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
		}, {
			name: "phone verification without SMS", source: "cdk-preflight",
			request: create(`{"PoolName":"p","AutoVerifiedAttributes":["phone_number"]}`),
			message: "SMS configuration is required when phone_number is selected for auto verification",
		}, {
			name: "both settings for temporary passwords", source: "cdk-preflight",
			request: create(`{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"TemporaryPasswordValidityDays":7}},"AdminCreateUserConfig":{"UnusedAccountValidityDays":7}}`),
			message: "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
		}, {
			name: "LITE with passwordless factors", source: "cdk-preflight", exception: "FeatureUnavailableInTierException",
			request: create(`{"PoolName":"p","UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}}`),
			message: "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In",
		}, {
			name: "LITE with access token customization", source: "cdk-preflight", exception: "FeatureUnavailableInTierException",
			request: create(`{"PoolName":"p","UserPoolTier":"LITE",` + preToken + `}`),
			message: "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0",
		}, {
			name: "down to LITE with access token customization", source: "cdk-preflight", exception: "FeatureUnavailableInTierException",
			request: update(`{"UserPoolId":"{pool}","UserPoolTier":"LITE",` + preToken + `}`),
			message: "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0",
		}, {
			name: "pool name", source: "API model",
			request: create(`{"PoolName":"a/b"}`),
			message: `1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`,
		}, {
			name: "MFA off and configured", source: "observed",
			request: request{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":true}}`},
			message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
		}, {
			name: "delete with a domain", source: "terraform-provider-aws#16479",
			given:   []request{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"in-the-way"}`}},
			request: request{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			message: "User pool cannot be deleted. It has a domain configured that should be deleted first.",
		}, {
			name: "delete while protected", source: "localstack#11947",
			pool:    `{"PoolName":"p","DeletionProtection":"ACTIVE"}`,
			request: request{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			message: "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
		}, {
			name: "unknown pool", source: "documented", exception: "ResourceNotFoundException",
			request: request{"DescribeUserPool", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`},
			message: "User pool us-east-1_AbCdEfGhI does not exist.",
		}, {
			name: "pool of another region", source: "documented", exception: "ResourceNotFoundException",
			request: request{"ListUsers", `{"UserPoolId":"eu-west-1_AbCdEfGhI"}`},
			message: "User pool eu-west-1_AbCdEfGhI does not exist.",
		},
	})
}

func TestUserPoolsThatAreNotRefused(t *testing.T) {
	tests := []struct{ name, body string }{
		{"the older setting for temporary passwords alone", `{"PoolName":"p","AdminCreateUserConfig":{"UnusedAccountValidityDays":14}}`},
		{"phone verification with SMS", `{"PoolName":"p","AutoVerifiedAttributes":["phone_number"],` + sms + `}`},
		{"LITE with passwords", `{"PoolName":"p","UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}}`},
		{"PLUS with passwordless factors", `{"PoolName":"p","UserPoolTier":"PLUS","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}}`},
		{"a standard attribute made required", `{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"String","Required":true,"Mutable":true}]}`},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.ok(t, "CreateUserPool", tt.body) })
	}
}
