package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const badTimestamp = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."

// badTimestamps returns values of TIMESTAMP that the service rejects although the signature is right. If
// message is "", the error is the one for a wrong password. Otherwise it is InvalidParameterException with
// message.
func badTimestamps(at time.Time) map[string]struct{ text, message string } {
	at = at.UTC()
	padded := time.Date(at.Year(), at.Month(), 5, 12, 0, 0, 0, time.UTC) // a day of one digit
	if at.Day() > 15 {
		padded = padded.AddDate(0, 1, 0)
	}
	type c = struct{ text, message string }
	return map[string]c{
		"a word":                    {"yesterday", badTimestamp},
		"ISO 8601":                  {at.Format(time.RFC3339), badTimestamp},
		"RFC 1123":                  {at.Format(time.RFC1123), badTimestamp},
		"seconds since 1970":        {"1774000000", badTimestamp},
		"an offset with a colon":    {at.Format("Mon Jan 2 15:04:05 +05:30 2006"), badTimestamp},
		"the weekday in Norwegian":  {"man. " + at.Format("Jan 2 15:04:05 UTC 2006"), badTimestamp},
		"the weekday in full":       {at.Format("Monday Jan 2 15:04:05 UTC 2006"), badTimestamp},
		"no zone":                   {at.Format("Mon Jan 2 15:04:05 2006"), badTimestamp},
		"a leading space":           {" " + at.Format(claimForm), badTimestamp},
		"trailing text":             {at.Format(claimForm) + " x", badTimestamp},
		"a day that does not exist": {"Mon Feb 31 10:00:00 UTC " + at.Format("2006"), badTimestamp},
		"a wrong weekday":           {at.AddDate(0, 0, 1).Format("Mon") + at.Format(" Jan 2 15:04:05 UTC 2006"), ""},
		"a day with a zero":         {padded.Format("Mon Jan 02 15:04:05 UTC 2006"), ""},
		"a day with two spaces":     {padded.Format("Mon Jan _2 15:04:05 UTC 2006"), ""},
		"the right time as GMT":     {at.Format("Mon Jan 2 15:04:05 GMT 2006"), ""},
		"small letters":             {strings.ToLower(at.Format("Mon Jan")) + at.Format(" 2 15:04:05 UTC 2006"), ""},
		"fractions of a second":     {at.Format("Mon Jan 2 15:04:05.000 UTC 2006"), ""},
		"fourteen hours ago":        {at.Add(-14 * time.Hour).Format(claimForm), ""},
		"in fourteen hours":         {at.Add(14 * time.Hour).Format(claimForm), ""},
		"the same time last year":   {at.AddDate(-1, 0, 0).Format(claimForm), ""},
	}
}

// TestClaimTimestamp: a wrong TIMESTAMP is rejected although the signature is right.
func TestClaimTimestamp(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob","MessageAction":"SUPPRESS"}`)
	for name, tt := range badTimestamps(time.Now()) {
		t.Run(name, func(t *testing.T) {
			c := s.srpClient(t, s.poolName(), password)
			challenge := s.ok(t, "InitiateAuth", startSRP)
			claim := c.claim(t, challenge, "ada", tt.text)
			if tt.message != "" {
				s.fails(t, "RespondToAuthChallenge", answerSRP(claim), "InvalidParameterException", tt.message)
				s.tokens(t, "RespondToAuthChallenge", answerSRP(c.claim(t, challenge, "ada", now()))) // the exchange is still open
				return
			}
			s.fails(t, "RespondToAuthChallenge", answerSRP(claim), "NotAuthorizedException", incorrect)
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`) // resets the count of attempts
		})
	}
	for name, at := range map[string]time.Time{
		"now": time.Now(), "five minutes ago": time.Now().Add(-5 * time.Minute),
		"twelve hours ago, as cognito-srp signs each afternoon": time.Now().Add(-12 * time.Hour),
	} {
		t.Run(name, func(t *testing.T) {
			c := s.srpClient(t, s.poolName(), password)
			s.tokens(t, "RespondToAuthChallenge", answerSRP(c.claim(t, s.ok(t, "InitiateAuth", startSRP), "ada", at.UTC().Format(claimForm))))
		})
	}
}

// TestClaimTimestampAfterAdvance: Advance moves the clock of the server. The server accepts timestamps of
// the machine's clock and of its own clock.
func TestClaimTimestampAfterAdvance(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.Advance(31 * 24 * time.Hour)
	try := func(at time.Time) (answer string) {
		c := s.srpClient(t, s.poolName(), password)
		return answerSRP(c.claim(t, s.ok(t, "InitiateAuth", startSRP), "ada", at.UTC().Format(claimForm)))
	}
	s.tokens(t, "RespondToAuthChallenge", try(time.Now()))
	s.tokens(t, "RespondToAuthChallenge", try(s.Now()))
	s.fails(t, "RespondToAuthChallenge", try(s.Now().AddDate(0, 0, -10)), "NotAuthorizedException", incorrect)
}

// TestClaimTimestampInOtherFlows: the errors are the same with USER_AUTH, a custom sign-in, a device and
// an unknown user.
func TestClaimTimestampInOtherFlows(t *testing.T) {
	const wrongDay = "Mon Jan 05 10:00:00 UTC 2026"
	t.Run("choice", func(t *testing.T) {
		s := withAda(t, cognitotest.Config{}, "")
		for text, exception := range map[string]string{"yesterday": "InvalidParameterException", wrongDay: "NotAuthorizedException"} {
			c := s.srpClient(t, s.poolName(), password)
			challenge := s.ok(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD_SRP","SRP_A":"{A}"`))
			s.set("session", challenge["Session"].(string))
			s.fails(t, "RespondToAuthChallenge", respond("PASSWORD_VERIFIER", c.claim(t, challenge, "ada", text)), exception, map[string]string{"InvalidParameterException": badTimestamp, "NotAuthorizedException": incorrect}[exception])
		}
	})
	t.Run("custom sign-in", func(t *testing.T) {
		f := &lambdaTriggers{responses: map[string][]string{defineSource: {`{"challengeName":"PASSWORD_VERIFIER","issueTokens":false,"failAuthentication":false}`}}}
		s := withAda(t, f.config(), customTriggers)
		c := s.srpClient(t, s.poolName(), password)
		challenge := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"ada","CHALLENGE_NAME":"SRP_A","SRP_A":"{A}"}}`)
		s.set("session", challenge["Session"].(string))
		s.fails(t, "RespondToAuthChallenge", respond("PASSWORD_VERIFIER", c.claim(t, challenge, "ada", "yesterday")), "InvalidParameterException", badTimestamp)
		s.fails(t, "RespondToAuthChallenge", respond("PASSWORD_VERIFIER", c.claim(t, challenge, "ada", wrongDay)), "NotAuthorizedException", incorrect)
	})
	t.Run("device", func(t *testing.T) {
		s := withAda(t, cognitotest.Config{}, tracked)
		s.tokens(t, "InitiateAuth", startAda)
		s.confirmDevice(t)
		for text, exception := range map[string]string{"yesterday": "InvalidParameterException", wrongDay: "NotAuthorizedException"} {
			s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
			c := s.srpClient(t, s.placeholders.Replace("{group}"), devicePassword)
			challenge := s.ok(t, "RespondToAuthChallenge", respond("DEVICE_SRP_AUTH", `"DEVICE_KEY":"{device}","SRP_A":"{A}"`))
			s.set("session", challenge["Session"].(string))
			s.fails(t, "RespondToAuthChallenge", respond("DEVICE_PASSWORD_VERIFIER", `"DEVICE_KEY":"{device}",`+c.claim(t, challenge, s.placeholders.Replace("{device}"), text)), exception, map[string]string{"InvalidParameterException": badTimestamp, "NotAuthorizedException": incorrect}[exception])
		}
		s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
		c := s.srpClient(t, s.placeholders.Replace("{group}"), devicePassword)
		challenge := s.ok(t, "RespondToAuthChallenge", respond("DEVICE_SRP_AUTH", `"DEVICE_KEY":"{device}","SRP_A":"{A}"`))
		s.set("session", challenge["Session"].(string))
		s.tokens(t, "RespondToAuthChallenge", respond("DEVICE_PASSWORD_VERIFIER", `"DEVICE_KEY":"{device}",`+c.claim(t, challenge, s.placeholders.Replace("{device}"), now())))
	})
	t.Run("unknown user", func(t *testing.T) {
		s := withAda(t, cognitotest.Config{}, "")
		s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
		c := s.srpClient(t, s.poolName(), password)
		challenge := s.ok(t, "InitiateAuth", strings.ReplaceAll(startSRP, "ada", "eve"))
		id := at(challenge, "ChallengeParameters", "USER_ID_FOR_SRP").(string)
		answer := func(text string) string {
			return strings.ReplaceAll(answerSRP(c.claim(t, challenge, id, text)), `"ada"`, `"`+id+`"`)
		}
		s.fails(t, "RespondToAuthChallenge", answer("yesterday"), "InvalidParameterException", badTimestamp)
		s.fails(t, "RespondToAuthChallenge", answer(wrongDay), "NotAuthorizedException", incorrect)
	})
}
