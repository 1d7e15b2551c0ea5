package cognitotest_test

import (
	"testing"
	"time"
)

func TestRejectedChallenges(t *testing.T) { checkRejectedOnOnePool(t, rejectedChallenges()) }

// rejectedChallenges are responses to challenges.
func rejectedChallenges() []rejection {
	respond := func(name, session, responses string) call {
		return call{"RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"` + name + `","Session":"` + session + `","ChallengeResponses":{` + responses + `}}`}
	}
	const (
		session     = "{session for a new password}"
		newPassword = `"USERNAME":"{user with a temporary password}","NEW_PASSWORD":"N3wPassw0rd!"`
	)
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	denied := func(message string) apiError { return apiError{400, "NotAuthorizedException", message} }
	weak := func(message string) apiError { return apiError{400, "InvalidPasswordException", message} }
	withPassword := func(password string) call {
		return respond("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{user with a temporary password}","NEW_PASSWORD":"`+password+`"`)
	}
	return []rejection{
		{name: "session after three minutes", source: "API reference: CreateUserPoolClient; captures", after: 4 * time.Minute, request: respond("NEW_PASSWORD_REQUIRED", session, newPassword), wantError: denied("Invalid session for the user, session is expired.")},
		{name: "used session", source: "captures; that a session works only once is unspecified", request: respond("NEW_PASSWORD_REQUIRED", "{used session}", newPassword), wantError: denied("Invalid session for the user, session can only be used once.")},
		{name: "unknown session", source: "captures", request: respond("NEW_PASSWORD_REQUIRED", "AYABeAnotherSessionAltogether", newPassword), wantError: denied("Invalid session for the user.")},
		{name: "session of another challenge", source: "unspecified: the text", request: respond("SOFTWARE_TOKEN_MFA", session, `"USERNAME":"{user with a temporary password}","SOFTWARE_TOKEN_MFA_CODE":"123456"`), wantError: denied("Invalid session for the user.")},
		{name: "session of another user", source: "unspecified: the text", request: respond("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{jo}","NEW_PASSWORD":"N3wPassw0rd!"`), wantError: denied("Invalid session for the user.")},
		{name: "no name", source: "aws/aws-sdk-php#1057", request: respond("NEW_PASSWORD_REQUIRED", session, `"NEW_PASSWORD":"N3wPassw0rd!"`), wantError: invalid("Missing required parameter USERNAME")},
		{name: "no new password", source: "aws/aws-sdk-php#1057", request: respond("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{user with a temporary password}"`), wantError: invalid("Missing required parameter NEW_PASSWORD")},
		{name: "new password too short", source: "captures", request: withPassword("Ab1!"), wantError: weak("Password did not conform with policy: Password not long enough")},
		{name: "new password without capitals", source: "captures", request: withPassword("passw0rd!"), wantError: weak("Password did not conform with policy: Password must have uppercase characters")},
		{name: "new password without small letters", source: "captures", request: withPassword("PASSW0RD!"), wantError: weak("Password did not conform with policy: Password must have lowercase characters")},
		{name: "new password without a digit", source: "captures", request: withPassword("Password!"), wantError: weak("Password did not conform with policy: Password must have numeric characters")},
		{name: "new password without a symbol", source: "captures", request: withPassword("Passw0rdd"), wantError: weak("Password did not conform with policy: Password must have symbol characters")},
		{name: "unknown client", source: "aws/aws-sdk-php#2183", request: call{"RespondToAuthChallenge", `{"ClientId":"1example23456789","ChallengeName":"SMS_MFA"}`}, wantError: apiError{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
	}
}

func TestRejectedSessions(t *testing.T) { checkRejectedOnOnePool(t, rejectedSessions()) }

// rejectedSessions are requests with the tokens of a sign-in: refresh, revocation, user and sign-out.
func rejectedSessions() []rejection {
	refresh := func(client, token string) call {
		return call{"GetTokensFromRefreshToken", `{"ClientId":"{` + client + `}","RefreshToken":"` + token + `"}`}
	}
	revoke := func(client, token string) call {
		return call{"RevokeToken", `{"ClientId":"{` + client + `}","Token":"` + token + `"}`}
	}
	user := func(token string) call { return call{"GetUser", `{"AccessToken":"` + token + `"}`} }
	denied := func(message string) apiError { return apiError{400, "NotAuthorizedException", message} }
	return []rejection{
		{name: "rotated: the old token", source: "API reference: GetTokensFromRefreshToken; the text is unspecified", request: refresh("rotating client", "{spent refresh token}"), wantError: apiError{400, "RefreshTokenReuseException", "Refresh token has been reused"}},
		{name: "rotated: token of another client", source: "captures", request: refresh("rotating client", "{refresh token of the other client}"), wantError: denied("Invalid Refresh Token.")},
		{name: "refresh: invalid token", source: "aws/aws-sdk-cpp#1789", request: refresh("client", "x.y.z"), wantError: denied("Invalid Refresh Token.")},
		{name: "refresh: revoked token", source: "aws/aws-sdk-net#1936", request: refresh("client", "{revoked refresh token}"), wantError: denied("Refresh Token has been revoked")},
		{name: "refresh: after a global sign-out", source: "aws/aws-sdk-net#1936", request: refresh("client", "{refresh token signed out}"), wantError: denied("Refresh Token has been revoked")},
		{name: "refresh: after thirty days", source: "captures", after: 31 * 24 * time.Hour, request: refresh("client", "{refresh token}"), wantError: denied("Refresh Token has expired")},
		{name: "refresh: unknown client", source: "aws/aws-sdk-php#2183", request: call{"GetTokensFromRefreshToken", `{"ClientId":"1example23456789","RefreshToken":"x.y.z"}`}, wantError: apiError{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
		{name: "refresh: a confidential client without its secret", source: "unspecified: the text", request: refresh("confidential client", "x.y.z"), wantError: denied("Unable to verify the client secret for client {confidential client}")},
		{name: "revoke: revocation is off", source: "API model; the text is unspecified", request: revoke("client without revocation", "{refresh token without revocation}"), wantError: apiError{400, "UnsupportedOperationException", "Token revocation is not enabled for this client."}},
		{name: "revoke: an access token", source: "API model; the text is unspecified", request: revoke("client", "{access token}"), wantError: apiError{400, "UnsupportedTokenTypeException", "Only refresh tokens can be revoked."}},
		{name: "revoke: token of another client", source: "unspecified among the errors of the API model", request: revoke("client", "{refresh token of the other client}"), wantError: apiError{400, "UnauthorizedException", "Invalid Refresh Token."}},
		{name: "revoke: a confidential client without its secret", source: "API model; the text is unspecified", request: revoke("confidential client", "x.y.z"), wantError: apiError{400, "UnauthorizedException", "Unable to verify the client."}},
		{name: "user: invalid token", source: "captures", request: user("a.b.c"), wantError: denied("Invalid Access Token")},
		{name: "user: an ID token", source: "captures", request: user("{id token}"), wantError: denied("Invalid Access Token")},
		{name: "user: a refresh token", source: "captures", request: user("{refresh token}"), wantError: denied("Invalid Access Token")},
		{name: "user: after an hour", source: "captures", after: time.Hour, request: user("{access token}"), wantError: denied("Access Token has expired")},
		{name: "user: after a global sign-out", source: "API model", request: user("{access token signed out}"), wantError: denied("Access Token has been revoked")},
		{name: "user: a token without the scope of the API", source: "captures", request: user("{access token with only openid}"), wantError: denied("Access Token does not have required scopes")},
		{name: "sign-out: twice", source: "API model", request: call{"GlobalSignOut", `{"AccessToken":"{access token signed out}"}`}, wantError: denied("Access Token has been revoked")},
		{name: "sign-out: a token without the scope of the API", source: "captures", request: call{"GlobalSignOut", `{"AccessToken":"{access token with only openid}"}`}, wantError: denied("Access Token does not have required scopes")},
	}
}
