package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// adminPassword also allows ADMIN_USER_PASSWORD_AUTH.
func adminPassword(in *idp.CreateUserPoolClientInput) {
	in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth)
}

func signInScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	s.user(t, *ada, false)
	out := must(s.AdminInitiateAuth(c, &idp.AdminInitiateAuthInput{
		UserPoolId: &s.pool, ClientId: &s.client, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": password},
	}))(t)
	require.Equal(t, newPassword, out.ChallengeName)
	first := must(s.AdminRespondToAuthChallenge(c, &idp.AdminRespondToAuthChallengeInput{
		UserPoolId: &s.pool, ClientId: &s.client, ChallengeName: newPassword, Session: out.Session, ChallengeResponses: map[string]string{"USERNAME": "ada", "NEW_PASSWORD": password},
	}))(t).AuthenticationResult
	user := must(s.GetUser(c, &idp.GetUserInput{AccessToken: first.AccessToken}))(t)
	assert.Equal(t, "ada", *user.Username)
	second := must(s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", *ada, "PASSWORD", password))(t)
	must(s.GlobalSignOut(c, &idp.GlobalSignOutInput{AccessToken: second.AuthenticationResult.AccessToken}))(t)
}
