package cognitoidp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// importedHashes are hashes of the password Str0ng!Pass. passwordhash.hashes names the programs that computed them.
var importedHashes = map[string]string{
	"BCRYPT":        "$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq",
	"SCRYPT":        "1024$8$1$00112233445566778899aabbccddeeff$e9fc397c2a4162fc1319bdb304668aa1100848feaa0571e9067a4fa201b75cbc",
	"ARGON2ID":      `$argon2id$v=19$m=64\,t=1\,p=1$ABEiM0RVZneImaq7zN3u/w$dEBfPqqlRL5H5Dq1m52uFN+BZEorIW7HCtWmeKOiR0o`,
	"PBKDF2_SHA256": "$pbkdf2-sha256$1000$ABEiM0RVZneImaq7zN3u/w$T2UPDa+YjMNIKDvWtL7Rx9iUowRrkbdJ1vwl8wDu8VI",
}

const anyFlowClient = `{"UserPoolId":"{pool}","ClientName":"c",` + anyFlow + `}`

// withHash imports jo with the hash of an algorithm.
func withHash(t *testing.T, algorithm, pool string) *server {
	t.Helper()
	s := withImports(t, cognitotest.Config{}, pool, anyFlowClient)
	job := s.importFile(t, algorithm, csvHead+",password_hash"+csvLine("jo", "jo@example.com", "true")+","+importedHashes[algorithm])
	require.Equal(t, result{"Succeeded", 1, 0, 0, completed}, resultOf(job), "%v", s.importLog())
	assert.Equal(t, algorithm, job["PasswordHashingAlgorithm"])
	return s
}

// srpResponse returns the response to a sign-in of jo by SRP.
func (s *server) srpResponse(t *testing.T, password string) string {
	t.Helper()
	c := s.srpClient(t, s.poolName(), password)
	started := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"jo","SRP_A":"{A}"}}`)
	claim := c.claim(t, started, at(started, "ChallengeParameters", "USER_ID_FOR_SRP").(string), now())
	return s.call(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"PASSWORD_VERIFIER","ChallengeResponses":{"USERNAME":"jo",`+claim+`}}`).body
}

const incorrectBody = `{"__type":"NotAuthorizedException","message":"Incorrect username or password."}`

// TestImportedHash: a user signs in with the password of the hash. SRP works after the first sign-in.
func TestImportedHash(t *testing.T) {
	t.Parallel()
	const (
		signIn = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Str0ng!Pass"}}`
		wrong  = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Str0ng!Pasz"}}`
	)
	for algorithm := range importedHashes {
		t.Run(algorithm, func(t *testing.T) {
			t.Parallel()
			s := withHash(t, algorithm, verifyingPool)
			assert.Equal(t, "CONFIRMED", s.attributes(t, "jo")[""])
			s.fails(t, "InitiateAuth", wrong, "NotAuthorizedException", "Incorrect username or password.")
			assert.Equal(t, incorrectBody, s.srpResponse(t, "Str0ng!Pass"))
			s.tokens(t, "InitiateAuth", signIn)
			s.fails(t, "InitiateAuth", wrong, "NotAuthorizedException", "Incorrect username or password.")
			s.tokens(t, "InitiateAuth", signIn)
			assert.Contains(t, s.srpResponse(t, "Str0ng!Pass"), `"AuthenticationResult"`)
		})
	}
}

// TestImportedHashIsNoSRPFactor: the flow USER_AUTH offers SRP only after the first sign-in.
func TestImportedHashIsNoSRPFactor(t *testing.T) {
	t.Parallel()
	const start = `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"jo"}}`
	s := withHash(t, "BCRYPT", verifyingPool)
	assert.Equal(t, []any{"PASSWORD"}, s.ok(t, "InitiateAuth", start)["AvailableChallenges"])
	s.tokens(t, "AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Str0ng!Pass"}}`)
	assert.Equal(t, []any{"PASSWORD_SRP", "PASSWORD"}, s.ok(t, "InitiateAuth", start)["AvailableChallenges"])
}

// TestImportedHashIsReplaced: a password that is set before the first sign-in replaces the hash.
func TestImportedHashIsReplaced(t *testing.T) {
	t.Parallel()
	const oldPassword = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Str0ng!Pass"}}`
	for name, replace := range map[string]func(*testing.T, *server){
		"by the user": func(t *testing.T, s *server) {
			s.ok(t, "ForgotPassword", `{"ClientId":"{client}","Username":"jo"}`)
			s.readMessage(t)
			s.ok(t, "ConfirmForgotPassword", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","Password":"An0ther!Pass"}`)
		},
		"by an administrator": func(t *testing.T, s *server) {
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"An0ther!Pass","Permanent":true}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := withHash(t, "PBKDF2_SHA256", verifyingPool)
			replace(t, s)
			s.fails(t, "InitiateAuth", oldPassword, "NotAuthorizedException", "Incorrect username or password.")
			assert.Contains(t, s.srpResponse(t, "An0ther!Pass"), `"AuthenticationResult"`)
		})
	}
}

// TestHashIsThePreviousPassword: a user who signs in with a code must know the password to change it.
func TestHashIsThePreviousPassword(t *testing.T) {
	t.Parallel()
	s := withHash(t, "SCRYPT", `{"PoolName":"p","AutoVerifiedAttributes":["email"],"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}},`+sesSender+`}`)
	started := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"jo","PREFERRED_CHALLENGE":"EMAIL_OTP"}}`)
	s.set("session", started["Session"].(string))
	s.readMessage(t)
	s.tokens(t, "RespondToAuthChallenge", `{"ClientId":"{client}","Session":"{session}","ChallengeName":"EMAIL_OTP","ChallengeResponses":{"USERNAME":"jo","EMAIL_OTP_CODE":"{code}"}}`)
	s.fails(t, "ChangePassword", `{"AccessToken":"{access}","PreviousPassword":"Str0ng!Pasz","ProposedPassword":"An0ther!Pass"}`, "NotAuthorizedException", "Incorrect username or password.")
	s.ok(t, "ChangePassword", `{"AccessToken":"{access}","PreviousPassword":"Str0ng!Pass","ProposedPassword":"An0ther!Pass"}`)
	s.signInAs(t, "jo", "An0ther!Pass")
}

// TestImportedHashLocks: wrong passwords count for a hash, too.
func TestImportedHashLocks(t *testing.T) {
	t.Parallel()
	s := withHash(t, "BCRYPT", verifyingPool)
	for range 5 {
		s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"x"}}`, "NotAuthorizedException", "Incorrect username or password.")
	}
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Str0ng!Pass"}}`, "NotAuthorizedException", "Password attempts exceeded")
}

// TestHashLines: the lines of a job with an algorithm. The pool's password policy does not apply: the hash of weak is from
// Perl, crypt("weak", q($2y$04$CtA.Rcu/szzn9U00wpUjOu)).
func TestHashLines(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, anyFlowClient)
	file := csvHead + ",password_hash"
	for _, line := range [][2]string{
		{"weak", "$2y$04$CtA.Rcu/szzn9U00wpUjOuxnTv097OVcbBW3V/rl3qbl1OkuJGPd."},
		{"jo", importedHashes["BCRYPT"]}, {"ann", importedHashes["BCRYPT"]}, {"none", ""},
		{"costly", "$2b$13$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"}, {"other", importedHashes["SCRYPT"]}, {"lower", "$2B$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"},
	} {
		file += csvLine(line[0], line[0]+"@example.com", "true") + "," + line[1]
	}
	job := s.importFile(t, "BCRYPT", file)
	assert.Equal(t, result{"Succeeded", 4, 0, 3, completed}, resultOf(job))
	assert.Equal(t, []string{
		"[FAILED] Line Number 6 - The password_hash is invalid: the cost is 13, and it must be from 4 to 12.",
		"[FAILED] Line Number 7 - The password_hash is invalid: it does not have the format of BCRYPT.",
		"[FAILED] Line Number 8 - The password_hash is invalid: it does not have the format of BCRYPT.",
	}, s.importLog()[4:])
	for username, status := range map[string]string{"weak": "CONFIRMED", "jo": "CONFIRMED", "none": "RESET_REQUIRED"} {
		assert.Equal(t, status, s.attributes(t, username)[""], username)
	}
	s.signInAs(t, "weak", "weak")
	s.signInAs(t, "weak", "weak") // with the password that replaced the hash
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"none","PASSWORD":"x"}}`, "PasswordResetRequiredException", "Password reset required for the user")
}

// TestEscapedCommasOfAHash: without a backslash the commas of an Argon2id hash separate values.
func TestEscapedCommasOfAHash(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, anyFlowClient)
	s.importFile(t, "ARGON2ID", csvHead+",password_hash"+csvLine("jo", "jo@example.com", "true")+","+strings.ReplaceAll(importedHashes["ARGON2ID"], `\`, ""))
	assert.Equal(t, []string{"[FAILED] Line Number 2 - The line has 24 values, and the header has 22 columns."}, s.importLog())
}
