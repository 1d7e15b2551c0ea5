package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const incorrect = "Incorrect username or password."

func TestPasswordSignIn(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	got := s.signIn(t, "ada")
	assert.Equal(t, "Bearer", *got.TokenType)
	assert.Equal(t, int32(3600), got.ExpiresIn)
	access, id := claims(t, *got.AccessToken), claims(t, *got.IdToken)
	assert.Equal(t, "aws.cognito.signin.user.admin", access["scope"])
	assert.Equal(t, "access", access["token_use"])
	assert.Equal(t, "id", id["token_use"])
	assert.Equal(t, access["origin_jti"], id["origin_jti"])
	assert.Len(t, strings.Split(*got.RefreshToken, "."), 5)
	assert.NoError(t, s.getUser(t, got.AccessToken))
}

// TestSignInErrors has the errors that need only one request.
func TestSignInErrors(t *testing.T) {
	tests := []struct {
		name, source       string
		change             func(*idp.CreateUserPoolClientInput)
		flow               types.AuthFlowType
		parameters         []string
		exception, message string
	}{
		{"wrong password", "documented", nil, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", "Wr0ng!Pass"}, "NotAuthorizedException", incorrect},
		{"unknown user, no setting", "documented", nil, "USER_PASSWORD_AUTH", []string{"USERNAME", "bob", "PASSWORD", password}, "UserNotFoundException", "User does not exist."},
		{"unknown user, LEGACY", "documented", userExistenceErrors("LEGACY"), "USER_PASSWORD_AUTH", []string{"USERNAME", "bob", "PASSWORD", password}, "UserNotFoundException", "User does not exist."},
		{"unknown user, ENABLED", "documented", userExistenceErrors("ENABLED"), "USER_PASSWORD_AUTH", []string{"USERNAME", "bob", "PASSWORD", password}, "NotAuthorizedException", incorrect},
		{"unknown user, SRP, LEGACY", "documented", userExistenceErrors("LEGACY"), "USER_SRP_AUTH", []string{"USERNAME", "bob", "SRP_A", "2"}, "UserNotFoundException", "User does not exist."},
		{"flow not enabled", "observed", explicitAuthFlows("ALLOW_USER_SRP_AUTH"), "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}, "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"},
		{"flow not enabled by default", "documented", explicitAuthFlows(), "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}, "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"},
		{"ADMIN flow", "aws-doc-sdk-examples#5289", nil, "ADMIN_USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}, "InvalidParameterException", "Initiate Auth method not supported."},
		{"ADMIN flow with its old name", "aws-doc-sdk-examples#5289", nil, "ADMIN_NO_SRP_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}, "InvalidParameterException", "Initiate Auth method not supported."},
		{"no password", "the text is unspecified", nil, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada"}, "InvalidParameterException", "Missing required parameter PASSWORD"},
		{"no username", "the text is unspecified", nil, "USER_PASSWORD_AUTH", []string{"PASSWORD", password}, "InvalidParameterException", "Missing required parameter USERNAME"},
		{"SRP_A that is not a number", "the text is unspecified", nil, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "xyz"}, "InvalidParameterException", "Invalid SRP_A value"},
		{"SRP_A of zero (RFC 5054 section 2.5.4)", "the text is unspecified", nil, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "0"}, "InvalidParameterException", "Invalid SRP_A value"},
		{"custom flow that the client does not allow", "observed", nil, "CUSTOM_AUTH", []string{"USERNAME", "ada"}, "InvalidParameterException", "CUSTOM_AUTH is not enabled for the client."},
		{"custom flow without Lambda triggers", "captures", explicitAuthFlows("ALLOW_CUSTOM_AUTH"), "CUSTOM_AUTH", []string{"USERNAME", "ada"}, "InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool."},
		{"USER_AUTH that the client does not allow", "observed for other flows", nil, "USER_AUTH", []string{"USERNAME", "ada"}, "InvalidParameterException", "USER_AUTH flow not enabled for this client"},
		{"invalid refresh token", "observed", nil, "REFRESH_TOKEN_AUTH", []string{"REFRESH_TOKEN", "x"}, "NotAuthorizedException", "Invalid Refresh Token."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := startSDK(t, tt.change)
			s.user(t, "ada", true)
			_, err := s.initiate(t, tt.flow, tt.parameters...)
			wantAPIError(t, err, tt.exception, tt.message)
		})
	}
}

func userExistenceErrors(mode types.PreventUserExistenceErrorTypes) func(*idp.CreateUserPoolClientInput) {
	return func(in *idp.CreateUserPoolClientInput) { in.PreventUserExistenceErrors = mode }
}

func explicitAuthFlows(list ...types.ExplicitAuthFlowsType) func(*idp.CreateUserPoolClientInput) {
	return func(in *idp.CreateUserPoolClientInput) { in.ExplicitAuthFlows = list }
}

func TestDisabledUserCannotSignIn(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	tokens := s.signIn(t, "ada")
	_, err := s.AdminDisableUser(t.Context(), &idp.AdminDisableUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	_, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	wantAPIError(t, err, "NotAuthorizedException", "User is disabled.")

	// After AdminEnableUser the user can sign in again, but old tokens stay revoked (documented).
	_, err = s.AdminEnableUser(t.Context(), &idp.AdminEnableUserInput{UserPoolId: &s.pool, Username: aws.String("ada")})
	require.NoError(t, err)
	_, err = s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *tokens.RefreshToken)
	wantAPIError(t, err, "NotAuthorizedException", "Refresh Token has been revoked")
	wantAPIError(t, s.getUser(t, tokens.AccessToken), "NotAuthorizedException", "Access Token has been revoked")
	s.Advance(2 * time.Second)
	s.signIn(t, "ada")
}

// TestFailedAttemptsLockUser: five failed attempts lock the user for a second. Each further failure doubles
// the time (developer guide of 2023).
func TestFailedAttemptsLockUser(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	try := func(secret, message string) {
		t.Helper()
		_, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", secret)
		wantAPIError(t, err, "NotAuthorizedException", message)
	}
	const exceeded = "Password attempts exceeded"
	for range 5 {
		try("Wr0ng!Pass", incorrect)
	}
	try(password, exceeded)
	s.Advance(time.Second)
	try("Wr0ng!Pass", incorrect)
	s.Advance(time.Second)
	try(password, exceeded)
	s.Advance(time.Second)
	s.signIn(t, "ada")
	for range 4 { // a right password resets the count
		try("Wr0ng!Pass", incorrect)
	}
	s.signIn(t, "ada")
}

// ASVS 6.2.8: the whole password is compared, without a limit as of 72 bytes in bcrypt.
func TestPasswordIsComparedExactly(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	long := "Aa1!" + strings.Repeat("é", 100) + "z" // 205 bytes
	_, err := s.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: aws.String("ada"), Password: &long, Permanent: true})
	require.NoError(t, err)
	for name, other := range map[string]string{
		"the last character": strings.TrimSuffix(long, "z") + "y", "without the last character": strings.TrimSuffix(long, "z"), "another case": "A" + strings.ToUpper(long[1:]),
		"a space before": " " + long, "a space after": long + " ", "decomposed": strings.ReplaceAll(long, "é", "e\u0301"), "a zero byte after": long + "\x00",
	} {
		_, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", other)
		wantAPIError(t, err, "NotAuthorizedException", incorrect)
		out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", long)
		require.NoError(t, err, name)
		assert.NotNil(t, out.AuthenticationResult, name)
	}
}

func TestTemporaryPasswordExpires(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	s.Advance(7*24*time.Hour - time.Minute)
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err)
	assert.Equal(t, types.ChallengeNameTypeNewPasswordRequired, out.ChallengeName)
	s.Advance(2 * time.Minute)
	_, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	wantAPIError(t, err, "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.")
	_, err = s.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: aws.String("ada"), Password: aws.String(password)})
	require.NoError(t, err)
	out, err = s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password)
	require.NoError(t, err, "the administrator reset the password")
	assert.Equal(t, types.ChallengeNameTypeNewPasswordRequired, out.ChallengeName)
}

// TestAdminInitiateAuthRejectsClientFlow: AdminInitiateAuth rejects USER_PASSWORD_AUTH, which is a flow of
// InitiateAuth.
func TestAdminInitiateAuthRejectsClientFlow(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	_, err := s.AdminInitiateAuth(t.Context(), &idp.AdminInitiateAuthInput{
		UserPoolId: &s.pool, ClientId: &s.client, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": password},
	})
	wantAPIError(t, err, "InvalidParameterException", "Initiate Auth method not supported.")
}
