package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRefusedByTheModel(t *testing.T) { checkRefusedOnOnePool(t, refusedByTheModel()) }

// refusedByTheModel are requests that break a constraint of the API model, a row for each kind of constraint at a
// member that clients get wrong. TestValidation (cognitoidp) has the forms that are rarer: lists, maps, JSON types.
func refusedByTheModel() []refused {
	const (
		one     = "1 validation error detected: "
		null    = "Value null at '%s' failed to satisfy constraint: Member must not be null"
		model   = "API model; badmintoncryer/cdk-preflight: the wording, measured"
		nowhere = `"UserPoolId":"us-east-1_AbCdEfGhI"`
	)
	invalid := func(message string) fault { return fault{400, "InvalidParameterException", message} }
	missing := func(member string) fault { return invalid(one + strings.ReplaceAll(null, "%s", member)) }
	breach := func(value, member, constraint string) string {
		return "Value " + value + "at '" + member + "' failed to satisfy constraint: Member must " + constraint
	}
	// The values of members that the model calls sensitive are not repeated.
	hidden := func(member, constraint string) fault { return invalid(one + breach("", member, constraint)) }
	shown := func(value, member, constraint string) fault {
		return invalid(one + breach("'"+value+"' ", member, constraint))
	}
	long := strings.Repeat("a", 129)
	return []refused{
		// Required members.
		{name: "pool without a name", source: model, request: call{"CreateUserPool", `{}`}, fault: missing("poolName")},
		{name: "client without a name", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `}`}, fault: missing("clientName")},
		{name: "domain without a pool", source: model, request: call{"CreateUserPoolDomain", `{"Domain":"shop"}`}, fault: missing("userPoolId")},
		{name: "custom domain without a certificate", source: model, request: call{"CreateUserPoolDomain", `{` + nowhere + `,"Domain":"a","CustomDomainConfig":{}}`}, fault: missing("customDomainConfig.certificateArn")},
		{name: "sign-in without a flow", source: model, request: call{"InitiateAuth", `{"ClientId":"c"}`}, fault: missing("authFlow")},
		{name: "answer without a challenge", source: model, request: call{"RespondToAuthChallenge", `{"ClientId":"c"}`}, fault: missing("challengeName")},
		{name: "user without a token", source: "captures of the same at 'username'", request: call{"GetUser", `{}`}, fault: hidden("accessToken", "not be null")},
		{name: "revocation without a client", source: model, request: call{"RevokeToken", `{"Token":"x"}`}, fault: missing("clientId")},
		{name: "resource server without a name", source: model, request: call{"CreateResourceServer", `{` + nowhere + `,"Identifier":"orders"}`}, fault: missing("name")},
		{name: "provider without details", source: model, request: call{"CreateIdentityProvider", `{` + nowhere + `,"ProviderName":"Corp","ProviderType":"OIDC"}`}, fault: missing("providerDetails")},
		{name: "list of pools without a number", source: model, request: call{"ListUserPools", `{}`}, fault: missing("maxResults")},
		{name: "tags for nothing", source: model, request: call{"TagResource", `{"Tags":{"a":"b"}}`}, fault: missing("resourceArn")},
		{
			name: "user without pool and name", source: "captures of each; their order is chosen", request: call{"AdminCreateUser", `{}`},
			fault: invalid("2 validation errors detected: " + strings.ReplaceAll(null, "%s", "userPoolId") + "; " + breach("", "username", "not be null")),
		},
		// Enums.
		{name: "flow", source: model, request: call{"InitiateAuth", `{"ClientId":"c","AuthFlow":"PASSWORD"}`}, fault: shown("PASSWORD", "authFlow", "satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]")},
		{name: "MFA mode", source: model, request: call{"CreateUserPool", `{"PoolName":"p","MfaConfiguration":"REQUIRED"}`}, fault: shown("REQUIRED", "mfaConfiguration", "satisfy enum value set: [OFF, ON, OPTIONAL]")},
		{name: "tier", source: model, request: call{"CreateUserPool", `{"PoolName":"p","UserPoolTier":"FREE"}`}, fault: shown("FREE", "userPoolTier", "satisfy enum value set: [LITE, ESSENTIALS, PLUS]")},
		{name: "rotation", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","RefreshTokenRotation":{"Feature":"ON"}}`}, fault: shown("ON", "refreshTokenRotation.feature", "satisfy enum value set: [ENABLED, DISABLED]")},
		{name: "unit of a validity", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","TokenValidityUnits":{"RefreshToken":"weeks"}}`}, fault: shown("weeks", "tokenValidityUnits.refreshToken", "satisfy enum value set: [seconds, minutes, hours, days]")},
		{name: "user existence errors", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","PreventUserExistenceErrors":"DISABLED"}`}, fault: shown("DISABLED", "preventUserExistenceErrors", "satisfy enum value set: [LEGACY, ENABLED]")},
		{name: "kind of provider", source: model, request: call{"CreateIdentityProvider", `{` + nowhere + `,"ProviderName":"Corp","ProviderType":"LDAP","ProviderDetails":{}}`}, fault: shown("LDAP", "providerType", "satisfy enum value set: [SAML, Facebook, Google, LoginWithAmazon, SignInWithApple, OIDC]")},
		{name: "message action", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","MessageAction":"NONE"}`}, fault: shown("NONE", "messageAction", "satisfy enum value set: [RESEND, SUPPRESS]")},
		// Ranges and lengths.
		{name: "password policy under six characters", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":5}}}`}, fault: shown("5", "policies.passwordPolicy.minimumLength", "have value greater than or equal to 6")},
		{name: "password policy over 99 characters", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":100}}}`}, fault: shown("100", "policies.passwordPolicy.minimumLength", "have value less than or equal to 99")},
		{name: "password history over 24", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":25}}}`}, fault: shown("25", "policies.passwordPolicy.passwordHistorySize", "have value less than or equal to 24")},
		{name: "temporary passwords of over a year", source: model, request: call{"CreateUserPool", `{"PoolName":"p","Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":366}}}`}, fault: shown("366", "policies.passwordPolicy.temporaryPasswordValidityDays", "have value less than or equal to 365")},
		{name: "access token of no time", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","AccessTokenValidity":0}`}, fault: shown("0", "accessTokenValidity", "have value greater than or equal to 1")},
		{name: "grace below zero", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":-1}}`}, fault: shown("-1", "refreshTokenRotation.retryGracePeriodSeconds", "have value greater than or equal to 0")},
		{name: "precedence below zero", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"staff","Precedence":-1}`}, fault: shown("-1", "precedence", "have value greater than or equal to 0")},
		{name: "page of users over 60", source: model, request: call{"ListUsers", `{` + nowhere + `,"Limit":61}`}, fault: shown("61", "limit", "have value less than or equal to 60")},
		{name: "long pool name", source: model, request: call{"CreateUserPool", `{"PoolName":"` + long + `"}`}, fault: shown(long, "poolName", "have length less than or equal to 128")},
		{name: "long client name", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"` + long + `"}`}, fault: shown(long, "clientName", "have length less than or equal to 128")},
		{name: "long group name", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"` + long + `"}`}, fault: shown(long, "groupName", "have length less than or equal to 128")},
		{name: "long user name", source: model, request: call{"AdminGetUser", `{` + nowhere + `,"Username":"` + long + `"}`}, fault: hidden("username", "have length less than or equal to 128")},
		{name: "short client secret", source: model, request: call{"CreateUserPoolClient", `{` + nowhere + `,"ClientName":"c","ClientSecret":"short"}`}, fault: hidden("clientSecret", "have length greater than or equal to 24")},
		{name: "short session", source: model, request: call{"RespondToAuthChallenge", `{"ClientId":"c","ChallengeName":"SMS_MFA","Session":"short"}`}, fault: hidden("session", "have length greater than or equal to 20")},
		{name: "short role", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"staff","RoleArn":"arn:aws:iam::1:r"}`}, fault: shown("arn:aws:iam::1:r", "roleArn", "have length greater than or equal to 20")},
		// Patterns.
		{name: "pool id", source: model, request: call{"DescribeUserPool", `{"UserPoolId":"AbCdEfGhI"}`}, fault: shown("AbCdEfGhI", "userPoolId", `satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`)},
		{name: "client id", source: "boto/boto3#3581", request: call{"InitiateAuth", `{"ClientId":"us-east-1_AbCdEfGhI","AuthFlow":"USER_PASSWORD_AUTH"}`}, fault: shown("us-east-1_AbCdEfGhI", "clientId", `satisfy regular expression pattern: [\w+]+`)},
		{name: "access token", source: model, request: call{"GetUser", `{"AccessToken":"Bearer x"}`}, fault: hidden("accessToken", `satisfy regular expression pattern: [A-Za-z0-9-_=.]+`)},
		{name: "user name with a space", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo ann"}`}, fault: hidden("username", `satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)},
		{name: "group with a space", source: model, request: call{"CreateGroup", `{` + nowhere + `,"GroupName":"my staff"}`}, fault: shown("my staff", "groupName", `satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`)},
		{name: "temporary password with a space", source: model, request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","TemporaryPassword":"Pass word1!"}`}, fault: hidden("temporaryPassword", `satisfy regular expression pattern: [\S]+`)},
		{name: "trigger that is no ARN", source: model, request: call{"CreateUserPool", `{"PoolName":"p","LambdaConfig":{"PreSignUp":"the-sign-up-function"}}`}, fault: shown("the-sign-up-function", "lambdaConfig.preSignUp", `satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`)},
		// JSON of another type.
		{name: "number as an attribute's value", source: "amazon-archives/amazon-cognito-identity-js#485; pmill/aws-cognito#10: the text of today's framework is chosen", request: call{"AdminCreateUser", `{` + nowhere + `,"Username":"jo","UserAttributes":[{"Name":"custom:level","Value":7}]}`}, fault: fault{400, "SerializationException", "NUMBER_VALUE can not be converted to a String"}},
		{name: "object as a code", source: "aws-amplify/amplify-js#5165", request: call{"RespondToAuthChallenge", `{"ClientId":"c","ChallengeName":"SMS_MFA","ChallengeResponses":{"SMS_MFA_CODE":{"code":"1"}}}`}, fault: fault{400, "SerializationException", "Start of structure or map found where not expected."}},
	}
}
