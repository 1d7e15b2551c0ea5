package fidelity

import (
	"net/http"
)

// rejectionFacts are API requests that Cognito must reject with a type and a message. They do not change the pool.
func rejectionFacts() []Fact {
	const (
		invalid = "InvalidParameterException: "
		create  = `{"UserPoolId":"{pool}","ClientName":"rejected",`
		code    = `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"]`
	)
	rows := []struct{ row, action, body, fault string }{
		{"An unknown client at sign-in", "InitiateAuth", `{"ClientId":"1example23456789","AuthFlow":"USER_PASSWORD_AUTH"}`, "ResourceNotFoundException: User pool client 1example23456789 does not exist."},
		{"A wrong password", "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"Wr0ng-password"}}`, "NotAuthorizedException: Incorrect username or password."},
		{"An unknown user at a client that does not hide it", "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"nobody@example.com","PASSWORD":"Wr0ng-password"}}`, "UserNotFoundException: User does not exist."},
		{"A password at a client that does not allow it", "InitiateAuth", `{"ClientId":"{rotating}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}"}}`, invalid + "USER_PASSWORD_AUTH flow not enabled for this client"},
		{"An administrators' password at a client that does not allow it", "AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{rotating}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}"}}`, invalid + "Auth flow not enabled for this client"},
		{"An administrators' flow by InitiateAuth", "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}"}}`, invalid + "Initiate Auth method not supported."},
		{"A refresh by InitiateAuth at a client that rotates", "InitiateAuth", `{"ClientId":"{rotating}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"x.y.z"}}`, invalid + "REFRESH_TOKEN_AUTH flow not enabled for this client"},
		{"A sign-in without a username", "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"PASSWORD":"{password}"}}`, invalid + "Missing required parameter USERNAME"},
		{"A confidential client without a secret hash", "InitiateAuth", `{"ClientId":"{web}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}"}}`, "NotAuthorizedException: Client {web} is configured with secret but SECRET_HASH was not received"},
		{"A confidential client with a wrong secret hash", "InitiateAuth", `{"ClientId":"{web}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{ada}","PASSWORD":"{password}","SECRET_HASH":"d3Jvbmc="}}`, "NotAuthorizedException: Unable to verify secret hash for client {web}"},
		{"A malformed refresh token", "InitiateAuth", `{"ClientId":"{spa}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"x.y.z"}}`, "NotAuthorizedException: Invalid Refresh Token."},
		{"A malformed session", "RespondToAuthChallenge", `{"ClientId":"{spa}","ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"AYABeAnotherSessionAltogether","ChallengeResponses":{"USERNAME":"{ada}","NEW_PASSWORD":"N3w-password"}}`, "NotAuthorizedException: Invalid session for the user."},
		{"A malformed access token", "GetUser", `{"AccessToken":"a.b.c"}`, "NotAuthorizedException: Invalid Access Token"},
		{"A username that exists, by an administrator", "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"{ada}","MessageAction":"SUPPRESS"}`, "UsernameExistsException: User account already exists"},
		{"A username that is not an email address where it must be one", "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","MessageAction":"SUPPRESS"}`, invalid + "Username should be an email."},
		{"A temporary password that is too short", "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"b@example.com","MessageAction":"SUPPRESS","TemporaryPassword":"Ab1!"}`, "InvalidPasswordException: Password did not conform with password policy: Password not long enough"},
		{"An unknown user, by an administrator", "AdminGetUser", `{"UserPoolId":"{pool}","Username":"nobody@example.com"}`, "UserNotFoundException: User does not exist."},
		{"An unknown group", "GetGroup", `{"UserPoolId":"{pool}","GroupName":"nobody"}`, "ResourceNotFoundException: Group not found."},
		{"A missing member", "CreateUserPoolClient", `{"UserPoolId":"{pool}"}`, invalid + "1 validation error detected: Value null at 'clientName' failed to satisfy constraint: Member must not be null"},
		{"A value outside its enumeration", "CreateUserPoolClient", create + `"PreventUserExistenceErrors":"DISABLED"}`, invalid + "1 validation error detected: Value 'DISABLED' at 'preventUserExistenceErrors' failed to satisfy constraint: Member must satisfy enum value set: [LEGACY, ENABLED]"},
		{"A number that is too large", "ListUserPools", `{"MaxResults":61}`, invalid + "1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60"},
		{"A client name with a slash", "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"a/b"}`, invalid + `1 validation error detected: Value 'a/b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`},
		{"Rotation beside ALLOW_REFRESH_TOKEN_AUTH", "CreateUserPoolClient", create + `"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED"}}`, invalid + "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."},
		{"An access token of sixty hours", "CreateUserPoolClient", create + `"AccessTokenValidity":60}`, invalid + "Invalid range for token validity."},
		{"A refresh token of 4000 days", "CreateUserPoolClient", create + `"RefreshTokenValidity":4000}`, invalid + "Invalid range for token validity."},
		{"An access token that outlives its refresh token", "CreateUserPoolClient", create + `"RefreshTokenValidity":1,"AccessTokenValidity":2,"TokenValidityUnits":{"RefreshToken":"hours","AccessToken":"hours"}}`, invalid + "Access and Id Token expiration times must be less than or equal to refresh token expiration times."},
		{"OAuth without a flow", "CreateUserPoolClient", create + `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthScopes":["openid"]}`, invalid + "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."},
		{"The code grant without a callback", "CreateUserPoolClient", create + code + `}`, "InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected"},
		{"A callback on http", "CreateUserPoolClient", create + `"CallbackURLs":["http://app.example.com/cb"]}`, invalid + "http://app.example.com/cb cannot use the HTTP protocol."},
		{"A callback with a fragment", "CreateUserPoolClient", create + `"CallbackURLs":["https://app.example.com/cb#x"]}`, invalid + "https://app.example.com/cb#x cannot use fragment"},
		{"A default redirect URI that is not a callback URL", "CreateUserPoolClient", create + `"CallbackURLs":["https://a.example.com"],"DefaultRedirectURI":"https://b.example.com"}`, invalid + "The default redirect URI https://b.example.com is not in the callback URIs list."},
		{"A scope that no resource server has", "CreateUserPoolClient", create + code[:len(code)-1] + `,"orders/nonsense"],"CallbackURLs":["https://a.example.com"]}`, "ScopeDoesNotExistException: Invalid scope requested: orders/nonsense"},
		{"Client credentials beside the code grant", "CreateUserPoolClient", create + `"GenerateSecret":true,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","client_credentials"],"AllowedOAuthScopes":["orders/read"],"CallbackURLs":["https://a.example.com"]}`, "InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow."},
		{"Client credentials without a secret", "CreateUserPoolClient", create + `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["orders/read"]}`, "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret."},
		{"An older name of a flow beside a newer", "CreateUserPoolClient", create + `"ExplicitAuthFlows":["USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"]}`, invalid + "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names."},
		{"A read attribute that the pool does not have", "CreateUserPoolClient", create + `"ReadAttributes":["custom:nothing"]}`, invalid + "Invalid read attributes specified while creating a client"},
		{"A provider that the pool does not have", "CreateUserPoolClient", create + `"SupportedIdentityProviders":["Google"]}`, invalid + "The provider Google does not exist for User Pool {pool}."},
		{"A domain prefix with capitals", "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"Shop"}`, invalid + `The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`},
		{"A domain prefix with a reserved word", "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"x-aws-y"}`, invalid + "Domain cannot contain reserved word: aws"},
		{"A domain prefix that another pool uses", "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}"}`, invalid + "Domain already associated with another user pool."},
		{"A scope name with a slash", "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"a","Name":"a","Scopes":[{"ScopeName":"a/b","ScopeDescription":"d"}]}`, invalid + `1 validation error detected: Value 'a/b' at 'scopes.1.member.scopeName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`},
		{"Aliases beside username attributes", "CreateUserPool", `{"PoolName":"rejected","AliasAttributes":["email"],"UsernameAttributes":["email"]}`, invalid + "Only one of the aliasAttributes or usernameAttributes can be set in a User pool."},
		{"A required custom attribute", "CreateUserPool", `{"PoolName":"rejected","Schema":[{"Name":"tenant","AttributeDataType":"String","Required":true}]}`, invalid + "Required custom attributes are not supported currently."},
		{"MFA that is off beside a configured factor", "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":true}}`, invalid + "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."},
		{"Deleting a pool that has a domain", "DeleteUserPool", `{"UserPoolId":"{pool}"}`, invalid + "User pool cannot be deleted. It has a domain configured that should be deleted first."},
		{"An unknown pool", "DescribeUserPool", `{"UserPoolId":"{unknown pool}"}`, "ResourceNotFoundException: User pool {unknown pool} does not exist."},
	}
	var facts []Fact
	for _, r := range rows {
		facts = append(facts, Fact{"Rejected: " + r.row, func(v *Result, g *Service) {
			got := g.reject(v, r.action, r.body)
			v.equal("status", http.StatusBadRequest, got.status)
			v.equal("fault", g.expand(r.fault), got.fault())
		}})
	}
	return facts
}
