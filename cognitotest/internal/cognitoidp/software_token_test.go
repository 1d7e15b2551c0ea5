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
func (l *login) code(t *testing.T, secret *string, offset time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCode(*secret, l.Now().Add(offset))
	require.NoError(t, err)
	return code
}

func (l *login) requireMFA(t *testing.T, mode types.UserPoolMfaType) {
	t.Helper()
	_, err := l.SetUserPoolMfaConfig(t.Context(), &idp.SetUserPoolMfaConfigInput{
		UserPoolId: &l.pool, MfaConfiguration: mode, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	})
	require.NoError(t, err)
}

// setUp signs ada in, sets up a software token for MFA_SETUP and returns its secret (moto tests run on
// AWS).
func setUp(t *testing.T, l *login) *string {
	t.Helper()
	out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	require.Equal(t, mfaSetup, out.ChallengeName)
	associated, err := l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: out.Session})
	require.NoError(t, err)
	verified, err := l.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: aws.String(l.code(t, associated.SecretCode, 0))})
	require.NoError(t, err)
	require.Equal(t, types.VerifySoftwareTokenResponseTypeSuccess, verified.Status)
	done, err := l.respond(t, mfaSetup, verified.Session, "USERNAME", "ada")
	require.NoError(t, err)
	require.NotNil(t, done.AuthenticationResult)
	return associated.SecretCode
}

func TestSoftwareToken(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", true)
	l.requireMFA(t, "ON")
	secret := setUp(t, l)
	l.Advance(time.Minute)
	answer := func(code string) (*idp.RespondToAuthChallengeOutput, error) {
		out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		require.Equal(t, softwareToken, out.ChallengeName)
		return l.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", code)
	}
	good := l.code(t, secret, 0)
	done, err := answer(good)
	require.NoError(t, err)
	assert.NotNil(t, done.AuthenticationResult)

	_, err = answer(good)
	wantAPIError(t, err, "ExpiredCodeException", "Your software token has already been used once.") // the text is observed
	_, err = answer(l.code(t, secret, time.Hour))
	wantAPIError(t, err, "CodeMismatchException", "Invalid code received for user") // the text is unspecified
	_, err = answer("")
	wantAPIError(t, err, "InvalidParameterException", "Missing required parameter SOFTWARE_TOKEN_MFA_CODE")

	l.Advance(time.Minute)
	_, err = answer(l.code(t, secret, -30*time.Second))
	assert.NoError(t, err, "a code of the previous 30 seconds")
	l.Advance(2 * time.Minute)
	_, err = answer(l.code(t, secret, 30*time.Second))
	assert.NoError(t, err, "a code of the next 30 seconds")
	l.Advance(time.Minute)
	_, err = answer(l.code(t, secret, -90*time.Second))
	wantAPIError(t, err, "CodeMismatchException", "Invalid code received for user")
}

// TestMFASetupErrors: a session of MFA_SETUP returns no tokens before the user entered a right code.
func TestMFASetupErrors(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", true)
	l.requireMFA(t, "ON")
	begin := func() *string {
		out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		return out.Session
	}
	_, err := l.respond(t, mfaSetup, begin(), "USERNAME", "ada")
	wantAPIError(t, err, "InvalidParameterException", "User has not verified software token mfa")
	_, err = l.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: begin(), UserCode: aws.String("123456")})
	wantAPIError(t, err, "EnableSoftwareTokenMFAException", mismatch)
	associated, err := l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: begin()})
	require.NoError(t, err)
	wrong := l.code(t, associated.SecretCode, time.Hour)
	_, err = l.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: &wrong})
	wantAPIError(t, err, "EnableSoftwareTokenMFAException", mismatch)
	_, err = l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{})
	wantAPIError(t, err, "NotAuthorizedException", "Invalid session for the user.")
}

// TestStaleMFASetupDoesNotReplaceToken: a setup that started before the user verified a software token does
// not replace it.
func TestStaleMFASetupDoesNotReplaceToken(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", true)
	l.requireMFA(t, "ON")
	begin := func() *string {
		out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
		require.NoError(t, err)
		require.Equal(t, mfaSetup, out.ChallengeName)
		return out.Session
	}
	unused := begin()
	associated, err := l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: begin()})
	require.NoError(t, err)
	secret := setUp(t, l)

	const stale = "Invalid session for the user."
	_, err = l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{Session: unused})
	wantAPIError(t, err, "NotAuthorizedException", stale)
	_, err = l.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{Session: associated.Session, UserCode: aws.String(l.code(t, associated.SecretCode, 0))})
	wantAPIError(t, err, "NotAuthorizedException", stale)

	l.Advance(time.Minute)
	out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	_, err = l.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", l.code(t, secret, 0))
	assert.NoError(t, err, "the verified token stays valid")
}

// TestOptionalMFAIsEnabledByUser: with OPTIONAL a user needs a second factor only after enabling one.
func TestOptionalMFAIsEnabledByUser(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", true)
	l.requireMFA(t, "OPTIONAL")
	access := l.signIn(t, "ada").AccessToken
	prefer := func(enabled bool) error {
		_, err := l.SetUserMFAPreference(t.Context(), &idp.SetUserMFAPreferenceInput{AccessToken: access, SoftwareTokenMfaSettings: &types.SoftwareTokenMfaSettingsType{Enabled: enabled, PreferredMfa: enabled}})
		return err
	}
	wantAPIError(t, prefer(true), "InvalidParameterException", "User has not verified software token mfa")

	associated, err := l.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{AccessToken: access})
	require.NoError(t, err)
	assert.Nil(t, associated.Session)
	_, err = l.VerifySoftwareToken(t.Context(), &idp.VerifySoftwareTokenInput{AccessToken: access, UserCode: aws.String(l.code(t, associated.SecretCode, 0))})
	require.NoError(t, err)
	l.signIn(t, "ada") // verified, but not enabled
	require.NoError(t, prefer(true))

	user, err := l.GetUser(t.Context(), &idp.GetUserInput{AccessToken: access})
	require.NoError(t, err)
	assert.Equal(t, []string{"SOFTWARE_TOKEN_MFA"}, user.UserMFASettingList)
	assert.Equal(t, "SOFTWARE_TOKEN_MFA", aws.ToString(user.PreferredMfaSetting))
	out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	assert.Equal(t, softwareToken, out.ChallengeName)
	require.NoError(t, prefer(false))
	l.signIn(t, "ada")
}

// TestNewPasswordPrecedesSecondFactor: NEW_PASSWORD_REQUIRED precedes the second factor.
func TestNewPasswordPrecedesSecondFactor(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", false)
	l.requireMFA(t, "ON")
	out, err := l.respond(t, newPassword, newPasswordChallenge(t, l).Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	require.NoError(t, err)
	assert.Equal(t, mfaSetup, out.ChallengeName)
	assert.Nil(t, out.AuthenticationResult)
}

// TestMFASetupOfAnotherSessionIsRejected: a software token that was verified in one session does not
// complete the MFA_SETUP of another session.
func TestMFASetupOfAnotherSessionIsRejected(t *testing.T) {
	l := newLogin(t, nil)
	l.user(t, "ada", true)
	l.requireMFA(t, "ON")
	stale, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	require.Equal(t, mfaSetup, stale.ChallengeName)
	setUp(t, l)
	_, err = l.respond(t, mfaSetup, stale.Session, "USERNAME", "ada")
	wantAPIError(t, err, "InvalidParameterException", "User has not verified software token mfa")
}
