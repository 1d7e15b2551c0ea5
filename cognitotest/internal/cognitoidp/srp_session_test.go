package cognitoidp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestUserSRPAuthHasNoSession: the challenge of USER_SRP_AUTH has no Session, because its secret block
// identifies the exchange. Other flows with SRP have a Session.
func TestUserSRPAuthHasNoSession(t *testing.T) {
	f := &lambdaTriggers{responses: map[string][]string{defineSource: {`{"challengeName":"PASSWORD_VERIFIER","issueTokens":false,"failAuthentication":false}`}}}
	s := withAda(t, f.config(), customTriggers)
	c := s.srpClient(t, s.poolName(), password)
	const admin = `{"UserPoolId":"{pool}","ClientId":"{client}",`
	for _, action := range []string{"InitiateAuth", "AdminInitiateAuth"} {
		body, answer := startSRP, answerSRP
		if action == "AdminInitiateAuth" {
			body = admin + strings.TrimPrefix(startSRP, `{"ClientId":"{client}",`)
			answer = func(claim string) string {
				return admin + strings.TrimPrefix(answerSRP(claim), `{"ClientId":"{client}",`)
			}
		}
		challenge := s.ok(t, action, body)
		assert.ElementsMatch(t, []string{"ChallengeName", "ChallengeParameters"}, keys(challenge), action)
		s.tokens(t, map[string]string{"InitiateAuth": "RespondToAuthChallenge", "AdminInitiateAuth": "AdminRespondToAuthChallenge"}[action], answer(c.claim(t, challenge, "ada", now())))
	}
	choice := s.ok(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD_SRP","SRP_A":"{A}"`))
	assert.Contains(t, choice, "Session")
	custom := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"ada","CHALLENGE_NAME":"SRP_A","SRP_A":"{A}"}}`)
	assert.Contains(t, custom, "Session")
}

func keys(m map[string]any) (list []string) {
	for k := range m {
		list = append(list, k)
	}
	return list
}

// TestUnknownSecretBlockIsRejected: a response without a session gets the error for a wrong password if its
// secret block does not identify an open exchange of the user and the client.
func TestUnknownSecretBlockIsRejected(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob","MessageAction":"SUPPRESS"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"bob","Password":"Str0ng!Pass","Permanent":true}`)
	c := s.srpClient(t, s.poolName(), password)
	begin := func() string { return c.claim(t, s.ok(t, "InitiateAuth", startSRP), "ada", now()) }
	rejected := func(name, body string) {
		t.Helper()
		t.Run(name, func(t *testing.T) { s.fails(t, "RespondToAuthChallenge", body, "NotAuthorizedException", incorrect) })
	}
	used := begin()
	s.tokens(t, "RespondToAuthChallenge", answerSRP(used))
	rejected("replayed", answerSRP(used))
	rejected("invented", answerSRP(`"TIMESTAMP":"`+now()+`","PASSWORD_CLAIM_SECRET_BLOCK":"AAAA","PASSWORD_CLAIM_SIGNATURE":"AAAA"`))
	rejected("not base64", answerSRP(`"TIMESTAMP":"`+now()+`","PASSWORD_CLAIM_SECRET_BLOCK":"!","PASSWORD_CLAIM_SIGNATURE":"!"`))

	ofBob := c.claim(t, s.ok(t, "InitiateAuth", strings.ReplaceAll(startSRP, `"ada"`, `"bob"`)), "bob", now())
	rejected("of another user", answerSRP(ofBob))
	s.tokens(t, "RespondToAuthChallenge", strings.ReplaceAll(answerSRP(ofBob), `"ada"`, `"bob"`)) // the exchange of bob is still open

	ada := begin()
	first := s.placeholders.Replace("{client}")
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"d",`+anyFlow+`}`)
	rejected("of another client", answerSRP(ada))
	s.set("client", first)
	rejected("as a device", `{"ClientId":"{client}","ChallengeName":"DEVICE_PASSWORD_VERIFIER","ChallengeResponses":{"USERNAME":"ada","DEVICE_KEY":"us-east-1_0a",`+ada+`}}`)
	rejected("of an unknown user", strings.ReplaceAll(answerSRP(ada), `"ada"`, `"eve"`))
	s.tokens(t, "RespondToAuthChallenge", answerSRP(ada)) // the rejected responses neither closed the exchange nor locked the account
	s.fails(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"SMS_MFA","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"1"}}`, "InvalidParameterException", "Missing required parameter Session")
}

// TestUnknownDeviceSecretBlockIsRejected: the response of a device gets the same error.
func TestUnknownDeviceSecretBlockIsRejected(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, tracked)
	s.tokens(t, "InitiateAuth", startAda)
	s.confirmDevice(t)
	s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
	c := s.srpClient(t, s.placeholders.Replace("{group}"), devicePassword)
	challenge := s.ok(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"DEVICE_SRP_AUTH","ChallengeResponses":{"USERNAME":"ada","DEVICE_KEY":"{device}","SRP_A":"{A}"}}`)
	answer := func(claim string) string {
		return `{"ClientId":"{client}","ChallengeName":"DEVICE_PASSWORD_VERIFIER","ChallengeResponses":{"USERNAME":"ada","DEVICE_KEY":"{device}",` + claim + `}}`
	}
	claim := c.claim(t, challenge, s.placeholders.Replace("{device}"), now())
	s.fails(t, "RespondToAuthChallenge", answerSRP(claim), "NotAuthorizedException", incorrect)
	s.tokens(t, "RespondToAuthChallenge", answer(claim))
	s.fails(t, "RespondToAuthChallenge", answer(claim), "NotAuthorizedException", incorrect)
}

// TestSRPRejectsSubAsUsername: in a pool whose users sign in with a username, USER_SRP_AUTH does not accept
// the sub. The source is one measurement of this flow only (ministackorg/ministack#1758).
func TestSRPRejectsSubAsUsername(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	c := s.srpClient(t, s.poolName(), password)
	s.set("sub", s.attribute(t, "sub"))
	bySub := strings.ReplaceAll(startSRP, `"ada"`, `"{sub}"`)
	s.fails(t, "InitiateAuth", bySub, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminInitiateAuth", `{"UserPoolId":"{pool}",`+strings.TrimPrefix(bySub, "{"), "UserNotFoundException", "User does not exist.")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	hidden := s.ok(t, "InitiateAuth", bySub)
	id := at(hidden, "ChallengeParameters", "USER_ID_FOR_SRP").(string)
	assert.NotContains(t, []string{"ada", s.placeholders.Replace("{sub}")}, id)
	s.fails(t, "RespondToAuthChallenge", strings.ReplaceAll(answerSRP(c.claim(t, hidden, "ada", now())), `"ada"`, `"`+id+`"`), "NotAuthorizedException", incorrect)

	s.pool(t, `{"PoolName":"email","UsernameAttributes":["email"]}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c",`+anyFlow+`}`)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada@shop.example","MessageAction":"SUPPRESS"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada@shop.example","Password":"Str0ng!Pass","Permanent":true}`)
	name := s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada@shop.example"}`)["Username"].(string)
	require.NotEqual(t, "ada@shop.example", name)
	c = s.srpClient(t, s.poolName(), password)
	challenge := s.ok(t, "InitiateAuth", strings.ReplaceAll(startSRP, "ada", name)) // in this pool the sub is the username
	s.tokens(t, "RespondToAuthChallenge", strings.ReplaceAll(answerSRP(c.claim(t, challenge, name, now())), `"ada"`, `"`+name+`"`))
}
