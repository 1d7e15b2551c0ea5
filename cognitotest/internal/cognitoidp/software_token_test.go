package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	mfaSetup      = types.ChallengeNameTypeMfaSetup
	softwareToken = types.ChallengeNameTypeSoftwareTokenMfa
	mismatch      = "Code mismatch and fail enable Software Token MFA"
)

// code returns the TOTP code of a secret at the server's time plus offset. The library is independent of
// this project.
func (s *sdkServer) code(t *testing.T, secret *string, offset time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCode(*secret, s.Now().Add(offset))
	require.NoError(t, err)
	return code
}

func (s *sdkServer) requireMFA(t *testing.T, mode types.UserPoolMfaType) {
	t.Helper()
	_, err := s.SetUserPoolMfaConfig(t.Context(), &idp.SetUserPoolMfaConfigInput{
		UserPoolId: &s.pool, MfaConfiguration: mode, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	})
	require.NoError(t, err)
}

// setUp signs ada in, sets up a software token for MFA_SETUP and returns its secret (moto tests run on
// AWS).
func setUp(t *testing.T, s *sdkServer) *string {
	t.Helper()
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	require.Equal(t, mfaSetup, out.ChallengeName)
	associated, err := s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: out.Session})
	require.NoError(t, err)
	verified, err := s.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: aws.String(s.code(t, associated.SecretCode, 0))})
	require.NoError(t, err)
	require.Equal(t, types.VerifySoftwareTokenResponseTypeSuccess, verified.Status)
	done, err := s.respond(t, mfaSetup, verified.Session, "USERNAME", "ada")
	require.NoError(t, err)
	require.NotNil(t, done.AuthenticationResult)
	return associated.SecretCode
}

func TestSoftwareToken(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "ON")
	secret := setUp(t, s)
	s.Advance(time.Minute)
	answer := func(code string) (*idp.RespondToAuthChallengeOutput, error) {
		out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		require.Equal(t, softwareToken, out.ChallengeName)
		return s.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", code)
	}
	good := s.code(t, secret, 0)
	done, err := answer(good)
	require.NoError(t, err)
	assert.NotNil(t, done.AuthenticationResult)

	_, err = answer(good)
	wantAPIError(t, err, "ExpiredCodeException", "Your software token has already been used once.") // the text is observed
	_, err = answer(s.code(t, secret, time.Hour))
	wantAPIError(t, err, "CodeMismatchException", "Invalid code received for user") // the text is unspecified
	_, err = answer("")
	wantAPIError(t, err, "InvalidParameterException", "Missing required parameter SOFTWARE_TOKEN_MFA_CODE")

	s.Advance(time.Minute)
	_, err = answer(s.code(t, secret, -30*time.Second))
	assert.NoError(t, err, "a code of the previous 30 seconds")
	s.Advance(2 * time.Minute)
	_, err = answer(s.code(t, secret, 30*time.Second))
	assert.NoError(t, err, "a code of the next 30 seconds")
	s.Advance(time.Minute)
	_, err = answer(s.code(t, secret, -90*time.Second))
	wantAPIError(t, err, "CodeMismatchException", "Invalid code received for user")
}

// TestMFASetupErrors: a session of MFA_SETUP returns no tokens before the user entered a right code.
func TestMFASetupErrors(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "ON")
	begin := func() *string {
		out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		return out.Session
	}
	_, err := s.respond(t, mfaSetup, begin(), "USERNAME", "ada")
	wantAPIError(t, err, "InvalidParameterException", "User has not verified software token mfa")
	_, err = s.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: begin(), UserCode: aws.String("123456")})
	wantAPIError(t, err, "EnableSoftwareTokenMFAException", mismatch)
	associated, err := s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: begin()})
	require.NoError(t, err)
	wrong := s.code(t, associated.SecretCode, time.Hour)
	_, err = s.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: &wrong})
	wantAPIError(t, err, "EnableSoftwareTokenMFAException", mismatch)
	_, err = s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{})
	wantAPIError(t, err, "NotAuthorizedException", "Invalid session for the user.")
}

// TestStaleMFASetupDoesNotReplaceToken: a setup that started before the user verified a software token does
// not replace it.
func TestStaleMFASetupDoesNotReplaceToken(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "ON")
	begin := func() *string {
		out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		require.Equal(t, mfaSetup, out.ChallengeName)
		return out.Session
	}
	unused := begin()
	associated, err := s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: begin()})
	require.NoError(t, err)
	secret := setUp(t, s)

	const stale = "Invalid session for the user."
	_, err = s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: unused})
	wantAPIError(t, err, "NotAuthorizedException", stale)
	_, err = s.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: aws.String(s.code(t, associated.SecretCode, 0))})
	wantAPIError(t, err, "NotAuthorizedException", stale)

	s.Advance(time.Minute)
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	_, err = s.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", s.code(t, secret, 0))
	assert.NoError(t, err, "the verified token stays valid")
}

// TestOptionalMFAIsEnabledByUser: with OPTIONAL a user needs a second factor only after enabling one.
func TestOptionalMFAIsEnabledByUser(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "OPTIONAL")
	access := s.signIn(t, "ada").AccessToken
	prefer := func(enabled bool) error {
		_, err := s.SetUserMFAPreference(t.Context(), &idp.SetUserMFAPreferenceInput{AccessToken: access, SoftwareTokenMfaSettings: &types.SoftwareTokenMfaSettingsType{Enabled: enabled, PreferredMfa: enabled}})
		return err
	}
	wantAPIError(t, prefer(true), "InvalidParameterException", "User has not verified software token mfa")

	associated, err := s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{AccessToken: access})
	require.NoError(t, err)
	assert.Nil(t, associated.Session)
	_, err = s.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{AccessToken: access, UserCode: aws.String(s.code(t, associated.SecretCode, 0))})
	require.NoError(t, err)
	s.signIn(t, "ada") // verified, but not enabled
	require.NoError(t, prefer(true))

	user, err := s.GetUser(t.Context(), &idp.GetUserInput{AccessToken: access})
	require.NoError(t, err)
	assert.Equal(t, []string{"SOFTWARE_TOKEN_MFA"}, user.UserMFASettingList)
	assert.Equal(t, "SOFTWARE_TOKEN_MFA", aws.ToString(user.PreferredMfaSetting))
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	assert.Equal(t, softwareToken, out.ChallengeName)
	require.NoError(t, prefer(false))
	s.signIn(t, "ada")
}

// TestNewPasswordPrecedesSecondFactor: NEW_PASSWORD_REQUIRED precedes the second factor.
func TestNewPasswordPrecedesSecondFactor(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	s.requireMFA(t, "ON")
	out, err := s.respond(t, newPassword, newPasswordChallenge(t, s).Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	require.NoError(t, err)
	assert.Equal(t, mfaSetup, out.ChallengeName)
	assert.Nil(t, out.AuthenticationResult)
}

// TestMFASetupOfAnotherSessionIsRejected: a software token that was verified in one session does not
// complete the MFA_SETUP of another session.
func TestMFASetupOfAnotherSessionIsRejected(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "ON")
	stale, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	require.Equal(t, mfaSetup, stale.ChallengeName)
	setUp(t, s)
	_, err = s.respond(t, mfaSetup, stale.Session, "USERNAME", "ada")
	wantAPIError(t, err, "InvalidParameterException", "User has not verified software token mfa")
}
