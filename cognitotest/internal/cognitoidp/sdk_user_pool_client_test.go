package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolClientScenario(t *testing.T, l *login) {
	c := t.Context()
	client := must(l.DescribeUserPoolClient(c, &idp.DescribeUserPoolClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t).UserPoolClient
	assert.Equal(t, int32(10), *client.RefreshTokenRotation.RetryGracePeriodSeconds)
	assert.Len(t, must(l.ListUserPoolClients(c, &idp.ListUserPoolClientsInput{UserPoolId: &l.pool}))(t).UserPoolClients, 1)
	updated := must(l.UpdateUserPoolClient(c, &idp.UpdateUserPoolClientInput{
		UserPoolId: &l.pool, ClientId: &l.client, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"},
	}))(t)
	assert.Equal(t, types.FeatureTypeDisabled, updated.UserPoolClient.RefreshTokenRotation.Feature)
	must(l.DeleteUserPoolClient(c, &idp.DeleteUserPoolClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t)
	assert.Empty(t, must(l.ListUserPoolClients(c, &idp.ListUserPoolClientsInput{UserPoolId: &l.pool}))(t).UserPoolClients)
}
