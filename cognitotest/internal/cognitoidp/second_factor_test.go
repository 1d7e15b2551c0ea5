package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	smsFactor   = `"SmsMfaConfiguration":{` + smsSender + `}`
	totpFactor  = `"SoftwareTokenMfaConfiguration":{"Enabled":true}`
	emailFactor = `"EmailMfaConfiguration":{}`
	// withEmail has the settings that emailFactor requires: a sender, and a second way to recover an account.
	withEmail = sesSender + `,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}]}`
	wrongCode = "Invalid code or auth state for the user."
)

// TestCodeAsSecondFactor: codes by SMS and email, with the client's and the administrator's actions. A
// right code also verifies the address.
func TestCodeAsSecondFactor(t *testing.T) {
	const admin = `{"UserPoolId":"{pool}","ClientId":"{client}",`
	for _, tt := range []struct {
		name, factors, preference, start, startBody, challenge, answer, answerBody string
		codeLength                                                                 int
		attribute                                                                  string
	}{
		{
			"SMS", smsFactor, `"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}`, "InitiateAuth", startAda,
			`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`,
			"RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`), 6, "phone_number_verified",
		}, {
			"SMS, as an administrator", smsFactor, `"SMSMfaSettings":{"Enabled":true}`, "AdminInitiateAuth", admin + `"AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`,
			`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`,
			"AdminRespondToAuthChallenge", admin + `"ChallengeName":"SMS_MFA","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"{code}"}}`, 6, "phone_number_verified",
		}, {
			"email", emailFactor, `"EmailMfaSettings":{"Enabled":true,"PreferredMfa":true}`, "InitiateAuth", startAda,
			`{"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@s***","USER_ID_FOR_SRP":"ada"}}`,
			"RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`), 8, "email_verified",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := withAda(t, cognitotest.Config{}, withEmail)
			s.mfa(t, "OPTIONAL", tt.factors)
			s.tokens(t, "InitiateAuth", startAda) // no challenge before the user enables the factor
			s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada",`+tt.preference+`}`)

			s.challenge(t, tt.start, tt.startBody, tt.challenge)
			assert.Len(t, s.code(t).Code, tt.codeLength)
			assert.Empty(t, s.attribute(t, tt.attribute))
			s.tokens(t, tt.answer, tt.answerBody)
			assert.Equal(t, "true", s.attribute(t, tt.attribute), "the code verifies the address")
			s.fails(t, tt.answer, tt.answerBody, "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
		})
	}
}

// TestWrongCodesLockAccount: a wrong code does not end the session. Five wrong codes lock the account, even
// if right passwords come between them.
func TestWrongCodesLockAccount(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "ON", smsFactor)
	begin := func() {
		s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`)
	}
	wrong := func() {
		s.fails(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"no"`), "CodeMismatchException", wrongCode)
	}
	begin()
	wrong()
	wrong()
	s.code(t)
	s.fails(t, "RespondToAuthChallenge", respond("SMS_MFA", `"CODE":"{code}"`), "InvalidParameterException", "Missing required parameter SMS_MFA_CODE")
	s.fails(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"SMS_MFA","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"{code}"}}`,
		"InvalidParameterException", "Missing required parameter Session")
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))

	for range 4 {
		begin()
		wrong()
	}
	begin()
	wrong()
	s.code(t)
	s.fails(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`), "NotAuthorizedException", "Password attempts exceeded")
	s.fails(t, "InitiateAuth", startAda, "NotAuthorizedException", "Password attempts exceeded")
	s.Advance(time.Second)
	begin()
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))
}

// TestSecondFactorSelection: the rules are in the developer guide, "Details of MFA logic at user runtime".
func TestSecondFactorSelection(t *testing.T) {
	const (
		both     = `,{"Name":"email","Value":"bob@shop.example"},{"Name":"phone_number","Value":"+15550105678"}`
		email    = `,{"Name":"email","Value":"bob@shop.example"}`
		recovery = `"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":1},{"Name":"verified_email","Priority":2}]}`
		admin    = `"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]}`
		sms      = `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******5678","USER_ID_FOR_SRP":"bob"}}`
		mail     = `{"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"b***@s***","USER_ID_FOR_SRP":"bob"}}`
		all      = smsFactor + "," + totpFactor + "," + emailFactor
	)
	for _, tt := range []struct{ name, settings, mode, factors, attributes, preference, want string }{
		{"optional, none enabled", "", "OPTIONAL", all, both, "", ""},
		{"optional, two enabled", "", "OPTIONAL", all, both, `"SMSMfaSettings":{"Enabled":true},"EmailMfaSettings":{"Enabled":true}`, `{"ChallengeName":"SELECT_MFA_TYPE","ChallengeParameters":{"MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"EMAIL_OTP\"]","USER_ID_FOR_SRP":"bob"}}`},
		{"optional, one of two preferred", "", "OPTIONAL", all, both, `"SMSMfaSettings":{"Enabled":true},"EmailMfaSettings":{"Enabled":true,"PreferredMfa":true}`, mail},
		{"optional, enabled, but not a factor of the pool", "", "OPTIONAL", totpFactor, both, `"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}`, ""},
		{"required: SMS, because email recovers the account", "", "ON", all, both, "", sms},
		{"required: email, because the phone recovers the account", recovery, "ON", all, both, "", mail},
		{"required: recovery by administrators", admin, "ON", all, both, "", `{"ChallengeName":"SELECT_MFA_TYPE","ChallengeParameters":{"MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"EMAIL_OTP\"]","USER_ID_FOR_SRP":"bob"}}`},
		{"required: no address", "", "ON", all, "", "", `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]","USER_ID_FOR_SRP":"bob"}}`},
		{"required: only an address that recovers the account", "", "ON", all, email, "", `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\"]","USER_ID_FOR_SRP":"bob"}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			settings := withEmail
			if tt.settings != "" {
				settings = sesSender + "," + tt.settings
			}
			s := withAda(t, cognitotest.Config{}, settings)
			s.mfa(t, tt.mode, tt.factors)
			s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"name","Value":"Bob"}`+tt.attributes+`]}`)
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"bob","Password":"Str0ng!Pass","Permanent":true}`)
			if tt.preference != "" {
				s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"bob",`+tt.preference+`}`)
			}
			const startBob = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"bob","PASSWORD":"Str0ng!Pass"}}`
			if tt.want == "" {
				s.tokens(t, "InitiateAuth", startBob)
				return
			}
			s.challenge(t, "InitiateAuth", startBob, tt.want)
		})
	}
}

// TestSignInWithoutPossibleSecondFactorFails: MFA is required, and the pool has only codes by email. The
// user's address recovers the account, so it is not a second factor, and the user cannot set up an
// authenticator app.
func TestSignInWithoutPossibleSecondFactorFails(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, withEmail)
	s.mfa(t, "ON", emailFactor)
	s.fails(t, "InitiateAuth", startAda, "InvalidParameterException", "The user has no second factor and cannot set one up.")
}

// TestSelectMFAType: a user with an authenticator app and SMS who prefers neither must select one.
func TestSelectMFAType(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", smsFactor+","+totpFactor)
	s.tokens(t, "InitiateAuth", startAda)
	secret := s.ok(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`)["SecretCode"].(string)
	app := func() {
		code, err := totp.GenerateCode(secret, s.Now())
		require.NoError(t, err)
		s.set("app", code)
	}
	app()
	s.ok(t, "VerifySoftwareToken", `{"AccessToken":"{access}","UserCode":"{app}","FriendlyDeviceName":"transparent"}`)
	s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":true}}`)
	const choose = `{"ChallengeName":"SELECT_MFA_TYPE","ChallengeParameters":{"MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]","USER_ID_FOR_SRP":"ada"}}`

	s.challenge(t, "InitiateAuth", startAda, choose)
	s.fails(t, "RespondToAuthChallenge", respond("SELECT_MFA_TYPE", `"ANSWER":"EMAIL_MFA"`), "InvalidParameterException", "The user cannot choose the MFA type EMAIL_MFA.")
	s.challenge(t, "RespondToAuthChallenge", respond("SELECT_MFA_TYPE", `"ANSWER":"SOFTWARE_TOKEN_MFA"`),
		`{"ChallengeName":"SOFTWARE_TOKEN_MFA","ChallengeParameters":{"FRIENDLY_DEVICE_NAME":"transparent"}}`) // aws-cli example
	s.Advance(time.Minute)
	app()
	s.fails(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"000000"`), "CodeMismatchException", "Invalid code received for user")
	s.tokens(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"{app}"`))

	s.challenge(t, "InitiateAuth", startAda, choose)
	s.challenge(t, "RespondToAuthChallenge", respond("SELECT_MFA_TYPE", `"ANSWER":"SMS_MFA"`),
		`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234"}}`)
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))

	s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"SOFTWARE_TOKEN_MFA","ChallengeParameters":{"FRIENDLY_DEVICE_NAME":"transparent","USER_ID_FOR_SRP":"ada"}}`)
}

// TestSetUpEmailAsSecondFactor: the response to MFA_SETUP has the email address (same page).
func TestSetUpEmailAsSecondFactor(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, sesSender+`,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]}`)
	s.mfa(t, "ON", emailFactor)
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email","phone_number"]}`)
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"EMAIL_OTP\"]","USER_ID_FOR_SRP":"ada"}}`)
	s.challenge(t, "RespondToAuthChallenge", respond("MFA_SETUP", `"email":"ada@new.example"`),
		`{"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@n***"}}`)
	assert.Equal(t, "ada@new.example", s.code(t).To)
	s.tokens(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`))
	assert.Equal(t, "true", s.attribute(t, "email_verified"))
}

// TestSecondFactorCodeVerifiesOnlyItsAddress: a right code signs the user in, but verifies only the address
// to which it was sent.
func TestSecondFactorCodeVerifiesOnlyItsAddress(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "ON", smsFactor)
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234","USER_ID_FOR_SRP":"ada"}}`)
	s.code(t)
	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"phone_number","Value":"+15550009999"}]}`)
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))
	assert.NotEqual(t, "true", s.attribute(t, "phone_number_verified"))
}

// TestSecondFactorCodeDoesNotMoveAlias: a right code signs the user in, but does not take an alias from another
// account.
func TestSecondFactorCodeDoesNotMoveAlias(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, withEmail+`,"AliasAttributes":["email"]`)
	s.mfa(t, "OPTIONAL", emailFactor)
	s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","EmailMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
	email := s.attribute(t, "email")
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@s***","USER_ID_FOR_SRP":"ada"}}`)
	s.code(t)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"`+email+`"},{"Name":"email_verified","Value":"true"}]}`)
	s.tokens(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`))
	assert.NotEqual(t, "true", s.attribute(t, "email_verified"))
}
