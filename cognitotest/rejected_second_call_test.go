package cognitotest_test

import "testing"

func TestRejectedSecondCalls(t *testing.T) { checkRejected(t, rejectedSecondCalls()) }

// rejectedSecondCalls are rules about two calls: the second call contradicts a setting of the
// first. If each of the two calls can come first, both orders have a row.
func rejectedSecondCalls() []rejection {
	update := func(body string) call { return call{"UpdateUserPool", `{"UserPoolId":"{pool}"` + body + `}`} }
	mfa := func(body string) call {
		return call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	client := func(body string) call {
		return call{"UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",` + body + `}`}
	}
	const (
		phone     = `"AutoVerifiedAttributes":["phone_number"]`
		byPhone   = `{"PoolName":"p",` + phone + `,` + sms + `}`
		noSMS     = "SMS configuration is required when phone_number is selected for auto verification"
		smsFactor = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
		noSES     = "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."
		update1   = "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"
		bothWays  = `{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`
		lite      = "The following features need to be disabled for the LITE pricing tier configured: "
		rotating  = `"RefreshTokenRotation":{"Feature":"ENABLED"}`
		refreshes = `"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]`
		callbacks = `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"]`
	)
	withEmailMFA := `{"PoolName":"p",` + ses + `,` + recovery(bothWays) + `}`
	emailOn := []call{mfa(`"MfaConfiguration":"OPTIONAL",` + authenticator + `,` + emailMFA)}
	smsOn := []call{mfa(`"MfaConfiguration":"OPTIONAL",` + smsMFA)}
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	tier := func(message string) apiError { return apiError{400, "FeatureUnavailableInTierException", message} }
	return []rejection{
		// A sender of text messages.
		{name: "MFA off without SMS, though the pool has a sender", source: "hashicorp/terraform-provider-aws#28294", pool: byPhone, request: mfa(`"MfaConfiguration":"OFF"`), wantError: invalid(noSMS)},
		{name: "MFA only by an app in a pool that verifies phone numbers", source: "hashicorp/terraform-provider-aws#28294", pool: byPhone, request: mfa(`"MfaConfiguration":"ON",` + authenticator), wantError: invalid(noSMS)},
		{name: "passkeys in a pool that verifies phone numbers", source: "hashicorp/terraform-provider-aws#28294", pool: byPhone, request: mfa(`"WebAuthnConfiguration":{"RelyingPartyId":"shop.example"}`), wantError: invalid(noSMS)},
		{
			name: "the same after an update has begun to verify them", source: "hashicorp/terraform-provider-aws#28294",
			given: []call{update(`,` + phone + `,` + sms)}, request: mfa(`"MfaConfiguration":"OFF"`), wantError: invalid(noSMS),
		},
		{name: "verification of phone numbers by an update without a sender", source: "badmintoncryer/cdk-preflight: measured of a creation", request: update(`,` + phone), wantError: invalid(noSMS)},
		{name: "an update that leaves the sender of the verification out", source: "badmintoncryer/cdk-preflight: measured of a creation; API reference", pool: byPhone, request: update(`,` + phone), wantError: invalid(noSMS)},
		{name: "an update that leaves the sender of SMS MFA out", source: "aws/aws-cdk#11478", given: smsOn, request: update(``), wantError: invalid(smsFactor)},
		{
			name: "the same beside an app", source: "unspecified",
			given: []call{mfa(`"MfaConfiguration":"OPTIONAL",` + authenticator + `,` + smsMFA)}, request: update(`,"MfaConfiguration":"OPTIONAL"`), wantError: invalid(smsFactor),
		},
		// A sender of email, and recovery.
		{name: "an update that leaves the sender of email MFA out", source: "unspecified: the text is from SetUserPoolMfaConfig", pool: withEmailMFA, given: emailOn, request: update(`,` + recovery(bothWays)), wantError: invalid(noSES)},
		{
			name: "recovery only by email if email is a factor", source: "API reference; text unspecified", pool: withEmailMFA, given: emailOn,
			request:   update(`,` + ses + `,` + recovery(`{"Name":"verified_email","Priority":1}`)),
			wantError: invalid("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured."),
		}, {
			name: "recovery only by phone if SMS is a factor", source: "aws/aws-cdk#11478", given: smsOn,
			request:   update(`,` + sms + `,` + recovery(`{"Name":"verified_phone_number","Priority":1}`)),
			wantError: invalid("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."),
		},
		// Verification before an update.
		{
			name: "an update that keeps the verification before an update and leaves the attribute out", source: "rebuy-de/aws-nuke#477",
			pool:    `{"PoolName":"p","AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`,
			request: update(``), wantError: invalid(update1),
		}, {
			name: "an update that changes the attribute", source: "rebuy-de/aws-nuke#477",
			pool:    `{"PoolName":"p","AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`,
			request: update(`,` + phone + `,` + sms), wantError: invalid(update1),
		},
		// The tier.
		{
			name: "LITE once a client rotates", source: "badmintoncryer/cdk-preflight: measured of other features", client: `{"UserPoolId":"{pool}","ClientName":"c",` + rotating + `,"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]}`,
			request: update(`,"UserPoolTier":"LITE"`), wantError: tier(lite + "Refresh Token Rotation"),
		}, {
			name: "LITE once a domain has managed login", source: "badmintoncryer/cdk-preflight: measured of the domain; the text is unspecified",
			pool: `{"PoolName":"p"}`, given: []call{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}","ManagedLoginVersion":2}`}},
			request: update(`,"UserPoolTier":"LITE"`), wantError: tier(lite + "Managed Login Version 2"),
		},
		{name: "LITE once email is a factor", source: "API reference; text unspecified", pool: withEmailMFA, given: emailOn, request: update(`,"UserPoolTier":"LITE",` + ses + `,` + recovery(bothWays)), wantError: tier(lite + "Email MFA")},
		{
			name: "LITE beside first factors that an update keeps", source: "badmintoncryer/cdk-preflight: measured of a creation", pool: `{"PoolName":"p",` + firstFactors(`"PASSWORD","WEB_AUTHN"`) + `}`,
			request: update(`,"UserPoolTier":"LITE"`), wantError: tier(lite + "Passwordless Sign-In"),
		}, {
			name: "LITE beside a password history that an update keeps", source: "developer guide: User pool feature plans; text unspecified",
			pool:    `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":3}}}`,
			request: update(`,"UserPoolTier":"LITE"`), wantError: tier(lite + "Password History"),
		}, {
			name: "a password history in LITE", source: "developer guide: User pool feature plans; text unspecified", pool: `{"PoolName":"p","UserPoolTier":"LITE"}`,
			request: update(`,"Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":3}}`), wantError: tier(lite + "Password History"),
		}, {
			name: "a lower tier beside threat protection", source: "hashicorp/terraform-provider-aws#40734", pool: `{"PoolName":"p","UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}}`,
			request:   update(`,"UserPoolTier":"ESSENTIALS","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}`),
			wantError: tier("The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection"),
		},
		// An app client and the resources that it names.
		{
			name: "refreshing by the API once the client rotates", source: "hashicorp/terraform-provider-aws#47196", client: `{"UserPoolId":"{pool}","ClientName":"c",` + rotating + `,"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]}`,
			request: client(rotating + `,` + refreshes), wantError: invalid("ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."),
		}, {
			name: "rotation once the client refreshes by the API", source: "hashicorp/terraform-provider-aws#47196", client: `{"UserPoolId":"{pool}","ClientName":"c",` + refreshes + `}`,
			request: client(refreshes + `,` + rotating), wantError: invalid("ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."),
		}, {
			name: "a default redirect URI whose callback is taken away", source: "badmintoncryer/cdk-preflight: measured of a creation",
			client:    `{"UserPoolId":"{pool}","ClientName":"c",` + callbacks + `,"CallbackURLs":["https://a.example/cb"],"DefaultRedirectURI":"https://a.example/cb"}`,
			request:   client(callbacks + `,"CallbackURLs":["https://b.example/cb"],"DefaultRedirectURI":"https://a.example/cb"`),
			wantError: invalid("The default redirect URI https://a.example/cb is not in the callback URIs list."),
		}, {
			name: "a scope whose resource server has been deleted", source: "awsdocs/aws-cloudformation-user-guide#564; aws-cloudformation/cloudformation-coverage-roadmap#173",
			pool: `{"PoolName":"p"}`, client: `{"UserPoolId":"{pool}","ClientName":"c",` + callbacks + `,"CallbackURLs":["https://a.example/cb"]}`,
			given: []call{
				{"CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"parts","Name":"parts","Scopes":[{"ScopeName":"read","ScopeDescription":"d"}]}`},
				client(`"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["parts/read"],"CallbackURLs":["https://a.example/cb"]`),
				{"DeleteResourceServer", `{"UserPoolId":"{pool}","Identifier":"parts"}`},
			},
			request:   client(`"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["parts/read"],"CallbackURLs":["https://a.example/cb"]`),
			wantError: apiError{400, "ScopeDoesNotExistException", "Invalid scope requested: parts/read"},
		}, {
			name: "a provider that has been deleted", source: "aws-amplify/amplify-cli#13549", pool: `{"PoolName":"p"}`, client: `{"UserPoolId":"{pool}","ClientName":"c"}`,
			given: []call{
				{"CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"1","client_secret":"2","authorize_scopes":"openid"}}`},
				{"DeleteIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google"}`},
			},
			request: client(`"SupportedIdentityProviders":["Google"]`), wantError: invalid("The provider Google does not exist for User Pool {pool}."),
		},
		{name: "the settings of a client that has been deleted", source: "API reference: DeleteUserPoolClient; the text is unspecified", client: `{"UserPoolId":"{pool}","ClientName":"c"}`,
			given: []call{
				{"SetRiskConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}","RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}}`},
				{"DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`},
			},
			request: call{"DescribeRiskConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}"}`}, wantError: apiError{400, "ResourceNotFoundException", "Risk configuration does not exist."}},
		// A request whose members contradict each other.
		{
			name: "a preferred username that is required and an alias", source: "developer guide: Working with user attributes; the text is unspecified",
			request:   call{"CreateUserPool", `{"PoolName":"p","AliasAttributes":["preferred_username"],"Schema":[{"Name":"preferred_username","Required":true}]}`},
			wantError: invalid("preferred_username cannot be both required and an alias."),
		},
	}
}
