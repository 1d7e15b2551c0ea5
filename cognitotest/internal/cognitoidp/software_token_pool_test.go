package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const noSoftwareToken = "Software Token MFA has not been enabled by the userPool"

// TestPoolWithoutSoftwareTokenRejectsSetup: a pool without software tokens rejects their setup (developer
// guide, "TOTP software token MFA"). The model does not list that exception for SetUserMFAPreference. The
// action rejects the preference because the user has no verified token.
func TestPoolWithoutSoftwareTokenRejectsSetup(t *testing.T) {
	for name, prepare := range map[string]func(*server){
		"MFA off":          func(*server) {},
		"MFA by SMS":       func(s *server) { s.mfa(t, "OPTIONAL", smsFactor) },
		"disabled later":   func(s *server) { s.mfa(t, "OPTIONAL", smsFactor+","+totpFactor); s.mfa(t, "OPTIONAL", smsFactor) },
		"Enabled is false": func(s *server) { s.mfa(t, "OPTIONAL", smsFactor+`,"SoftwareTokenMfaConfiguration":{"Enabled":false}`) },
	} {
		t.Run(name, func(t *testing.T) {
			s := withAda(t, cognitotest.Config{}, "")
			prepare(s)
			s.tokens(t, "InitiateAuth", startAda)
			s.fails(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
			s.fails(t, "VerifySoftwareToken", `{"AccessToken":"{access}","UserCode":"123456"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
			s.fails(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}`, "InvalidParameterException", "User has not verified software token mfa")
			s.fails(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SoftwareTokenMfaSettings":{"Enabled":true}}`, "InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA")
			s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":false}}`)
			s.fails(t, "AssociateSoftwareToken", `{"AccessToken":"none"}`, "NotAuthorizedException", "Invalid Access Token")
			s.fails(t, "AssociateSoftwareToken", `{"Session":"01234567890123456789"}`, "NotAuthorizedException", "Invalid session for the user.")
		})
	}
}

// TestSetupSessionRejectsDisabledSoftwareToken: the setup with a session of MFA_SETUP is rejected, too. The
// session stays valid for the factors of the pool.
func TestSetupSessionRejectsDisabledSoftwareToken(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, sesSender+`,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]}`)
	s.mfa(t, "ON", emailFactor)
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email","phone_number"]}`)
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"EMAIL_OTP\"]","USER_ID_FOR_SRP":"ada"}}`)
	s.fails(t, "AssociateSoftwareToken", `{"Session":"{session}"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
	s.fails(t, "VerifySoftwareToken", `{"Session":"{session}","UserCode":"123456"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
	s.challenge(t, "RespondToAuthChallenge", respond("MFA_SETUP", `"email":"ada@new.example"`),
		`{"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@n***"}}`)

	s = withAda(t, cognitotest.Config{}, "") // the pool disables software tokens between the two steps
	s.mfa(t, "ON", totpFactor)
	s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\"]","USER_ID_FOR_SRP":"ada"}}`)
	got := s.ok(t, "AssociateSoftwareToken", `{"Session":"{session}"}`)
	s.set("session", got["Session"].(string))
	code, err := totp.GenerateCode(got["SecretCode"].(string), s.Now())
	require.NoError(t, err)
	s.set("app", code)
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email","phone_number"]}`)
	s.mfa(t, "ON", smsFactor)
	s.fails(t, "VerifySoftwareToken", `{"Session":"{session}","UserCode":"{app}"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
}

// TestVerifiedSoftwareTokenIsValidAfterPoolDisablesIt: a user who verified a software token before the pool
// disabled them still signs in with it (the same page), but cannot set up another one.
func TestVerifiedSoftwareTokenIsValidAfterPoolDisablesIt(t *testing.T) {
	for _, mode := range []string{"OPTIONAL", "ON"} {
		t.Run(mode, func(t *testing.T) {
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
			s.ok(t, "VerifySoftwareToken", `{"AccessToken":"{access}","UserCode":"{app}"}`)
			s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
			s.mfa(t, mode, smsFactor)

			s.Advance(time.Minute)
			s.challenge(t, "InitiateAuth", startAda, `{"ChallengeName":"SOFTWARE_TOKEN_MFA","ChallengeParameters":{"USER_ID_FOR_SRP":"ada"}}`)
			app()
			s.tokens(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"{app}"`))
			s.fails(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`, "SoftwareTokenMFANotFoundException", noSoftwareToken)
			s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true}}`)

			s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF"}`)
			s.tokens(t, "InitiateAuth", startAda)
		})
	}
}
