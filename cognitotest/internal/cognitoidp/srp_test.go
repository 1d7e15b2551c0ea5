package cognitoidp_test

import (
	"testing"
	"time"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// srp signs a user in with SRP. It uses a library that is independent of this project.
func srp(t *testing.T, s *sdkServer, username, secret string) (*idp.RespondToAuthChallengeOutput, error) {
	t.Helper()
	var clientSecret *string
	if s.secret != "" {
		clientSecret = &s.secret
	}
	library, err := cognitosrp.NewCognitoSRP(username, secret, s.pool, s.client, clientSecret)
	require.NoError(t, err)
	out, err := s.InitiateAuth(t.Context(), &idp.InitiateAuthInput{ClientId: &s.client, AuthFlow: "USER_SRP_AUTH", AuthParameters: library.GetAuthParams()})
	require.NoError(t, err)
	require.Equal(t, types.ChallengeNameTypePasswordVerifier, out.ChallengeName)
	for _, name := range []string{"SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"} {
		require.NotEmpty(t, out.ChallengeParameters[name], name)
	}
	answers, err := library.PasswordVerifierChallenge(out.ChallengeParameters, s.Now())
	require.NoError(t, err)
	return s.RespondToAuthChallenge(t.Context(), &idp.RespondToAuthChallengeInput{
		ClientId: &s.client, ChallengeName: out.ChallengeName, Session: out.Session, ChallengeResponses: answers,
	})
}

// TestSRP signs in many times, so that numbers with and without a leading zero byte occur. Clients and
// servers often pad them differently.
func TestSRP(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	for range 25 {
		out, err := srp(t, s, "ada", password)
		require.NoError(t, err)
		require.NotNil(t, out.AuthenticationResult)
		require.NoError(t, s.getUser(t, out.AuthenticationResult.AccessToken))
		_, err = s.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &s.pool, Username: aws.String("ada"), Password: aws.String(password), Permanent: true})
		require.NoError(t, err) // the same password with a new salt
	}
}

func TestSRPWithClientSecret(t *testing.T) {
	s := startSDK(t, func(in *idp.CreateUserPoolClientInput) { in.GenerateSecret = true })
	s.user(t, "ada", true)
	out, err := srp(t, s, "ada", password)
	require.NoError(t, err)
	assert.NotNil(t, out.AuthenticationResult)
}

func TestSRPErrors(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	for range 5 {
		_, err := srp(t, s, "ada", "Wr0ng!Pass")
		wantAPIError(t, err, "NotAuthorizedException", incorrect)
	}
	_, err := srp(t, s, "ada", password)
	wantAPIError(t, err, "NotAuthorizedException", "Password attempts exceeded")
	s.Advance(time.Second)
	_, err = srp(t, s, "ada", password)
	require.NoError(t, err)
}

// TestSRPWithTemporaryPassword: NEW_PASSWORD_REQUIRED follows.
func TestSRPWithTemporaryPassword(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", false)
	out, err := srp(t, s, "ada", password)
	require.NoError(t, err)
	assert.Equal(t, newPassword, out.ChallengeName)
	done, err := s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	require.NoError(t, err)
	assert.NotNil(t, done.AuthenticationResult)
	out, err = srp(t, s, "ada", "N3w!Password")
	require.NoError(t, err)
	assert.NotNil(t, out.AuthenticationResult)
}

// TestSRPClaimCannotBeReplayed: a secret block is valid for one response, and a signature for one
// exchange.
func TestSRPClaimCannotBeReplayed(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	library, err := cognitosrp.NewCognitoSRP("ada", password, s.pool, s.client, nil)
	require.NoError(t, err)
	begin := func() *idp.InitiateAuthOutput {
		out, err := s.InitiateAuth(t.Context(), &idp.InitiateAuthInput{ClientId: &s.client, AuthFlow: "USER_SRP_AUTH", AuthParameters: library.GetAuthParams()})
		require.NoError(t, err)
		return out
	}
	answer := func(responses map[string]string) error {
		_, err := s.RespondToAuthChallenge(t.Context(), &idp.RespondToAuthChallengeInput{
			ClientId: &s.client, ChallengeName: types.ChallengeNameTypePasswordVerifier, ChallengeResponses: responses,
		})
		return err
	}
	first := begin()
	claim, err := library.PasswordVerifierChallenge(first.ChallengeParameters, s.Now())
	require.NoError(t, err)
	require.NoError(t, answer(claim))
	wantAPIError(t, answer(claim), "NotAuthorizedException", incorrect)
	claim["PASSWORD_CLAIM_SECRET_BLOCK"] = begin().ChallengeParameters["SECRET_BLOCK"]
	wantAPIError(t, answer(claim), "NotAuthorizedException", incorrect)

	third := begin()
	claim, err = library.PasswordVerifierChallenge(third.ChallengeParameters, s.Now())
	require.NoError(t, err)
	claim["TIMESTAMP"] = s.Now().Add(time.Hour).Format("Mon Jan 2 15:04:05 MST 2006")
	wantAPIError(t, answer(claim), "NotAuthorizedException", incorrect)

	fourth := begin()
	claim, err = library.PasswordVerifierChallenge(fourth.ChallengeParameters, s.Now())
	require.NoError(t, err)
	claim["PASSWORD_CLAIM_SECRET_BLOCK"] = third.ChallengeParameters["SECRET_BLOCK"] // with the signature of the fourth exchange
	wantAPIError(t, answer(claim), "NotAuthorizedException", incorrect)
	wantAPIError(t, answer(map[string]string{"USERNAME": "ada"}), "InvalidParameterException", "Missing required parameter PASSWORD_CLAIM_SIGNATURE")
}

// TestSRPHidesUnknownUser: if the client hides unknown users, the challenge for one is always the same, and
// no response succeeds (developer guide, "Managing user existence error responses").
func TestSRPHidesUnknownUser(t *testing.T) {
	s := startSDK(t, userExistenceErrors("ENABLED"))
	s.user(t, "ada", true)
	begin := func(name string) map[string]string {
		out, err := s.initiate(t, "USER_SRP_AUTH", "USERNAME", name, "SRP_A", "2")
		require.NoError(t, err)
		require.Equal(t, types.ChallengeNameTypePasswordVerifier, out.ChallengeName)
		return out.ChallengeParameters
	}
	first, again, other := begin("bob"), begin("bob"), begin("eve")
	assert.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, first["USER_ID_FOR_SRP"])
	for _, name := range []string{"USER_ID_FOR_SRP", "USERNAME", "SALT"} {
		assert.Equal(t, first[name], again[name], name)
		assert.NotEqual(t, first[name], other[name], name)
	}
	assert.NotEqual(t, first["SRP_B"], again["SRP_B"])
	_, err := srp(t, s, "bob", password)
	wantAPIError(t, err, "NotAuthorizedException", incorrect)
}
