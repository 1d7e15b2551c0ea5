package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func refreshTokenScenario(t *testing.T, l *login) {
	c := t.Context()
	l.user(t, *ada, true)
	first := l.signIn(t, *ada)
	second := must(l.GetTokensFromRefreshToken(c, &idp.GetTokensFromRefreshTokenInput{ClientId: &l.client, RefreshToken: first.RefreshToken}))(t).AuthenticationResult
	assert.NotEqual(t, *first.RefreshToken, *second.RefreshToken)
	must(l.RevokeToken(c, &idp.RevokeTokenInput{ClientId: &l.client, Token: second.RefreshToken}))(t)
}
