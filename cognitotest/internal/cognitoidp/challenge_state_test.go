package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUserDisabledDuringSignInGetsNoTokens: a sign-in that started before the user was disabled returns no
// tokens.
func TestUserDisabledDuringSignInGetsNoTokens(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	out := newPasswordChallenge(t, s)
	_, err := s.AdminDisableUser(t.Context(), &idp.AdminDisableUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	_, err = s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	wantAPIError(t, err, "NotAuthorizedException", "User is disabled.")

	_, err = s.AdminEnableUser(t.Context(), &idp.AdminEnableUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	newPasswordChallenge(t, s) // the temporary password is still valid
}

// TestSessionOfAnotherUserIsRejected: the USERNAME of the response must be the user of the session.
func TestSessionOfAnotherUserIsRejected(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	s.user(t, "bob", true)
	out := newPasswordChallenge(t, s)
	_, err := s.respond(t, newPassword, out.Session, "USERNAME", "bob", "NEW_PASSWORD", "N3w!Password")
	wantAPIError(t, err, "NotAuthorizedException", "Invalid session for the user.")
}

// TestRejectedNewPasswordChangesNoAttribute: if the password policy rejects the new password, the attributes in
// the same response do not change either.
func TestRejectedNewPasswordChangesNoAttribute(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	out := newPasswordChallenge(t, s)
	_, err := s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "weak", "userAttributes.name", "Ada")
	require.Error(t, err)
	user, err := s.AdminGetUser(t.Context(), &idp.AdminGetUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	for _, a := range user.UserAttributes {
		assert.NotEqual(t, "name", *a.Name)
	}
}

// TestNewPasswordChallengeChecksWritePermissions: the response to the challenge may only have attributes "that
// your app client can write" (API_RespondToAuthChallenge).
func TestNewPasswordChallengeChecksWritePermissions(t *testing.T) {
	s := startSDK(t, func(in *idp.CreateUserPoolClientInput) { in.WriteAttributes = []string{"email"} })
	s.user(t, "ada", false)
	for _, name := range []string{"userAttributes.name", "userAttributes.email_verified"} {
		_, err := s.respond(t, newPassword, newPasswordChallenge(t, s).Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password", name, "true")
		wantAPIError(t, err, "NotAuthorizedException", "A client attempted to write unauthorized attribute")
	}
	_, err := s.respond(t, newPassword, newPasswordChallenge(t, s).Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password", "userAttributes.email", "ada@shop.example")
	require.NoError(t, err)
}

// TestTemporaryPasswordIsReplacedOnce: if two sign-ins started with the temporary password, only the
// first response sets a new one.
func TestTemporaryPasswordIsReplacedOnce(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	first, second := newPasswordChallenge(t, s), newPasswordChallenge(t, s)
	_, err := s.respond(t, newPassword, first.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	require.NoError(t, err)
	_, err = s.respond(t, newPassword, second.Session, "USERNAME", "ada", "NEW_PASSWORD", "0ther!Password")
	wantAPIError(t, err, "NotAuthorizedException", "Invalid session for the user.")
}

// TestUsernameAttributeStaysUnique: an attribute with which users sign in cannot have the value of another
// user.
func TestUsernameAttributeStaysUnique(t *testing.T) {
	s := startSDK(t, nil)
	pool, err := s.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{
		PoolName: aws.String("email"), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
	})
	require.NoError(t, err)
	s.pool = *pool.UserPool.Id
	s.user(t, "ada@shop.example", false)
	s.user(t, "bob@shop.example", false)
	set := func(value string) error {
		_, err := s.AdminUpdateUserAttributes(t.Context(), &idp.AdminUpdateUserAttributesInput{
			UserPoolId: &s.pool, Username: aws.String("bob@shop.example"),
			UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &value}},
		})
		return err
	}
	wantAPIError(t, set("ada@shop.example"), "AliasExistsException", "An account with the email already exists.")
	require.NoError(t, set("bob@shop.example"), "the user's own address")
	require.NoError(t, set("robert@shop.example"))
}

// TestSoftwareTokenIsValidUntilNewOneIsVerified: the verified software token stays valid until a new one is
// verified. An MFA preference that a request omits does not change.
func TestSoftwareTokenIsValidUntilNewOneIsVerified(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	s.requireMFA(t, "ON")
	secret := setUp(t, s)
	s.Advance(time.Minute)
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	done, err := s.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", s.code(t, secret, 0))
	require.NoError(t, err)
	access := done.AuthenticationResult.AccessToken

	_, err = s.SetUserMFAPreference(t.Context(), &idp.SetUserMFAPreferenceInput{
		AccessToken: access, SoftwareTokenMfaSettings: &types.SoftwareTokenMfaSettingsType{Enabled: true},
	})
	require.NoError(t, err)
	_, err = s.AssociateSoftwareToken(t.Context(), &idp.AssociateSoftwareTokenInput{AccessToken: access})
	require.NoError(t, err)
	_, err = s.SetUserMFAPreference(t.Context(), &idp.SetUserMFAPreferenceInput{AccessToken: access})
	require.NoError(t, err)
	user, err := s.GetUser(t.Context(), &idp.GetUserInput{AccessToken: access})
	require.NoError(t, err)
	assert.Equal(t, []string{"SOFTWARE_TOKEN_MFA"}, user.UserMFASettingList)
	assert.Nil(t, user.PreferredMfaSetting, "enabled, but not preferred")

	s.Advance(time.Minute)
	out, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	_, err = s.respond(t, softwareToken, out.Session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", s.code(t, secret, 0))
	require.NoError(t, err, "the old token is still valid")
}
