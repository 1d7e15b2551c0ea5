package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func refreshTokenScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	s.user(t, *ada, true)
	first := s.signIn(t, *ada)
	second := must(s.GetTokensFromRefreshToken(c, &idp.GetTokensFromRefreshTokenInput{ClientId: &s.client, RefreshToken: first.RefreshToken}))(t).AuthenticationResult
	assert.NotEqual(t, *first.RefreshToken, *second.RefreshToken)
	must(s.RevokeToken(c, &idp.RevokeTokenInput{ClientId: &s.client, Token: second.RefreshToken}))(t)
}
