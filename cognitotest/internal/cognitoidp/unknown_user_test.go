package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// startHidingUsers starts a server whose app client hides unknown users.
func startHidingUsers(t testing.TB, settings string) *server {
	t.Helper()
	s := withAda(t, cognitotest.Config{}, settings)
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	return s
}

// byUsername replaces the username ada in a body.
func byUsername(body, login string) string { return strings.ReplaceAll(body, `"ada"`, `"`+login+`"`) }

// TestHiddenUnknownUserGetsSameResponses: if the client hides unknown users, a series of failed attempts
// gets the same responses for an existing and an unknown user, also after the account is locked.
func TestHiddenUnknownUserGetsSameResponses(t *testing.T) {
	wrong := strings.Replace(startAda, "Str0ng", "Wr0ng", 1)
	// srpWrongly does both steps of SRP with a wrong password. The second one has the username of the challenge.
	srpWrongly := func(s *server, login string) string {
		c := s.srpClient(t, s.poolName(), "Wr0ng!Pass")
		challenge := s.ok(t, "InitiateAuth", byUsername(startSRP, login))
		id := at(challenge, "ChallengeParameters", "USER_ID_FOR_SRP").(string)
		return s.call(t, "RespondToAuthChallenge", byUsername(answerSRP(c.claim(t, challenge, id, now())), id)).body
	}
	selects := func(s *server, login, responses string) string {
		s.set("session", s.ok(t, "InitiateAuth", choose(login, ""))["Session"].(string))
		return s.call(t, "RespondToAuthChallenge", byUsername(respond("PASSWORD", responses), login)).body
	}
	simple := func(action, body string) func(*server, string) string {
		return func(s *server, login string) string { return s.call(t, action, byUsername(body, login)).body }
	}
	for _, tt := range []struct {
		name, settings string
		try            func(s *server, login string) string
		want           []string // texts that the responses must contain
	}{
		{"password", "", simple("InitiateAuth", wrong), []string{incorrect, "Password attempts exceeded"}},
		{"password, as an administrator", "", simple("AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Wr0ng!Pass"}}`), []string{incorrect, "Password attempts exceeded"}},
		{"SRP", "", srpWrongly, []string{incorrect, "Password attempts exceeded"}},
		{"password with USER_AUTH", "", simple("InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Wr0ng!Pass"`)), []string{incorrect, "Password attempts exceeded"}},
		{"password in response to SELECT_CHALLENGE", "", func(s *server, login string) string { return selects(s, login, `"PASSWORD":"Wr0ng!Pass"`) }, []string{incorrect, "Password attempts exceeded"}},
		{"response with the username of another user", "", func(s *server, login string) string {
			s.set("session", s.ok(t, "InitiateAuth", choose(login, ""))["Session"].(string))
			return s.call(t, "RespondToAuthChallenge", byUsername(respond("PASSWORD", `"PASSWORD":"Wr0ng!Pass"`), "another")).body
		}, []string{"Invalid session for the user."}},
		{"request of a recovery code", `"AutoVerifiedAttributes":["email"]`, func(s *server, login string) string {
			body := s.call(t, "ForgotPassword", byUsername(`{"ClientId":"{client}","Username":"ada"}`, login)).body
			return strings.ReplaceAll(body, destinationOf(body), "a***@b***") // the users have different addresses
		}, []string{"CodeDeliveryDetails", "LimitExceededException"}},
		{"wrong recovery code", `"AutoVerifiedAttributes":["email"]`, func(s *server, login string) string {
			return s.call(t, "ConfirmForgotPassword", byUsername(`{"ClientId":"{client}","Username":"ada","ConfirmationCode":"x","Password":"N3w!Password"}`, login)).body
		}, []string{"CodeMismatchException", "LimitExceededException"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := startHidingUsers(t, tt.settings)
			s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email_verified","Value":"true"}]}`)
			if tt.name == "wrong recovery code" { // the users requested a code
				for _, login := range []string{"ada", "eve"} {
					s.ok(t, "ForgotPassword", byUsername(`{"ClientId":"{client}","Username":"ada"}`, login))
				}
			}
			var all string
			for i := range 9 {
				known, unknown := tt.try(s, "ada"), tt.try(s, "eve")
				assert.Equal(t, known, unknown, "attempt %d", i)
				all += known
				if i > 5 {
					s.Advance(time.Second)
				}
			}
			for _, text := range tt.want {
				assert.Contains(t, all, text)
			}
		})
	}
}

// destinationOf returns the masked address of a delivery, or a text that no response contains.
func destinationOf(body string) string {
	_, rest, ok := strings.Cut(body, `"Destination":"`)
	if !ok {
		return "no destination"
	}
	destination, _, _ := strings.Cut(rest, `"`)
	return destination
}

// TestVisibleUnknownUserIsNotLocked: a client that does not hide unknown users gets UserNotFoundException,
// however many attempts precede.
func TestVisibleUnknownUserIsNotLocked(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	for range 7 {
		s.fails(t, "InitiateAuth", byUsername(startAda, "eve"), "UserNotFoundException", "User does not exist.")
		s.fails(t, "ForgotPassword", `{"ClientId":"{client}","Username":"eve"}`, "UserNotFoundException", "Username/client id combination not found.")
	}
}

// TestLockOfUnknownUserAffectsOneUsername: the lock of an unknown username affects no other user, and ends when
// a user with that username is created.
func TestLockOfUnknownUserAffectsOneUsername(t *testing.T) {
	s := startHidingUsers(t, "")
	for range 6 {
		s.call(t, "InitiateAuth", byUsername(startAda, "eve"))
	}
	s.fails(t, "InitiateAuth", byUsername(startAda, "eve"), "NotAuthorizedException", "Password attempts exceeded")
	s.fails(t, "InitiateAuth", byUsername(startAda, "eva"), "NotAuthorizedException", incorrect)
	s.tokens(t, "InitiateAuth", startAda)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"eve","MessageAction":"SUPPRESS"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"eve","Password":"Str0ng!Pass","Permanent":true}`)
	s.tokens(t, "InitiateAuth", byUsername(startAda, "eve"))
}

// BenchmarkUnknownUser compares the time of a wrong password for an existing and for an unknown user. If
// the client hides unknown users, the times should not differ.
func BenchmarkUnknownUser(b *testing.B) {
	for _, flow := range []string{"password", "SRP start"} {
		for _, login := range []string{"ada", "eve"} {
			b.Run(flow+"/"+map[string]string{"ada": "existing", "eve": "unknown"}[login], func(b *testing.B) {
				s := startHidingUsers(b, "")
				s.set("A", "abcdef0123456789")
				body := byUsername(strings.Replace(startAda, "Str0ng", "Wr0ng", 1), login)
				if flow == "SRP start" {
					body = byUsername(startSRP, login)
				}
				for b.Loop() {
					s.Advance(15 * time.Minute) // ends the lock of the account
					s.call(b, "InitiateAuth", body)
				}
			})
		}
	}
}
