package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRejectedByTheModel(t *testing.T) { checkRejectedOnOnePool(t, rejectedByTheModel()) }

// rejectedByTheModel are requests that violate a constraint of the API model, with a row for each kind of constraint
// and members that clients often set wrong. TestValidation of package cognitoidp has the rarer cases: lists, maps,
// JSON types.
func rejectedByTheModel() []rejection {
	const (
		one     = "1 validation error detected: "
		null    = "Value null at '%s' failed to satisfy constraint: Member must not be null"
		model   = "API model; badmintoncryer/cdk-preflight: the text, measured"
		nowhere = `"UserPoolId":"us-east-1_AbCdEfGhI"`
	)
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	missing := func(member string) apiError { return invalid(one + strings.ReplaceAll(null, "%s", member)) }
	breach := func(value, member, constraint string) string {
		return "Value " + value + "at '" + member + "' failed to satisfy constraint: Member must " + constraint
	}
	// Errors do not have the values of sensitive members.
	hidden := func(member, constraint string) apiError { return invalid(one + breach("", member, constraint)) }
	shown := func(value, member, constraint string) apiError {
		return invalid(one + breach("'"+value+"' ", member, constraint))
	}
	long := strings.Repeat("a", 129)
	return []rejection{
		// Required members.
		{name: "pool without a name", source: model, request: call{"CreateUserPool", `{}`}, wantError: missing("poolName")},
		{name: "client without a name", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `}`}, wantError: missing("clientName")},
		{name: "domain without a pool", source: model, request: call{"CreateUserPoolDomain", `{"Domain":"shop"}`}, wantError: missing("userPoolId")},
		{name: "custom domain without a certificate", source: model, request: call{"CreateUserPoolDomain", `{` + nowhere + `,"Domain":"a","CustomDomainConfig":{}}`}, wantError: missing("customDomainConfig.certificateArn")},
		{name: "sign-in without a flow", source: model, request: call{"InitiateAuth", `{"ClientId":"c"}`}, wantError: missing("authFlow")},
		{name: "response without a challenge", source: model, request: call{"RespondToAuthChallenge", `{"ClientId":"c"}`}, wantError: missing("challengeName")},
		{name: "user without a token", source: "captures of the same at 'username'", request: call{"GetUser", `{}`}, wantError: hidden("accessToken", "not be null")},
		{name: "revocation without a client", source: model, request: call{"RevokeToken", `{"Token":"x"}`}, wantError: missing("clientId")},
		{name: "resource server without a name", source: model, request: call{"CreateResourceServer", `{` + nowhere + `,"Identifier":"orders"}`}, wantError: missing("name")},
		{name: "provider without details", source: model, request: call{"CreateIdentityProvider", `{` + nowhere + `,"ProviderName":"Corp","ProviderType":"OIDC"}`}, wantError: missing("providerDetails")},
		{name: "list of pools without a number", source: model, request: call{"ListUserPools", `{}`}, wantError: missing("maxResults")},
		{name: "tags without a resource", source: model, request: call{"TagResource", `{"Tags":{"a":"b"}}`}, wantError: missing("resourceArn")},
		{
			name: "user without pool and name", source: "captures of each; their order is unspecified", request: call{"AdminCreateUser", `{}`},
			wantError: invalid("2 validation errors detected: " + strings.ReplaceAll(null, "%s", "userPoolId") + "; " + breach("", "username", "not be null")),
		},
		// Enums.
		{name: "flow", source: model, request: call{"InitiateAuth", `{"ClientId":"c","AuthFlow":"PASSWORD"}`}, wantError: shown("PASSWORD", "authFlow", "satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]")},
		{name: "MFA mode", source: model, request: call{"CreateUserPool", `{"PoolName":"p","MfaConfiguration":"REQUIRED"}`}, wantError: shown("REQUIRED", "mfaConfiguration", "satisfy enum value set: [OFF, ON, OPTIONAL]")},
		{name: "tier", source: model, request: call{"CreateUserPool", `{"PoolName":"p","UserPoolTier":"FREE"}`}, wantError: shown("FREE", "userPoolTier", "satisfy enum value set: [LITE, ESSENTIALS, PLUS]")},
		{name: "rotation", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","RefreshTokenRotation":{"Feature":"ON"}}`}, wantError: shown("ON", "refreshTokenRotation.feature", "satisfy enum value set: [ENABLED, DISABLED]")},
		{name: "unit of a validity", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","TokenValidityUnits":{"RefreshToken":"weeks"}}`}, wantError: shown("weeks", "tokenValidityUnits.refreshToken", "satisfy enum value set: [seconds, minutes, hours, days]")},
		{name: "user existence errors", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","PreventUserExistenceErrors":"DISABLED"}`}, wantError: shown("DISABLED", "preventUserExistenceErrors", "satisfy enum value set: [LEGACY, ENABLED]")},
		{name: "kind of provider", source: model, request: call{"CreateIdentityProvider", `{` + nowhere + `,"ProviderName":"Corp","ProviderType":"LDAP","ProviderDetails":{}}`}, wantError: shown("LDAP", "providerType", "satisfy enum value set: [SAML, Facebook, Google, LoginWithAmazon, SignInWithApple, OIDC]")},
		{name: "message action", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","MessageAction":"NONE"}`}, wantError: shown("NONE", "messageAction", "satisfy enum value set: [RESEND, SUPPRESS]")},
		// Ranges and lengths.
		{name: "password policy under six characters", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":5}}}`}, wantError: shown("5", "policies.passwordPolicy.minimumLength", "have value greater than or equal to 6")},
		{name: "password policy over 99 characters", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":100}}}`}, wantError: shown("100", "policies.passwordPolicy.minimumLength", "have value less than or equal to 99")},
		{name: "password history over 24", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":25}}}`}, wantError: shown("25", "policies.passwordPolicy.passwordHistorySize", "have value less than or equal to 24")},
		{name: "temporary passwords of over a year", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":366}}}`}, wantError: shown("366", "policies.passwordPolicy.temporaryPasswordValidityDays", "have value less than or equal to 365")},
		{name: "access token validity of zero", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","AccessTokenValidity":0}`}, wantError: shown("0", "accessTokenValidity", "have value greater than or equal to 1")},
		{name: "grace below zero", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":-1}}`}, wantError: shown("-1", "refreshTokenRotation.retryGracePeriodSeconds", "have value greater than or equal to 0")},
		{name: "precedence below zero", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"staff","Precedence":-1}`}, wantError: shown("-1", "precedence", "have value greater than or equal to 0")},
		{name: "page of users over 60", source: model, request: call{"ListUsers", `{` + nowhere + `,"Limit":61}`}, wantError: shown("61", "limit", "have value less than or equal to 60")},
		{name: "long pool name", source: model, request: call{"CreateUserPool", `{"PoolName":"` + long + `"}`}, wantError: shown(long, "poolName", "have length less than or equal to 128")},
		{name: "long client name", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"` + long + `"}`}, wantError: shown(long, "clientName", "have length less than or equal to 128")},
		{name: "long group name", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"` + long + `"}`}, wantError: shown(long, "groupName", "have length less than or equal to 128")},
		{name: "long user name", source: model, request: call{"AdminGetUser", `{` + nowhere + `,"Username":"` + long + `"}`}, wantError: hidden("username", "have length less than or equal to 128")},
		{name: "short client secret", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","ClientSecret":"short"}`}, wantError: hidden("clientSecret", "have length greater than or equal to 24")},
		{name: "short session", source: model, request: call{"RespondToAuthChallenge", `{"ClientId":"c","ChallengeName":"SMS_MFA","Session":"short"}`}, wantError: hidden("session", "have length greater than or equal to 20")},
		{name: "short role", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"staff","RoleArn":"arn:aws:iam::1:r"}`}, wantError: shown("arn:aws:iam::1:r", "roleArn", "have length greater than or equal to 20")},
		// Patterns.
		{name: "pool id", source: model, request: call{"DescribeUserPool", `{"UserPoolId":"AbCdEfGhI"}`}, wantError: shown("AbCdEfGhI", "userPoolId", `satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`)},
		{name: "client id", source: "boto/boto3#3581", request: call{"InitiateAuth", `{"ClientId":"us-east-1_AbCdEfGhI","AuthFlow":"USER_PASSWORD_AUTH"}`}, wantError: shown("us-east-1_AbCdEfGhI", "clientId", `satisfy regular expression pattern: [\w+]+`)},
		{name: "access token", source: model, request: call{"GetUser", `{"AccessToken":"Bearer x"}`}, wantError: hidden("accessToken", `satisfy regular expression pattern: [A-Za-z0-9-_=.]+`)},
		{name: "user name with a space", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo ann"}`}, wantError: hidden("username", `satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)},
		{name: "group with a space", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"my staff"}`}, wantError: shown("my staff", "groupName", `satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)},
		{name: "temporary password with a space", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","TemporaryPassword":"Pass word1!"}`}, wantError: hidden("temporaryPassword", `satisfy regular expression pattern: [\S]+`)},
		{name: "trigger that is not an ARN", source: model, request: call{"CreateUserPool", `{"PoolName":"p","LambdaConfig":{"PreSignUp":"the-sign-up-function"}}`}, wantError: shown("the-sign-up-function", "lambdaConfig.preSignUp", `satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`)},
		// JSON of another type.
		{name: "number as an attribute's value", source: "amazon-archives/amazon-cognito-identity-js#485; pmill/aws-cognito#10: the text of today's framework is unspecified", request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","UserAttributes":[{"Name":"custom:level","Value":7}]}`}, wantError: apiError{400, "SerializationException", "NUMBER_VALUE can not be converted to a String"}},
		{name: "object as a code", source: "aws-amplify/amplify-js#5165", request: call{"RespondToAuthChallenge", `{"ClientId":"c","ChallengeName":"SMS_MFA","ChallengeResponses":{"SMS_MFA_CODE":{"code":"1"}}}`}, wantError: apiError{400, "SerializationException", "Start of structure or map found where not expected."}},
	}
}
