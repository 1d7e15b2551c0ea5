package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// hiding is a server whose client hides unknown users.
func hiding(t testing.TB, settings string) *server {
	t.Helper()
	s := withAda(t, cognitotest.Config{}, settings)
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	return s
}

// byUsername is a body with another login.
func byUsername(body, login string) string { return strings.ReplaceAll(body, `"ada"`, `"`+login+`"`) }

// TestUnknownUserLooksLikeAWrongPassword: a series of wrong answers reads the same for a user
// who exists and one who does not, the lock of the account included, where the client hides
// unknown users.
func TestUnknownUserLooksLikeAWrongPassword(t *testing.T) {
	wrong := strings.Replace(startAda, "Str0ng", "Wr0ng", 1)
	// srpWrongly goes through both steps of SRP, which has to name the user by the username that the challenge shows.
	srpWrongly := func(s *server, login string) string {
		c := s.srpClient(t, s.poolName(), "Wr0ng!Pass")
		challenge := s.ok(t, "InitiateAuth", byUsername(startSRP, login))
		id := at(challenge, "ChallengeParameters", "USER_ID_FOR_SRP").(string)
		return s.call(t, "RespondToAuthChallenge", byUsername(answerSRP(c.claim(t, challenge, id, now())), id)).body
	}
	selects := func(s *server, login, responses string) string {
		s.name("session", s.ok(t, "InitiateAuth", choose(login, ""))["Session"].(string))
		return s.call(t, "RespondToAuthChallenge", byUsername(respond("PASSWORD", responses), login)).body
	}
	simple := func(action, body string) func(*server, string) string {
		return func(s *server, login string) string { return s.call(t, action, byUsername(body, login)).body }
	}
	for _, tt := range []struct {
		name, settings string
		try            func(s *server, login string) string
		want           []string // in the answers, besides that they are the same
	}{
		{"password", "", simple("InitiateAuth", wrong), []string{incorrect, "Password attempts exceeded"}},
		{"password, as an administrator", "", simple("AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Wr0ng!Pass"}}`), []string{incorrect, "Password attempts exceeded"}},
		{"SRP", "", srpWrongly, []string{incorrect, "Password attempts exceeded"}},
		{"password as the choice", "", simple("InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Wr0ng!Pass"`)), []string{incorrect, "Password attempts exceeded"}},
		{"password as the answer to the choice", "", func(s *server, login string) string { return selects(s, login, `"PASSWORD":"Wr0ng!Pass"`) }, []string{incorrect, "Password attempts exceeded"}},
		{"the answer in the name of another", "", func(s *server, login string) string {
			s.name("session", s.ok(t, "InitiateAuth", choose(login, ""))["Session"].(string))
			return s.call(t, "RespondToAuthChallenge", byUsername(respond("PASSWORD", `"PASSWORD":"Wr0ng!Pass"`), "another")).body
		}, []string{"Invalid session for the user."}},
		{"a code for a new password", `"AutoVerifiedAttributes":["email"]`, func(s *server, login string) string {
			body := s.call(t, "ForgotPassword", byUsername(`{"ClientId":"{client}","Username":"ada"}`, login)).body
			return strings.ReplaceAll(body, destinationOf(body), "a***@b***") // each has its own
		}, []string{"CodeDeliveryDetails", "LimitExceededException"}},
		{"a wrong code for a new password", `"AutoVerifiedAttributes":["email"]`, func(s *server, login string) string {
			return s.call(t, "ConfirmForgotPassword", byUsername(`{"ClientId":"{client}","Username":"ada","ConfirmationCode":"x","Password":"N3w!Password"}`, login)).body
		}, []string{"CodeMismatchException", "LimitExceededException"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := hiding(t, tt.settings)
			s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email_verified","Value":"true"}]}`)
			if tt.name == "a wrong code for a new password" { // a code that is on its way
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

// destinationOf is the masked address of a delivery, or something that is in no answer.
func destinationOf(body string) string {
	_, rest, ok := strings.Cut(body, `"Destination":"`)
	if !ok {
		return "no destination"
	}
	destination, _, _ := strings.Cut(rest, `"`)
	return destination
}

// TestUnknownUserIsToldSo: a client that does not hide unknown users does not lock them.
func TestUnknownUserIsToldSo(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	for range 7 {
		s.fails(t, "InitiateAuth", byUsername(startAda, "eve"), "UserNotFoundException", "User does not exist.")
		s.fails(t, "ForgotPassword", `{"ClientId":"{client}","Username":"eve"}`, "UserNotFoundException", "Username/client id combination not found.")
	}
}

// TestLockOfAnUnknownUserIsOfOneLogin: others sign in, and so does a user who comes to have the login.
func TestLockOfAnUnknownUserIsOfOneLogin(t *testing.T) {
	s := hiding(t, "")
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

// BenchmarkUnknownUser compares what a wrong password of a user who exists costs with one of
// a user who does not, where the client hides that. The pairs should not differ.
func BenchmarkUnknownUser(b *testing.B) {
	for _, flow := range []string{"password", "SRP start"} {
		for _, login := range []string{"ada", "eve"} {
			b.Run(flow+"/"+map[string]string{"ada": "exists", "eve": "does not"}[login], func(b *testing.B) {
				s := hiding(b, "")
				s.name("A", "abcdef0123456789")
				body := byUsername(strings.Replace(startAda, "Str0ng", "Wr0ng", 1), login)
				if flow == "SRP start" {
					body = byUsername(startSRP, login)
				}
				for b.Loop() {
					s.Advance(15 * time.Minute) // past the lock
					s.call(b, "InitiateAuth", body)
				}
			})
		}
	}
}
