package cognitotest_test

import "testing"

func TestRefusedPools(t *testing.T) { checkRefused(t, refusedPools()) }

func refusedPools() []refused {
	create := func(body string) call { return call{"CreateUserPool", body} }
	update := func(body string) call { return call{"UpdateUserPool", body} }
	const untyped = "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."
	const preToken = `"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaVersion":"V2_0","LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f"}}`
	return []refused{
		{
			name: "alias and username attributes", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","AliasAttributes":["email"],"UsernameAttributes":["email"]}`),
			fault:   fault{400, "InvalidParameterException", "Only one of the aliasAttributes or usernameAttributes can be set in a User pool."},
		}, {
			name: "required custom attribute", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String","Required":true}]}`),
			fault:   fault{400, "InvalidParameterException", "Required custom attributes are not supported currently."},
		}, {
			name: "long custom attribute name", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Schema":[{"Name":"abcdefghijklmnopqrstu","AttributeDataType":"String"}]}`),
			fault:   fault{400, "InvalidParameterException", "1 validation error detected: Value 'abcdefghijklmnopqrstu' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20"},
		}, {
			name: "duplicate custom attribute", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String"},{"Name":"tenant","AttributeDataType":"String"}]}`),
			fault:   fault{400, "InvalidParameterException", "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema."},
		}, {
			name: "custom attribute added twice", source: "jmaleonard/serverless-cognito-add-custom-attributes#3",
			given:   []call{{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"String"}]}`}},
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"tenant","AttributeDataType":"Number"}]}`},
			fault:   fault{400, "InvalidParameterException", "custom:tenant: Existing attribute already has name custom:tenant."},
		}, {
			name: "custom attribute that the new pool has", source: "jmaleonard/serverless-cognito-add-custom-attributes#3",
			pool:    `{"PoolName":"p","Schema":[{"Name":"custom:tenant","AttributeDataType":"String"}]}`,
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"custom:tenant","AttributeDataType":"String"}]}`},
			fault:   fault{400, "InvalidParameterException", "custom:custom:tenant: Existing attribute already has name custom:custom:tenant."},
		}, {
			name: "developer attribute added twice", source: "jmaleonard/serverless-cognito-add-custom-attributes#3, of a custom one",
			given:   []call{{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"once","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`}},
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"once","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`},
			fault:   fault{400, "InvalidParameterException", "dev:custom:once: Existing attribute already has name dev:custom:once."},
		}, {
			name: "one name twice in one addition", source: "chosen: the text of a creation",
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"twice","AttributeDataType":"String"},{"Name":"twice","AttributeDataType":"String"}]}`},
			fault:   fault{400, "InvalidParameterException", "Duplicate custom attribute names custom:twice are not allowed in a user pool schema."},
		}, {
			name: "custom attribute without a type", source: "anomalyco/sst#1645; aws-amplify/amplify-cli#9960",
			request: create(`{"PoolName":"p","Schema":[{"Name":"tenant","Mutable":true}]}`),
			fault:   fault{400, "InvalidParameterException", untyped},
		}, {
			name: "custom attribute with constraints and without a type", source: "anomalyco/sst#1645",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email"},{"Name":"tenant","StringAttributeConstraints":{"MinLength":"1"}}]}`),
			fault:   fault{400, "InvalidParameterException", untyped},
		}, {
			name: "attribute added without a type", source: "aws-amplify/amplify-cli#9960",
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"untyped"}]}`},
			fault:   fault{400, "InvalidParameterException", untyped},
		}, {
			name: "standard name added without a type, which makes a custom attribute", source: "aws-amplify/amplify-cli#9960",
			request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"email"}]}`},
			fault:   fault{400, "InvalidParameterException", untyped},
		}, {
			name: "flag of an address without a type, which makes a custom attribute", source: "aws/aws-cdk#14175; anomalyco/sst#1645",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email_verified"}]}`),
			fault:   fault{400, "InvalidParameterException", untyped},
		}, {
			name: "flag of an address that is required", source: "aws/aws-cdk#14175; badmintoncryer/cdk-preflight: measured of a custom one",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email_verified","AttributeDataType":"Boolean","Required":true}]}`),
			fault:   fault{400, "InvalidParameterException", "Required custom attributes are not supported currently."},
		}, {
			name: "retyped standard attribute", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"Number"}]}`),
			fault:   fault{400, "InvalidParameterException", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"},
		}, {
			name: "developer-only standard attribute", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Schema":[{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`),
			fault:   fault{400, "InvalidParameterException", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"},
		}, {
			name: "verification before update of what is not auto-verified", source: "rebuy-de/aws-nuke#477; badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			fault:   fault{400, "InvalidParameterException", "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"},
		}, {
			name: "the same on update, which resets the auto-verified attributes", source: "rebuy-de/aws-nuke#477; API reference",
			pool:    `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`,
			request: update(`{"UserPoolId":"{pool}","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`),
			fault:   fault{400, "InvalidParameterException", "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"},
		}, {
			name: "phone verification without SMS", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","AutoVerifiedAttributes":["phone_number"]}`),
			fault:   fault{400, "InvalidParameterException", "SMS configuration is required when phone_number is selected for auto verification"},
		}, {
			name: "both settings for temporary passwords", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"TemporaryPasswordValidityDays":7}},"AdminCreateUserConfig":{"UnusedAccountValidityDays":7}}`),
			fault:   fault{400, "InvalidParameterException", "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"},
		}, {
			name: "LITE with passwordless factors", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}}`),
			fault:   fault{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In"},
		}, {
			name: "LITE with access token customization", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`{"PoolName":"p","UserPoolTier":"LITE",` + preToken + `}`),
			fault:   fault{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0"},
		}, {
			name: "down to LITE with access token customization", source: "badmintoncryer/cdk-preflight: measured",
			request: update(`{"UserPoolId":"{pool}","UserPoolTier":"LITE",` + preToken + `}`),
			fault:   fault{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0"},
		}, {
			name: "pool name", source: "API model",
			request: create(`{"PoolName":"a/b"}`),
			fault:   fault{400, "InvalidParameterException", `1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`},
		}, {
			name: "MFA off and configured", source: "captures",
			request: call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":true}}`},
			fault:   fault{400, "InvalidParameterException", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."},
		}, {
			name: "delete with a domain", source: "hashicorp/terraform-provider-aws#16479",
			given:   []call{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"in-the-way"}`}},
			request: call{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			fault:   fault{400, "InvalidParameterException", "User pool cannot be deleted. It has a domain configured that should be deleted first."},
		}, {
			name: "delete while protected", source: "localstack/localstack#11947",
			pool:    `{"PoolName":"p","DeletionProtection":"ACTIVE"}`,
			request: call{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
			fault:   fault{400, "InvalidParameterException", "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."},
		}, {
			name: "unknown pool", source: "API reference",
			request: call{"DescribeUserPool", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`},
			fault:   fault{400, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		}, {
			name: "pool of another region", source: "API reference",
			request: call{"ListUsers", `{"UserPoolId":"eu-west-1_AbCdEfGhI"}`},
			fault:   fault{400, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist."},
		},
	}
}
