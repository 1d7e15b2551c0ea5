package cognitoidp_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// replicated starts a server with a pool, the user ada, and an inactive replica in us-west-2. It sets {refresh} and {access} of a
// sign-in at the primary.
func replicated(t *testing.T) *server {
	t.Helper()
	s := withAda(t, cognitotest.Config{}, multiRegionKey)
	s.tokens(t, "InitiateAuth", startAda)
	s.ok(t, "CreateUserPoolReplica", createReplica)
	return s
}

const (
	adminSignIn      = `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`
	refreshOfPrimary = `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`
)

// rejectedInOregon requires OperationNotEnabledException with a text.
func (s *server) rejectedInOregon(t *testing.T, action, body, message string) {
	t.Helper()
	assert.JSONEq(t, `{"__type":"OperationNotEnabledException","message":"`+message+`"}`, s.inOregon(t, action, body).body, action)
}

// TestSecondaryRegion: an inactive replica serves reads, an active one also sign-ins and refreshes. Neither changes users or shared
// settings.
func TestSecondaryRegion(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	reads := []request{
		{"DescribeUserPool", `{"UserPoolId":"{pool}"}`},
		{"DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`},
		{"AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`},
		{"ListUsers", `{"UserPoolId":"{pool}"}`},
		{"GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`},
		{"ListUserPoolReplicas", `{"UserPoolId":"{pool}"}`},
	}
	endUser := []request{
		{"InitiateAuth", startAda},
		{"InitiateAuth", refreshOfPrimary},
		{"AdminInitiateAuth", adminSignIn},
		{"GetUser", `{"AccessToken":"{access}"}`},
		{"GetUserAuthFactors", `{"AccessToken":"{access}"}`},
	}
	writes := []request{
		{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob"}`},
		{"SignUp", `{"ClientId":"{client}","Username":"bob","Password":"Str0ng!Pass"}`},
		{"ForgotPassword", `{"ClientId":"{client}","Username":"ada"}`},
		{"ChangePassword", `{"AccessToken":"{access}","PreviousPassword":"Str0ng!Pass","ProposedPassword":"An0ther!Pass"}`},
		{"UpdateUserAttributes", `{"AccessToken":"{access}","UserAttributes":[{"Name":"name","Value":"Ada"}]}`},
		{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"d"}`},
		{"CreateUserPoolReplica", createReplica},
		{"DeleteUserPoolReplica", createReplica},
		{"DeleteUserPool", `{"UserPoolId":"{pool}"}`},
	}
	// Until the replica exists, the region does not know the pool.
	assert.JSONEq(t, s.placeholders.Replace(`{"__type":"ResourceNotFoundException","message":"User pool {pool} does not exist."}`), s.inOregon(t, reads[0].action, reads[0].body).body)
	assert.JSONEq(t, s.placeholders.Replace(`{"__type":"ResourceNotFoundException","message":"User pool client {client} does not exist."}`), s.inOregon(t, "InitiateAuth", startAda).body)
	assert.JSONEq(t, `{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`, s.inOregon(t, "GetUser", `{"AccessToken":"{access}"}`).body)
	assert.Equal(t, `{"UserPools":[]}`, s.inOregon(t, "ListUserPools", `{"MaxResults":10}`).body)

	s.Advance(time.Minute)
	for _, state := range []string{"INACTIVE", "ACTIVE"} {
		for _, r := range reads {
			assert.Equal(t, http.StatusOK, s.inOregon(t, r.action, r.body).status, "%s %s", state, r.action)
		}
		assert.Contains(t, s.inOregon(t, "ListUserPools", `{"MaxResults":10}`).body, s.values["{pool}"])
		for _, r := range endUser {
			if state == "INACTIVE" {
				s.rejectedInOregon(t, r.action, r.body, r.action+" is not available: the replica of the user pool in us-west-2 is INACTIVE.")
				continue
			}
			got := s.inOregon(t, r.action, r.body)
			assert.Equal(t, http.StatusOK, got.status, "%s: %s", r.action, got.body)
		}
		for _, r := range writes {
			s.rejectedInOregon(t, r.action, r.body, r.action+" is not available in us-west-2, the secondary Region of the user pool.")
		}
		s.rejectedInOregon(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`, "The emulator does not have UpdateUserPool in the secondary Region of a user pool.")
		if state == "INACTIVE" { // the request is accepted in both regions
			got := s.inOregon(t, "UpdateUserPoolReplica", activate)
			require.Equal(t, http.StatusOK, got.status, got.body)
		}
	}
	got := s.send(t, irelandHost, prefix+"DescribeUserPool", credential, `{"UserPoolId":"{pool}"}`)
	assert.Contains(t, got.body, "ResourceNotFoundException", "a third region")
	s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
}

// TestTokensOfTheSecondaryRegion: both regions accept tokens of either, and the issuer is the primary's.
func TestTokensOfTheSecondaryRegion(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	s.Advance(time.Minute)
	s.ok(t, "UpdateUserPoolReplica", activate)
	signedIn := decode(t, s.inOregon(t, "InitiateAuth", startAda))
	access := at(signedIn, "AuthenticationResult", "AccessToken").(string)
	assert.Equal(t, s.placeholders.Replace("https://cognito-idp.us-east-1.amazonaws.com/{pool}"), claims(t, access)["iss"])
	s.set("access", access)
	s.set("refresh", at(signedIn, "AuthenticationResult", "RefreshToken").(string))
	s.ok(t, "GetUser", `{"AccessToken":"{access}"}`)
	s.ok(t, "InitiateAuth", refreshOfPrimary)
	assert.Equal(t, `{}`, s.inOregon(t, "GlobalSignOut", `{"AccessToken":"{access}"}`).body)
	s.fails(t, "GetUser", `{"AccessToken":"{access}"}`, "NotAuthorizedException", "Access Token has been revoked")
}

// TestChallengesOfTheSecondaryRegion: a replica has no TOTP and does not change users.
func TestChallengesOfTheSecondaryRegion(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	s.Advance(time.Minute)
	s.ok(t, "UpdateUserPoolReplica", activate)
	unavailable := func(challenge string) string {
		return "The challenge " + challenge + " is not available in us-west-2, the secondary Region of the user pool."
	}
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
	s.rejectedInOregon(t, "InitiateAuth", startAda, unavailable("NEW_PASSWORD_REQUIRED"))
	session, _ := s.ok(t, "InitiateAuth", startAda)["Session"].(string)
	s.set("session", session)
	answer := `{"ClientId":"{client}","ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","NEW_PASSWORD":"An0ther!Pass"}}`
	s.rejectedInOregon(t, "RespondToAuthChallenge", answer, unavailable("NEW_PASSWORD_REQUIRED"))
	s.ok(t, "RespondToAuthChallenge", answer)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`)

	s.mfa(t, "ON", `"SoftwareTokenMfaConfiguration":{"Enabled":true}`)
	s.rejectedInOregon(t, "InitiateAuth", startAda, unavailable("MFA_SETUP"))
	s.mfa(t, "OPTIONAL", `"SoftwareTokenMfaConfiguration":{"Enabled":true}`)
	s.registerTOTP(t)
	s.rejectedInOregon(t, "InitiateAuth", startAda, unavailable("SOFTWARE_TOKEN_MFA"))
	s.ok(t, "InitiateAuth", startAda)

	s.mfa(t, "OPTIONAL", `"SoftwareTokenMfaConfiguration":{"Enabled":true},"SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}`)
	preference := func(totp string) {
		t.Helper()
		s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":`+totp+`}}`)
	}
	preference("true")
	s.rejectedInOregon(t, "InitiateAuth", startAda, unavailable("SOFTWARE_TOKEN_MFA")) // at the primary the user chooses
	preference("false")
	assert.Contains(t, s.inOregon(t, "InitiateAuth", startAda).body, `"ChallengeName":"SMS_MFA"`)
	assert.Equal(t, http.StatusOK, s.inOregon(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`).status)
}
