package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolClientScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	client := must(s.DescribeUserPoolClient(c, &idp.DescribeUserPoolClientInput{UserPoolId: &s.pool, ClientId: &s.client}))(t).UserPoolClient
	assert.Equal(t, int32(10), *client.RefreshTokenRotation.RetryGracePeriodSeconds)
	assert.Len(t, must(s.ListUserPoolClients(c, &idp.ListUserPoolClientsInput{UserPoolId: &s.pool}))(t).UserPoolClients, 1)
	updated := must(s.UpdateUserPoolClient(c, &idp.UpdateUserPoolClientInput{
		UserPoolId: &s.pool, ClientId: &s.client, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"},
	}))(t)
	assert.Equal(t, types.FeatureTypeDisabled, updated.UserPoolClient.RefreshTokenRotation.Feature)
	must(s.DeleteUserPoolClient(c, &idp.DeleteUserPoolClientInput{UserPoolId: &s.pool, ClientId: &s.client}))(t)
	assert.Empty(t, must(s.ListUserPoolClients(c, &idp.ListUserPoolClientsInput{UserPoolId: &s.pool}))(t).UserPoolClients)
}
