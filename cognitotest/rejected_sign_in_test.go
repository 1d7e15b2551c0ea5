package cognitotest_test

import (
	"testing"
	"time"
)

func TestRejectedSignIns(t *testing.T) { checkRejectedOnOnePool(t, rejectedSignIns()) }

// rejectedSignIns are requests to InitiateAuth and AdminInitiateAuth, by flow.
func rejectedSignIns() []rejection {
	initiate := func(client, flow, parameters string) call {
		return call{"InitiateAuth", `{"ClientId":"{` + client + `}","AuthFlow":"` + flow + `","AuthParameters":{` + parameters + `}}`}
	}
	admin := func(client, flow, parameters string) call {
		return call{"AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{` + client + `}","AuthFlow":"` + flow + `","AuthParameters":{` + parameters + `}}`}
	}
	const jo, unknownUser = `"USERNAME":"{jo}","PASSWORD":"Passw0rd!"`, `"USERNAME":"nobody","PASSWORD":"Passw0rd!"`
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	denied := func(message string) apiError { return apiError{400, "NotAuthorizedException", message} }
	incorrect := denied("Incorrect username or password.")
	wrong := initiate("client", "USER_PASSWORD_AUTH", `"USERNAME":"{jo}","PASSWORD":"Wr0ngPass!"`)
	return []rejection{
		{name: "wrong password", source: "localstack/localstack#3201; localstack/localstack#10360", request: wrong, wantError: incorrect},
		{name: "wrong password, by an administrator", source: "localstack/localstack#10360", request: admin("client", "ADMIN_USER_PASSWORD_AUTH", `"USERNAME":"{jo}","PASSWORD":"Wr0ngPass!"`), wantError: incorrect},
		{name: "unknown user", source: "localstack/localstack#3201; developer guide: Managing error responses", request: initiate("client", "USER_PASSWORD_AUTH", unknownUser), wantError: apiError{400, "UserNotFoundException", "User does not exist."}},
		{name: "unknown user, by an administrator", source: "developer guide: Managing error responses", request: admin("client", "ADMIN_USER_PASSWORD_AUTH", unknownUser), wantError: apiError{400, "UserNotFoundException", "User does not exist."}},
		{name: "unknown user at a client that hides unknown users", source: "developer guide: Managing error responses", request: initiate("hiding client", "USER_PASSWORD_AUTH", unknownUser), wantError: incorrect},
		{name: "unknown user at a client that hides unknown users, by an administrator", source: "developer guide: Managing error responses", request: admin("hiding client", "ADMIN_USER_PASSWORD_AUTH", unknownUser), wantError: incorrect},
		{name: "unknown client", source: "aws/aws-sdk-php#2183", request: call{"InitiateAuth", `{"ClientId":"1example23456789","AuthFlow":"USER_PASSWORD_AUTH"}`}, wantError: apiError{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
		{name: "disabled user with the right password", source: "captures; that the password is checked first is unspecified", request: initiate("client", "USER_PASSWORD_AUTH", `"USERNAME":"{disabled user}","PASSWORD":"Passw0rd!"`), wantError: denied("User is disabled.")},
		{name: "temporary password after a week", source: "developer guide: Password requirements; captures", after: 8 * 24 * time.Hour, request: initiate("client", "USER_PASSWORD_AUTH", `"USERNAME":"{user with a temporary password}","PASSWORD":"Passw0rd!"`), wantError: denied("Temporary password has expired and must be reset by an administrator.")},
		{
			name: "a sixth password after five wrong ones", source: "developer guide: Authentication flow (2023); captures", given: nil,
			request: initiate("client", "USER_PASSWORD_AUTH", `"USERNAME":"{jo locked out}","PASSWORD":"Passw0rd!"`), wantError: denied("Password attempts exceeded"),
		},
		// Flows that the client does not allow. Four other emulators accept them.
		{name: "password at a client that allows only SRP", source: "captures", request: initiate("srp client", "USER_PASSWORD_AUTH", jo), wantError: invalid("USER_PASSWORD_AUTH flow not enabled for this client")},
		{name: "password at a client without flows", source: "API reference: CreateUserPoolClient", client: `{"UserPoolId":"{pool}","ClientName":"c"}`, request: initiate("client", "USER_PASSWORD_AUTH", jo), wantError: invalid("USER_PASSWORD_AUTH flow not enabled for this client")},
		{name: "SRP at a client that allows only passwords", source: "captures", request: initiate("password client", "USER_SRP_AUTH", `"USERNAME":"{jo}","SRP_A":"ab"`), wantError: invalid("USER_SRP_AUTH is not enabled for the client.")},
		{name: "administrators' password at a client that does not allow it", source: "captures", request: admin("password client", "ADMIN_USER_PASSWORD_AUTH", jo), wantError: invalid("Auth flow not enabled for this client")},
		{name: "administrators' password by its older name", source: "captures", request: admin("password client", "ADMIN_NO_SRP_AUTH", jo), wantError: invalid("Auth flow not enabled for this client")},
		{name: "refresh at a client that rotates", source: "developer guide: Refresh tokens; the text is unspecified", request: initiate("rotating client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{refresh token that rotates}"`), wantError: invalid("REFRESH_TOKEN_AUTH flow not enabled for this client")},
		{name: "administrators' password in InitiateAuth", source: "awsdocs/aws-doc-sdk-examples#5289; getmoto/moto#4836", request: initiate("client", "ADMIN_USER_PASSWORD_AUTH", jo), wantError: invalid("Initiate Auth method not supported.")},
		{name: "administrators' password in InitiateAuth, by its older name", source: "awsdocs/aws-doc-sdk-examples#5289; getmoto/moto#4836", request: initiate("client", "ADMIN_NO_SRP_AUTH", jo), wantError: invalid("Initiate Auth method not supported.")},
		// Parameters.
		{name: "no name", source: "aws/aws-sdk-php#1057", request: initiate("client", "USER_PASSWORD_AUTH", `"PASSWORD":"Passw0rd!"`), wantError: invalid("Missing required parameter USERNAME")},
		{name: "no password", source: "aws/aws-sdk-php#1057", request: initiate("client", "USER_PASSWORD_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("Missing required parameter PASSWORD")},
		{name: "name in another case", source: "aws/aws-sdk-php#1057", request: admin("client", "ADMIN_NO_SRP_AUTH", `"UserName":"{jo}","Password":"Passw0rd!"`), wantError: invalid("Missing required parameter USERNAME")},
		{name: "SRP without A", source: "aws/aws-sdk-cpp#452", request: initiate("client", "USER_SRP_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("Missing required parameter SRP_A")},
		{name: "refresh without a token", source: "aws/aws-sdk-php#1057", request: initiate("client", "REFRESH_TOKEN_AUTH", `"USERNAME":"{jo}"`), wantError: invalid("Missing required parameter REFRESH_TOKEN")},
		{name: "SRP with zero for A", source: "unspecified", request: initiate("client", "USER_SRP_AUTH", `"USERNAME":"{jo}","SRP_A":"00"`), wantError: invalid("Invalid SRP_A value")},
		// The secret hash.
		{name: "no secret hash", source: "captures", request: initiate("confidential client", "USER_PASSWORD_AUTH", jo), wantError: denied("Client {confidential client} is configured with secret but SECRET_HASH was not received")},
		{name: "wrong secret hash", source: "NabuCasa/pycognito#18", request: initiate("confidential client", "USER_PASSWORD_AUTH", jo+`,"SECRET_HASH":"d3Jvbmc="`), wantError: denied("Unable to verify secret hash for client {confidential client}")},
		{name: "no secret hash, with SRP", source: "captures", request: initiate("confidential client", "USER_SRP_AUTH", `"USERNAME":"{jo}","SRP_A":"ab"`), wantError: denied("Client {confidential client} is configured with secret but SECRET_HASH was not received")},
		{name: "no secret hash, by an administrator", source: "captures", request: admin("confidential client", "ADMIN_USER_PASSWORD_AUTH", jo), wantError: denied("Client {confidential client} is configured with secret but SECRET_HASH was not received")},
		{name: "secret hash of another user", source: "NabuCasa/pycognito#18", request: initiate("confidential client", "USER_PASSWORD_AUTH", jo+`,"SECRET_HASH":"{secret hash of another user}"`), wantError: denied("Unable to verify secret hash for client {confidential client}")},
		// Refresh tokens.
		{name: "invalid refresh token", source: "aws/aws-sdk-cpp#1789", request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"x.y.z"`), wantError: denied("Invalid Refresh Token.")},
		{name: "refresh token of another client", source: "captures", request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{refresh token of the other client}"`), wantError: denied("Invalid Refresh Token.")},
		{name: "access token for a refresh token", source: "aws/aws-sdk-cpp#1789", request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{access token}"`), wantError: denied("Invalid Refresh Token.")},
		{name: "revoked refresh token", source: "aws/aws-sdk-net#1936", request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{revoked refresh token}"`), wantError: denied("Refresh Token has been revoked")},
		{name: "refresh token after a global sign-out", source: "aws/aws-sdk-net#1936", request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{refresh token signed out}"`), wantError: denied("Refresh Token has been revoked")},
		{name: "refresh token after thirty days", source: "captures", after: 31 * 24 * time.Hour, request: initiate("client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{refresh token}"`), wantError: denied("Refresh Token has expired")},
		{name: "refresh token, with the wrong secret hash", source: "aws/aws-sdk-net-extensions-cognito#75", request: initiate("confidential client", "REFRESH_TOKEN_AUTH", `"REFRESH_TOKEN":"{refresh token of the confidential client}","SECRET_HASH":"d3Jvbmc="`), wantError: denied("SecretHash does not match for the client: {confidential client}")},
	}
}
