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

const newPassword = types.ChallengeNameTypeNewPasswordRequired

// newPasswordChallenge signs ada in with a temporary password and requires NEW_PASSWORD_REQUIRED.
func newPasswordChallenge(t *testing.T, s *sdkServer) *idp.InitiateAuthOutput {
	t.Helper()
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	require.Equal(t, newPassword, out.ChallengeName)
	require.Nil(t, out.AuthenticationResult)
	return out
}

// TestNewPasswordChallenge: the challenge has the user's attributes, and the response confirms the user
// (moto tests run on AWS; API reference).
func TestNewPasswordChallenge(t *testing.T) {
	s := startSDK(t, nil)
	_, err := s.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{
		UserPoolId: &s.pool, Username: aws.String("ada"), TemporaryPassword: aws.String(password),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@shop.example")}},
	})
	require.NoError(t, err)
	out := newPasswordChallenge(t, s)
	assert.Equal(t, map[string]string{
		"USER_ID_FOR_SRP": "ada", "requiredAttributes": "[]", "userAttributes": `{"email":"ada@shop.example"}`,
	}, out.ChallengeParameters)
	assert.GreaterOrEqual(t, len(*out.Session), 20)
	assert.LessOrEqual(t, len(*out.Session), 2048)

	done, err := s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password", "userAttributes.name", "Ada")
	require.NoError(t, err)
	require.NotNil(t, done.AuthenticationResult)
	assert.Equal(t, "Ada", claims(t, *done.AuthenticationResult.IdToken)["name"])
	user, err := s.AdminGetUser(t.Context(), &idp.AdminGetUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusTypeConfirmed, user.UserStatus)

	_, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	wantAPIError(t, err, "NotAuthorizedException", incorrect)
	_, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", "N3w!Password")
	require.NoError(t, err)
}

// TestPasswordPolicyErrors: a part of the texts is observed.
func TestPasswordPolicyErrors(t *testing.T) {
	tests := []struct{ name, password, reason string }{
		{"short", "Sh0rt!", "Password not long enough"},
		{"no lower case", "STR0NG!PASS", "Password must have lowercase characters"},
		{"no upper case", "str0ng!pass", "Password must have uppercase characters"},
		{"no number", "Strong!Pass", "Password must have numeric characters"},
		{"no symbol", "Str0ngPasss", "Password must have symbol characters"},
	}
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.respond(t, newPassword, newPasswordChallenge(t, s).Session, "USERNAME", "ada", "NEW_PASSWORD", tt.password)
			wantAPIError(t, err, "InvalidPasswordException", "Password did not conform with policy: "+tt.reason)
			_, err = s.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: aws.String("ada"), Password: &tt.password, Permanent: true})
			wantAPIError(t, err, "InvalidPasswordException", "Password did not conform with password policy: "+tt.reason)
		})
	}
}

func TestInvalidSessionIsRejected(t *testing.T) {
	const unknown = "Invalid session for the user."
	tests := []struct {
		name string
		use  func(*testing.T, *sdkServer, *string) error
		want string
	}{
		{"expired after AuthSessionValidity (documented)", func(t *testing.T, s *sdkServer, session *string) error {
			s.Advance(3 * time.Minute)
			_, err := s.respond(t, newPassword, session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
			return err
		}, "Invalid session for the user, session is expired."},
		{"used twice (captures)", func(t *testing.T, s *sdkServer, session *string) error {
			_, err := s.respond(t, newPassword, session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
			require.NoError(t, err)
			_, err = s.respond(t, newPassword, session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
			return err
		}, "Invalid session for the user, session can only be used once."},
		{"of another challenge", func(t *testing.T, s *sdkServer, session *string) error {
			_, err := s.respond(t, "SOFTWARE_TOKEN_MFA", session, "USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", "123456")
			return err
		}, unknown},
		{"of another client", func(t *testing.T, s *sdkServer, session *string) error {
			other, err := s.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{UserPoolId: &s.pool, ClientName: aws.String("other")})
			require.NoError(t, err)
			s.client = *other.UserPoolClient.ClientId
			_, err = s.respond(t, newPassword, session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
			return err
		}, unknown},
		{"never issued", func(t *testing.T, s *sdkServer, _ *string) error {
			_, err := s.respond(t, newPassword, aws.String("abcdefghijklmnopqrstuvwxyz"), "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
			return err
		}, unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := startSDK(t, nil)
			s.user(t, "ada", false)
			out := newPasswordChallenge(t, s)
			wantAPIError(t, tt.use(t, s, out.Session), "NotAuthorizedException", tt.want)
		})
	}
}

// TestAuthSessionValidity: a session is valid as long as the client's AuthSessionValidity, which is in
// minutes.
func TestAuthSessionValidity(t *testing.T) {
	s := startSDK(t, func(in *idp.CreateUserPoolClientInput) { in.AuthSessionValidity = aws.Int32(15) })
	s.user(t, "ada", false)
	out := newPasswordChallenge(t, s)
	s.Advance(15*time.Minute - time.Second*10)
	_, err := s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	require.NoError(t, err)
}
