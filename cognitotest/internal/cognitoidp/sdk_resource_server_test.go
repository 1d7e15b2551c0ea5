package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func resourceServerScenario(t *testing.T, s *sdkServer) {
	c, id := t.Context(), aws.String("https://orders.example.com")
	scopes := []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("read orders")}}
	must(s.CreateResourceServer(c, &idp.CreateResourceServerInput{UserPoolId: &s.pool, Identifier: id, Name: aws.String("old"), Scopes: scopes}))(t)
	must(s.UpdateResourceServer(c, &idp.UpdateResourceServerInput{UserPoolId: &s.pool, Identifier: id, Name: aws.String("orders")}))(t)
	described := must(s.DescribeResourceServer(c, &idp.DescribeResourceServerInput{UserPoolId: &s.pool, Identifier: id}))(t).ResourceServer
	assert.Equal(t, "orders", *described.Name)
	assert.Empty(t, described.Scopes, "an update replaces the scopes")
	assert.Len(t, must(s.ListResourceServers(c, &idp.ListResourceServersInput{UserPoolId: &s.pool, MaxResults: aws.Int32(10)}))(t).ResourceServers, 1)
	must(s.DeleteResourceServer(c, &idp.DeleteResourceServerInput{UserPoolId: &s.pool, Identifier: id}))(t)
}
