package cognitotest_test

import (
	"testing"
	"time"
)

func TestRefusedChallenges(t *testing.T) { checkRefusedOnOnePool(t, refusedChallenges()) }

// refusedChallenges are answers to challenges.
func refusedChallenges() []refused {
	answer := func(name, session, responses string) call {
		return call{"RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"` + name + `","Session":"` + session + `","ChallengeResponses":{` + responses + `}}`}
	}
	const (
		session     = "{session for a new password}"
		newPassword = `"USERNAME":"{user with a temporary password}","NEW_PASSWORD":"N3wPassw0rd!"`
	)
	invalid := func(message string) fault { return fault{400, "InvalidParameterException", message} }
	denied := func(message string) fault { return fault{400, "NotAuthorizedException", message} }
	weak := func(message string) fault { return fault{400, "InvalidPasswordException", message} }
	chosen := func(password string) call {
		return answer("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{user with a temporary password}","NEW_PASSWORD":"`+password+`"`)
	}
	return []refused{
		{name: "session after three minutes", source: "API reference: CreateUserPoolClient; captures", after: 4 * time.Minute, request: answer("NEW_PASSWORD_REQUIRED", session, newPassword), fault: denied("Invalid session for the user, session is expired.")},
		{name: "session that was used", source: "captures; that a session is good once is chosen", request: answer("NEW_PASSWORD_REQUIRED", "{used session}", newPassword), fault: denied("Invalid session for the user, session can only be used once.")},
		{name: "session that is none", source: "captures", request: answer("NEW_PASSWORD_REQUIRED", "AYABeAnotherSessionAltogether", newPassword), fault: denied("Invalid session for the user.")},
		{name: "session of another challenge", source: "chosen: the text", request: answer("SOFTWARE_TOKEN_MFA", session, `"USERNAME":"{user with a temporary password}","SOFTWARE_TOKEN_MFA_CODE":"123456"`), fault: denied("Invalid session for the user.")},
		{name: "session of another user", source: "chosen: the text", request: answer("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{jo}","NEW_PASSWORD":"N3wPassw0rd!"`), fault: denied("Invalid session for the user.")},
		{name: "no name", source: "aws/aws-sdk-php#1057", request: answer("NEW_PASSWORD_REQUIRED", session, `"NEW_PASSWORD":"N3wPassw0rd!"`), fault: invalid("Missing required parameter USERNAME")},
		{name: "no new password", source: "aws/aws-sdk-php#1057", request: answer("NEW_PASSWORD_REQUIRED", session, `"USERNAME":"{user with a temporary password}"`), fault: invalid("Missing required parameter NEW_PASSWORD")},
		{name: "new password too short", source: "captures", request: chosen("Ab1!"), fault: weak("Password did not conform with policy: Password not long enough")},
		{name: "new password without capitals", source: "captures", request: chosen("passw0rd!"), fault: weak("Password did not conform with policy: Password must have uppercase characters")},
		{name: "new password without small letters", source: "captures", request: chosen("PASSW0RD!"), fault: weak("Password did not conform with policy: Password must have lowercase characters")},
		{name: "new password without a digit", source: "captures", request: chosen("Password!"), fault: weak("Password did not conform with policy: Password must have numeric characters")},
		{name: "new password without a symbol", source: "captures", request: chosen("Passw0rdd"), fault: weak("Password did not conform with policy: Password must have symbol characters")},
		{name: "unknown client", source: "aws/aws-sdk-php#2183", request: call{"RespondToAuthChallenge", `{"ClientId":"1example23456789","ChallengeName":"SMS_MFA"}`}, fault: fault{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
	}
}

func TestRefusedSessions(t *testing.T) { checkRefusedOnOnePool(t, refusedSessions()) }

// refusedSessions are requests with tokens that a sign-in gave: to refresh, to revoke, and about the user.
func refusedSessions() []refused {
	refresh := func(client, token string) call {
		return call{"GetTokensFromRefreshToken", `{"ClientId":"{` + client + `}","RefreshToken":"` + token + `"}`}
	}
	revoke := func(client, token string) call {
		return call{"RevokeToken", `{"ClientId":"{` + client + `}","Token":"` + token + `"}`}
	}
	user := func(token string) call { return call{"GetUser", `{"AccessToken":"` + token + `"}`} }
	denied := func(message string) fault { return fault{400, "NotAuthorizedException", message} }
	return []refused{
		{name: "rotated: the old token after its successor was given", source: "API reference: GetTokensFromRefreshToken; the text is chosen", request: refresh("rotating client", "{spent refresh token}"), fault: fault{400, "RefreshTokenReuseException", "Refresh token has been reused"}},
		{name: "rotated: of another client", source: "captures", request: refresh("rotating client", "{refresh token of the other client}"), fault: denied("Invalid Refresh Token.")},
		{name: "refresh: no token at all", source: "aws/aws-sdk-cpp#1789", request: refresh("client", "x.y.z"), fault: denied("Invalid Refresh Token.")},
		{name: "refresh: revoked", source: "aws/aws-sdk-net#1936", request: refresh("client", "{revoked refresh token}"), fault: denied("Refresh Token has been revoked")},
		{name: "refresh: after a global sign-out", source: "aws/aws-sdk-net#1936", request: refresh("client", "{refresh token signed out}"), fault: denied("Refresh Token has been revoked")},
		{name: "refresh: after thirty days", source: "captures", after: 31 * 24 * time.Hour, request: refresh("client", "{refresh token}"), fault: denied("Refresh Token has expired")},
		{name: "refresh: unknown client", source: "aws/aws-sdk-php#2183", request: call{"GetTokensFromRefreshToken", `{"ClientId":"1example23456789","RefreshToken":"x.y.z"}`}, fault: fault{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
		{name: "refresh: a confidential client without its secret", source: "chosen: the text", request: refresh("confidential client", "x.y.z"), fault: denied("Unable to verify the client secret for client {confidential client}")},
		{name: "revoke: revocation is off", source: "API model; the text is chosen", request: revoke("lasting client", "{refresh token that lasts}"), fault: fault{400, "UnsupportedOperationException", "Token revocation is not enabled for this client."}},
		{name: "revoke: an access token", source: "API model; the text is chosen", request: revoke("client", "{access token}"), fault: fault{400, "UnsupportedTokenTypeException", "Only refresh tokens can be revoked."}},
		{name: "revoke: of another client", source: "chosen among the errors of the API model", request: revoke("client", "{refresh token of the other client}"), fault: fault{400, "UnauthorizedException", "Invalid Refresh Token."}},
		{name: "revoke: a confidential client without its secret", source: "API model; the text is chosen", request: revoke("confidential client", "x.y.z"), fault: fault{400, "UnauthorizedException", "Unable to verify the client."}},
		{name: "user: no token at all", source: "captures", request: user("a.b.c"), fault: denied("Invalid Access Token")},
		{name: "user: an ID token", source: "captures", request: user("{id token}"), fault: denied("Invalid Access Token")},
		{name: "user: a refresh token", source: "captures", request: user("{refresh token}"), fault: denied("Invalid Access Token")},
		{name: "user: after an hour", source: "captures", after: time.Hour, request: user("{access token}"), fault: denied("Access Token has expired")},
		{name: "user: after a global sign-out", source: "API model", request: user("{access token signed out}"), fault: denied("Access Token has been revoked")},
		{name: "user: a token without the scope of the API", source: "captures", request: user("{access token of openid alone}"), fault: denied("Access Token does not have required scopes")},
		{name: "sign-out: twice", source: "API model", request: call{"GlobalSignOut", `{"AccessToken":"{access token signed out}"}`}, fault: denied("Access Token has been revoked")},
		{name: "sign-out: a token without the scope of the API", source: "captures", request: call{"GlobalSignOut", `{"AccessToken":"{access token of openid alone}"}`}, fault: denied("Access Token does not have required scopes")},
	}
}
