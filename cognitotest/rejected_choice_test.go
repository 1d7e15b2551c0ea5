package cognitotest_test

import "testing"

func TestRejectedChoices(t *testing.T) { checkRejected(t, rejectedChoices()) }

// rejectedChoices are sign-ins with USER_AUTH, custom challenges, a second factor and devices.
func rejectedChoices() []rejection {
	const (
		smsPool    = `{"PoolName":"p",` + sms + `}`
		mfaPool    = `{"PoolName":"p","DeviceConfiguration":{}}`
		everything = `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_AUTH","ALLOW_CUSTOM_AUTH","ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]`
		client     = everything + `}`
		hiding     = everything + `,"PreventUserExistenceErrors":"ENABLED"}`
	)
	initiate := func(flow, parameters string) call {
		return call{"InitiateAuth", `{"ClientId":"{client}","AuthFlow":"` + flow + `","AuthParameters":{` + parameters + `}}`}
	}
	respond := func(challenge, responses string) call {
		return call{"RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"` + challenge + `","ChallengeResponses":{` + responses + `}}`}
	}
	prefer := func(settings string) call {
		return call{"SetUserMFAPreference", `{"AccessToken":"{access token}",` + settings + `}`}
	}
	appMFA := call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true}}`}
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	denied := func(message string) apiError { return apiError{400, "NotAuthorizedException", message} }
	return []rejection{
		{name: "choice at a client that does not allow it", source: "captures", client: `{"UserPoolId":"{pool}","ClientName":"c"}`, request: initiate("USER_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("USER_AUTH flow not enabled for this client")},
		{name: "choice without a name", source: "aws/aws-sdk-php#1057", client: client, request: initiate("USER_AUTH", `"PREFERRED_CHALLENGE":"PASSWORD"`), wantError: invalid("Missing required parameter USERNAME")},
		{name: "choice of a password without one", source: "aws/aws-sdk-php#1057", client: client, request: initiate("USER_AUTH", `"USERNAME":"{jo}","PREFERRED_CHALLENGE":"PASSWORD"`), wantError: invalid("Missing required parameter PASSWORD")},
		{name: "choice of a wrong password", source: "localstack/localstack#3201", client: client, request: initiate("USER_AUTH", `"USERNAME":"{jo}","PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Wr0ngPass!"`), wantError: denied("Incorrect username or password.")},
		{name: "choice of an unknown user", source: "developer guide: Managing user existence error responses", client: client, request: initiate("USER_AUTH", `"USERNAME":"nobody","PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Passw0rd!"`), wantError: apiError{400, "UserNotFoundException", "User does not exist."}},
		{name: "choice of an unknown user at a client that hides unknown users", source: "developer guide: Managing user existence error responses", client: hiding, request: initiate("USER_AUTH", `"USERNAME":"nobody","PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Passw0rd!"`), wantError: denied("Incorrect username or password.")},
		{name: "unknown challenge", source: "API model", client: client, request: respond("TELEPATHY", ""), wantError: invalid("1 validation error detected: Value 'TELEPATHY' at 'challengeName' failed to satisfy constraint: Member must satisfy enum value set: [SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE, MFA_SETUP, PASSWORD_VERIFIER, CUSTOM_CHALLENGE, SELECT_CHALLENGE, DEVICE_SRP_AUTH, DEVICE_PASSWORD_VERIFIER, ADMIN_NO_SRP_AUTH, NEW_PASSWORD_REQUIRED, SMS_OTP, PASSWORD, WEB_AUTHN, PASSWORD_SRP]")},
		{name: "custom challenges in a pool without Lambda triggers", source: "captures", client: client, request: initiate("CUSTOM_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("Custom auth lambda trigger is not configured for the user pool.")},
		{name: "custom challenges at a client that does not allow them", source: "captures", client: `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}`, request: initiate("CUSTOM_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("CUSTOM_AUTH is not enabled for the client.")},
		{name: "response without a session", source: "amazon-archives/amazon-cognito-identity-js#270", client: client, request: respond("SMS_MFA", `"USERNAME":"{jo}","SMS_MFA_CODE":"123456"`), wantError: invalid("Missing required parameter Session")},
		{name: "response without a code", source: "aws/aws-sdk-php#1057", client: client, request: respond("SOFTWARE_TOKEN_MFA", `"USERNAME":"{jo}"`), wantError: invalid("Missing required parameter SOFTWARE_TOKEN_MFA_CODE")},
		{name: "SMS as second factor without a number", source: "captures", pool: smsPool, request: prefer(`"SMSMfaSettings":{"Enabled":true}`), wantError: invalid("User does not have a phone_number set to turn on SMS MFA")},
		{name: "software token that was never set up", source: "captures", request: prefer(`"SoftwareTokenMfaSettings":{"Enabled":true}`), wantError: invalid("User has not verified software token mfa")},
		{name: "software token with a wrong first code", source: "API model; captures", given: []call{appMFA, {"AssociateSoftwareToken", `{"AccessToken":"{access token}"}`}}, request: call{"VerifySoftwareToken", `{"AccessToken":"{access token}","UserCode":"000000"}`}, wantError: apiError{400, "EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"}},
		{name: "software token in a pool without them", source: "developer guide: TOTP software token MFA", request: call{"AssociateSoftwareToken", `{"AccessToken":"{access token}"}`}, wantError: apiError{400, "SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool"}},
		{name: "first code of a software token in a pool without them", source: "developer guide: TOTP software token MFA", request: call{"VerifySoftwareToken", `{"AccessToken":"{access token}","UserCode":"000000"}`}, wantError: apiError{400, "SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool"}},
		{name: "invalid device key", source: "aws/aws-aspnet-cognito-identity-provider#206", pool: mfaPool, request: call{"ConfirmDevice", `{"AccessToken":"{access token}","DeviceKey":"us-east-1_0a"}`}, wantError: invalid("Invalid device key given.")},
	}
}

func TestRejectedManagement(t *testing.T) { checkRejected(t, rejectedManagement()) }

// rejectedManagement are requests about secrets, branding, logs, providers and links.
func rejectedManagement() []rejection {
	const (
		floci  = "floci-io/floci#2869"
		either = "useCognitoProvidedValues or settings should be specified (but not both)"
	)
	on := func(action, rest string) call { return call{action, `{"UserPoolId":"{pool}",` + rest + `}`} }
	style := func(rest string) call { return on("CreateManagedLoginBranding", `"ClientId":"{client}"`+rest) }
	css := func(text string) call { return on("SetUICustomization", `"CSS":"`+text+`"`) }
	domain := on("CreateUserPoolDomain", `"Domain":"{prefix}"`)
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	notFound := func(message string) apiError { return apiError{400, "ResourceNotFoundException", message} }
	return []rejection{
		{name: "style without a source", source: floci, request: style(""), wantError: invalid(either)},
		{name: "style with both sources", source: "badmintoncryer/cdk-preflight: measured", request: style(`,"UseCognitoProvidedValues":true,"Settings":{}`), wantError: invalid(either)},
		{name: "second style of a client", source: "API model; the text is unspecified", given: []call{style(`,"UseCognitoProvidedValues":true`)}, request: style(`,"UseCognitoProvidedValues":true`), wantError: apiError{400, "ManagedLoginBrandingExistsException", "A ManagedLoginBranding already exists for client {client}"}},
		{name: "unknown style", source: floci, request: on("DescribeManagedLoginBranding", `"ManagedLoginBrandingId":"26148bf3-0f4d-4a52-9d3e-6f0b1a2c3d4e"`), wantError: notFound("ManagedLoginBranding does not exist.")},
		{name: "customization without a domain", source: "badmintoncryer/cdk-preflight: measured", request: css(".label-customizable{color:red}"), wantError: invalid("A domain must be associated with this user pool.")},
		{name: "customization of an unknown class", source: "badmintoncryer/cdk-preflight: measured", given: []call{domain}, request: css(".label{color:red}"), wantError: invalid("The CSS class .label is not in the list of allowed classes.")},
		{name: "secret of a public client", source: "API reference: AddUserPoolClientSecret; the text is unspecified", request: on("AddUserPoolClientSecret", `"ClientId":"{client}"`), wantError: invalid("User pool client {client} does not have a client secret.")},
		{name: "third secret", source: "API reference: AddUserPoolClientSecret; the text is unspecified", client: `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true}`, given: []call{on("AddUserPoolClientSecret", `"ClientId":"{client}"`)}, request: on("AddUserPoolClientSecret", `"ClientId":"{client}"`), wantError: apiError{400, "LimitExceededException", "A user pool client can have at most 2 client secrets."}},
		{name: "logs of another region", source: "badmintoncryer/cdk-preflight: measured", request: on("SetLogDeliveryConfiguration", `"LogConfigurations":[{"LogLevel":"ERROR","EventSource":"userNotification","CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:eu-west-1:123456789012:log-group:pool"}}]`), wantError: invalid("ARN does not belong to current region")},
		{name: "provider name that is taken", source: "API model; captures", given: []call{corp("Corp")}, request: corp("Corp"), wantError: apiError{400, "DuplicateProviderException", "A provider already exists with the name: Corp"}},
		{name: "unknown provider", source: "API reference: DescribeIdentityProvider; captures", request: on("DescribeIdentityProvider", `"ProviderName":"Corp"`), wantError: notFound("Identity provider Corp does not exist.")},
		{name: "unknown resource server", source: "API reference: DescribeResourceServer; the text is unspecified", request: on("DescribeResourceServer", `"Identifier":"orders"`), wantError: notFound("Resource server orders does not exist.")},
		{name: "link of a user of the pool", source: "captures", request: on("AdminLinkProviderForUser", `"DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":"{jo}"},"SourceUser":{"ProviderName":"Cognito","ProviderAttributeValue":"x"}`), wantError: invalid("Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser")},
	}
}

func corp(name string) call {
	return call{"CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"` + name + `","ProviderType":"OIDC","ProviderDetails":{"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example"}}`}
}
