package fidelity

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// apiFacts are about the form of responses and the defaults of settings.
func apiFacts() []Fact {
	return []Fact{
		{"Client faults are 400 with `__type`, `message` and two headers", func(v *Result, g *Service) {
			got := g.reject(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"x.y.z"}}`)
			v.equal("status", http.StatusBadRequest, got.status)
			v.equal("members", []string{"__type", "message"}, got.keys())
			v.equal("content type", "application/x-amz-json-1.1", got.header.Get("Content-Type"))
			v.equal("x-amzn-ErrorType", "NotAuthorizedException:", got.header.Get("X-Amzn-Errortype"))
			v.equal("x-amzn-ErrorMessage", "Invalid Refresh Token.", got.header.Get("X-Amzn-Errormessage"))
			v.assert(got.header.Get("X-Amzn-Requestid") != "", "no request id")
		}},
		{"DescribeUserPoolDomain of an unknown domain is 200 with an empty description", func(v *Result, g *Service) {
			got := g.ask(v, "DescribeUserPoolDomain", `{"Domain":"nobody-has-{prefix}"}`)
			v.equal("body", `{"DomainDescription":{}}`, string(got.body))
		}},
		{"An app client reports its defaults: 30 days to refresh, revocation on, an auth session of 3 minutes; it omits flows, attributes, providers, URLs and rotation", func(v *Result, g *Service) {
			got := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"plain"}`)
			client, _ := got.at("UserPoolClient").(map[string]any)
			for name, want := range map[string]any{
				"ClientName": "plain", "RefreshTokenValidity": 30.0, "AllowedOAuthFlowsUserPoolClient": false, "EnableTokenRevocation": true,
				"EnablePropagateAdditionalUserContextData": false, "AuthSessionValidity": 3.0,
			} {
				v.equal(name, want, client[name])
			}
			for _, absent := range []string{"ClientSecret", "ReadAttributes", "ExplicitAuthFlows", "SupportedIdentityProviders", "CallbackURLs", "AllowedOAuthFlows", "RefreshTokenRotation", "AccessTokenValidity"} {
				v.equal(absent, nil, client[absent])
			}
		}},
		{"An update of an app client resets the members that it omits", func(v *Result, g *Service) {
			id := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"updated","CallbackURLs":["https://app.example.com/cb"],"EnableTokenRevocation":false,"PreventUserExistenceErrors":"ENABLED"}`).text("UserPoolClient", "ClientId")
			got := g.ask(v, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"`+id+`","ClientName":"updated"}`)
			v.equal("CallbackURLs", nil, got.at("UserPoolClient", "CallbackURLs"))
			v.equal("EnableTokenRevocation", true, got.at("UserPoolClient", "EnableTokenRevocation"))
			v.equal("PreventUserExistenceErrors", nil, got.at("UserPoolClient", "PreventUserExistenceErrors"))
		}},
		{"A client that once had rotation reports `DISABLED` with 0; one that never had it reports none", func(v *Result, g *Service) {
			id := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"once","RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":20}}`).text("UserPoolClient", "ClientId")
			got := g.ask(v, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"`+id+`"}`)
			v.equal("RefreshTokenRotation", map[string]any{"Feature": "DISABLED", "RetryGracePeriodSeconds": 0.0}, got.at("UserPoolClient", "RefreshTokenRotation"))
			never := g.ask(v, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{spa}"}`)
			v.equal("RefreshTokenRotation of a client that never had it", nil, never.at("UserPoolClient", "RefreshTokenRotation"))
		}},
		{"An omitted grace period is 0", func(v *Result, g *Service) {
			got := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"grace","RefreshTokenRotation":{"Feature":"ENABLED"}}`)
			v.equal("RefreshTokenRotation", map[string]any{"Feature": "ENABLED", "RetryGracePeriodSeconds": 0.0}, got.at("UserPoolClient", "RefreshTokenRotation"))
		}},
		{"Ids have the form of captures: a pool of the region and nine letters and digits, a client of 25 or 26 small letters and digits, a secret of 50 to 52", func(v *Result, g *Service) {
			v.matches("pool", `^`+g.Target.Region+`_[0-9A-Za-z]{9}$`, g.pool)
			v.matches("client", `^[0-9a-z]{25,26}$`, g.web.ClientID)
			v.assert(len(g.web.ClientSecret) >= 50 && len(g.web.ClientSecret) <= 52, "a secret of %d characters", len(g.web.ClientSecret))
		}},
		{"In a pool with username attributes, the username is the sub", func(v *Result, g *Service) {
			got := g.ask(v, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"{ada}"}`)
			v.equal("Username and sub", got.text("Username"), attribute(got.at("UserAttributes"), "sub"))
			v.equal("UserStatus", "CONFIRMED", got.text("UserStatus"))
			v.equal("Enabled", true, got.at("Enabled"))
		}},
	}
}

// poolFacts create their own user pools.
func poolFacts() []Fact {
	return []Fact{
		{"A user pool reports its defaults: the password and sign-in policies, deletion protection off, MFA off, the schema, the template, recovery by both ways, ESSENTIALS", func(v *Result, g *Service) {
			g.createPool(v, "plain", "")
			got := g.ask(v, "DescribeUserPool", `{"UserPoolId":"{plain pool}"}`)
			pool, _ := got.at("UserPool").(map[string]any)
			for name, want := range map[string]any{
				"DeletionProtection": "INACTIVE", "MfaConfiguration": "OFF", "EstimatedNumberOfUsers": 0.0, "UserPoolTier": "ESSENTIALS",
				"LambdaConfig": map[string]any{}, "UserPoolTags": map[string]any{},
				"EmailConfiguration":          map[string]any{"EmailSendingAccount": "COGNITO_DEFAULT"},
				"VerificationMessageTemplate": map[string]any{"DefaultEmailOption": "CONFIRM_WITH_CODE"},
				"AdminCreateUserConfig":       map[string]any{"AllowAdminCreateUserOnly": false, "UnusedAccountValidityDays": 7.0},
				"Policies": map[string]any{
					"PasswordPolicy": map[string]any{
						"MinimumLength": 8.0, "RequireUppercase": true, "RequireLowercase": true, "RequireNumbers": true, "RequireSymbols": true, "TemporaryPasswordValidityDays": 7.0,
					},
					"SignInPolicy": map[string]any{"AllowedFirstAuthFactors": []any{"PASSWORD"}},
				},
				"AccountRecoverySetting": map[string]any{"RecoveryMechanisms": []any{
					map[string]any{"Priority": 1.0, "Name": "verified_email"}, map[string]any{"Priority": 2.0, "Name": "verified_phone_number"},
				}},
			} {
				v.equal(name, want, pool[name])
			}
			for _, absent := range []string{"AutoVerifiedAttributes", "AliasAttributes", "UsernameAttributes", "UsernameConfiguration"} {
				v.equal(absent, nil, pool[absent])
			}
		}},
		{"GetUserPoolMfaConfig of a pool without MFA is `OFF`", func(v *Result, g *Service) {
			v.equal("MfaConfiguration", "OFF", g.ask(v, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`).at("MfaConfiguration"))
		}},
		{"Deleting a pool with deletion protection fails with the observed text", func(v *Result, g *Service) {
			id := g.createPool(v, "protected", `"DeletionProtection":"ACTIVE"`)
			defer func() { g.ask(v, "UpdateUserPool", `{"UserPoolId":"`+id+`","DeletionProtection":"INACTIVE"}`) }()
			got := g.reject(v, "DeleteUserPool", `{"UserPoolId":"`+id+`"}`)
			v.equal("fault", "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.", got.fault())
		}},
		{"Deleting a resource server whose scope a client has is allowed, and the client keeps the scope", func(v *Result, g *Service) {
			g.ask(v, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"gone","Name":"gone","Scopes":[{"ScopeName":"read","ScopeDescription":"d"}]}`)
			id := g.ask(v, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"gone","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["gone/read"],"CallbackURLs":["https://app.example.com/cb"]}`).text("UserPoolClient", "ClientId")
			g.ask(v, "DeleteResourceServer", `{"UserPoolId":"{pool}","Identifier":"gone"}`)
			got := g.ask(v, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"`+id+`"}`)
			v.equal("AllowedOAuthScopes", []any{"gone/read"}, got.at("UserPoolClient", "AllowedOAuthScopes"))
		}},
	}
}

// attribute returns a value from a list of names and values.
func attribute(list any, name string) string {
	entries, _ := list.([]any)
	for _, entry := range entries {
		object, _ := entry.(map[string]any)
		if object["Name"] == name {
			value, _ := object["Value"].(string)
			return value
		}
	}
	return ""
}

// sessionFacts are about sign-ins through the API and their tokens.
func sessionFacts() []Fact {
	return []Fact{
		{"A sign-in through the API returns an AuthenticationResult of five members and no challenge", func(v *Result, g *Service) {
			got := g.signIn(v)
			result, _ := got.at("AuthenticationResult").(map[string]any)
			v.equal("members", []string{"AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType"}, slices.Sorted(maps.Keys(result)))
			v.equal("TokenType", "Bearer", result["TokenType"])
			v.equal("ExpiresIn", 3600.0, result["ExpiresIn"])
			v.equal("ChallengeParameters", map[string]any{}, got.at("ChallengeParameters"))
		}},
		{"The access token of a sign-in through the API has the one scope `aws.cognito.signin.user.admin`", func(v *Result, g *Service) {
			access := v.claims(g.signIn(v).text("AuthenticationResult", "AccessToken"))
			v.equal("scope", "aws.cognito.signin.user.admin", access["scope"])
		}},
		{"A refresh through the API returns no refresh token if the client does not rotate", func(v *Result, g *Service) {
			token := g.signIn(v).text("AuthenticationResult", "RefreshToken")
			got := g.ask(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"`+token+`"}}`)
			v.equal("RefreshToken", nil, got.at("AuthenticationResult", "RefreshToken"))
			other := g.ask(v, "GetTokensFromRefreshToken", `{"ClientId":"{spa}","RefreshToken":"`+token+`"}`)
			v.equal("RefreshToken of GetTokensFromRefreshToken", nil, other.at("AuthenticationResult", "RefreshToken"))
		}},
		{"The token endpoint accepts a refresh token of the API, and the API accepts one of the token endpoint", func(v *Result, g *Service) {
			token := g.signIn(v).text("AuthenticationResult", "RefreshToken")
			v.equal("status at the token endpoint", http.StatusOK, g.refresh(v, g.spa, token).status)
			token = g.tokens(v, g.spa, "openid").text("refresh_token")
			g.ask(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"`+token+`"}}`)
		}},
		{"A temporary password leads to NEW_PASSWORD_REQUIRED with USER_ID_FOR_SRP, requiredAttributes and userAttributes", func(v *Result, g *Service) {
			name := "new." + g.user.Username
			created := g.ask(v, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS","TemporaryPassword":"Temp-passw0rd"}`)
			v.equal("UserStatus", "FORCE_CHANGE_PASSWORD", created.at("User", "UserStatus"))
			got := g.ask(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"`+name+`","PASSWORD":"Temp-passw0rd"}}`)
			v.equal("ChallengeName", "NEW_PASSWORD_REQUIRED", got.at("ChallengeName"))
			v.equal("requiredAttributes", "[]", got.at("ChallengeParameters", "requiredAttributes"))
			parameters, _ := got.at("ChallengeParameters").(map[string]any)
			v.equal("ChallengeParameters", []string{"USER_ID_FOR_SRP", "requiredAttributes", "userAttributes"}, slices.Sorted(maps.Keys(parameters)))
			v.assert(len(got.text("Session")) >= 20, "a session of %d characters", len(got.text("Session")))
		}},
		{"GetUser requires the scope `aws.cognito.signin.user.admin`, with the observed text", func(v *Result, g *Service) {
			access := g.tokens(v, g.spa, "openid").text("access_token")
			got := g.reject(v, "GetUser", `{"AccessToken":"`+access+`"}`)
			v.equal("fault", "NotAuthorizedException: Access Token does not have required scopes", got.fault())
		}},
		{"RevokeToken returns an empty response; afterwards the access token and the refresh token of the sign-in get \"has been revoked\"", func(v *Result, g *Service) {
			got := g.signIn(v)
			token, access := got.text("AuthenticationResult", "RefreshToken"), got.text("AuthenticationResult", "AccessToken")
			revoked := g.ask(v, "RevokeToken", `{"ClientId":"{spa}","Token":"`+token+`"}`)
			v.assert(len(strings.Trim(string(revoked.body), "{} \n")) == 0, "a response of %d bytes", len(revoked.body))
			v.equal("access token", "NotAuthorizedException: Access Token has been revoked", g.reject(v, "GetUser", `{"AccessToken":"`+access+`"}`).fault())
			again := g.reject(v, "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"`+token+`"}}`)
			v.equal("refresh token", "NotAuthorizedException: Refresh Token has been revoked", again.fault())
		}},
		{"GlobalSignOut ends all tokens of the user, at the API and at the token endpoint", func(v *Result, g *Service) {
			one, two := g.signIn(v), g.signIn(v)
			g.Target.Wait(signOutPause)
			g.ask(v, "GlobalSignOut", `{"AccessToken":"`+one.text("AuthenticationResult", "AccessToken")+`"}`)
			v.equal("access token of another sign-in", "NotAuthorizedException: Access Token has been revoked", g.reject(v, "GetUser", `{"AccessToken":"`+two.text("AuthenticationResult", "AccessToken")+`"}`).fault())
			v.equal("refresh token", "400 invalid_grant", g.refresh(v, g.spa, two.text("AuthenticationResult", "RefreshToken")).oauth())
			g.Target.Wait(signOutPause)
		}},
	}
}
