package cognitotest_test

import "testing"

func TestRejectedPools(t *testing.T) { checkRejected(t, rejectedPools()) }

func rejectedPools() []rejection {
	create := func(body string) call { return call{"CreateUserPool", body} }
	update := func(body string) call { return call{"UpdateUserPool", body} }
	const untyped = "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."
	const preToken = `"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaVersion":"V2_0","LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f"}}`
	return []rejection{
		{
			name: "alias and username attributes", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","AliasAttributes":["email"],"UsernameAttributes":["email"]}`),
			wantError: apiError{400, "InvalidParameterException", "Only one of the aliasAttributes or usernameAttributes can be set in a User pool."},
		}, {
			name: "required custom attribute", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String","Required":true}]}`),
			wantError: apiError{400, "InvalidParameterException", "Required custom attributes are not supported currently."},
		}, {
			name: "long custom attribute name", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"abcdefghijklmnopqrstu","AttributeDataType":"String"}]}`),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value 'abcdefghijklmnopqrstu' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20"},
		}, {
			name: "duplicate custom attribute", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String"},{"Name":"tenant","AttributeDataType":"String"}]}`),
			wantError: apiError{400, "InvalidParameterException", "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema."},
		}, {
			name: "custom attribute added twice", source: "jmaleonard/serverless-cognito-add-custom-attributes#3",
			given:     []call{{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"String"}]}`}},
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"Number"}]}`},
			wantError: apiError{400, "InvalidParameterException", "custom:tenant: Existing attribute already has name custom:tenant."},
		}, {
			name: "custom attribute that the new pool has", source: "jmaleonard/serverless-cognito-add-custom-attributes#3",
			pool:      `{"PoolName":"p","Schema":[{"Name":"custom:tenant","AttributeDataType":"String"}]}`,
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"custom:tenant","AttributeDataType":"String"}]}`},
			wantError: apiError{400, "InvalidParameterException", "custom:custom:tenant: Existing attribute already has name custom:custom:tenant."},
		}, {
			name: "developer attribute added twice", source: "jmaleonard/serverless-cognito-add-custom-attributes#3, of a custom one",
			given:     []call{{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"once","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`}},
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"once","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`},
			wantError: apiError{400, "InvalidParameterException", "dev:custom:once: Existing attribute already has name dev:custom:once."},
		}, {
			name: "repeated name in one request", source: "unspecified: the text is from CreateUserPool",
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"twice","AttributeDataType":"String"},{"Name":"twice","AttributeDataType":"String"}]}`},
			wantError: apiError{400, "InvalidParameterException", "Duplicate custom attribute names custom:twice are not allowed in a user pool schema."},
		}, {
			name: "custom attribute without a type", source: "anomalyco/sst#1645; aws-amplify/amplify-cli#9960",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"tenant","Mutable":true}]}`),
			wantError: apiError{400, "InvalidParameterException", untyped},
		}, {
			name: "custom attribute with constraints and without a type", source: "anomalyco/sst#1645",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"email"},{"Name":"tenant","StringAttributeConstraints":{"MinLength":"1"}}]}`),
			wantError: apiError{400, "InvalidParameterException", untyped},
		}, {
			name: "attribute added without a type", source: "aws-amplify/amplify-cli#9960",
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"untyped"}]}`},
			wantError: apiError{400, "InvalidParameterException", untyped},
		}, {
			name: "standard name added without a type, which is a custom attribute", source: "aws-amplify/amplify-cli#9960",
			request:   call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"email"}]}`},
			wantError: apiError{400, "InvalidParameterException", untyped},
		}, {
			name: "email_verified without a type, which is a custom attribute", source: "aws/aws-cdk#14175; anomalyco/sst#1645",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"email_verified"}]}`),
			wantError: apiError{400, "InvalidParameterException", untyped},
		}, {
			name: "required email_verified", source: "aws/aws-cdk#14175; badmintoncryer/cdk-preflight: measured of a custom one",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"email_verified","AttributeDataType":"Boolean","Required":true}]}`),
			wantError: apiError{400, "InvalidParameterException", "Required custom attributes are not supported currently."},
		}, {
			name: "retyped standard attribute", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"Number"}]}`),
			wantError: apiError{400, "InvalidParameterException", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"},
		}, {
			name: "developer-only standard attribute", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`),
			wantError: apiError{400, "InvalidParameterException", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"},
		}, {
			name: "verification before update of an attribute without auto-verification", source: "rebuy-de/aws-nuke#477; badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			wantError: apiError{400, "InvalidParameterException", "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"},
		}, {
			name: "the same on update, which resets the auto-verified attributes", source: "rebuy-de/aws-nuke#477; API reference",
			pool:      `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`,
			request:   update(`{"UserPoolId":"{pool}","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			wantError: apiError{400, "InvalidParameterException", "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"},
		}, {
			name: "phone verification without SMS", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","AutoVerifiedAttributes":["phone_number"]}`),
			wantError: apiError{400, "InvalidParameterException", "SMS configuration is required when phone_number is selected for auto verification"},
		}, {
			name: "both settings for temporary passwords", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"TemporaryPasswordValidityDays":7}},"AdminCreateUserConfig":{"UnusedAccountValidityDays":7}}`),
			wantError: apiError{400, "InvalidParameterException", "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"},
		}, {
			name: "LITE with passwordless factors", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}}`),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In"},
		}, {
			name: "LITE with access token customization", source: "badmintoncryer/cdk-preflight: measured",
			request:   create(`{"PoolName":"p","UserPoolTier":"LITE",` + preToken + `}`),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0"},
		}, {
			name: "down to LITE with access token customization", source: "badmintoncryer/cdk-preflight: measured",
			request:   update(`{"UserPoolId":"{pool}","UserPoolTier":"LITE",` + preToken + `}`),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0"},
		}, {
			name: "pool name", source: "API model",
			request:   create(`{"PoolName":"a/b"}`),
			wantError: apiError{400, "InvalidParameterException", `1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`},
		}, {
			name: "MFA off and configured", source: "captures",
			request:   call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":true}}`},
			wantError: apiError{400, "InvalidParameterException", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."},
		}, {
			name: "delete with a domain", source: "hashicorp/terraform-provider-aws#16479",
			given:     []call{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"in-the-way"}`}},
			request:   call{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			wantError: apiError{400, "InvalidParameterException", "User pool cannot be deleted. It has a domain configured that should be deleted first."},
		}, {
			name: "delete while protected", source: "localstack/localstack#11947",
			pool:      `{"PoolName":"p","DeletionProtection":"ACTIVE"}`,
			request:   call{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			wantError: apiError{400, "InvalidParameterException", "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."},
		}, {
			name: "unknown pool", source: "API reference",
			request:   call{"DescribeUserPool", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`},
			wantError: apiError{400, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		}, {
			name: "pool of another region", source: "API reference",
			request:   call{"ListUsers", `{"UserPoolId":"eu-west-1_AbCdEfGhI"}`},
			wantError: apiError{400, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist."},
		},
	}
}
