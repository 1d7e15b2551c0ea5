package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func resourceServerScenario(t *testing.T, l *login) {
	c, id := t.Context(), aws.String("https://orders.example.com")
	scopes := []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("read orders")}}
	must(l.CreateResourceServer(c, &idp.CreateResourceServerInput{UserPoolId: &l.pool, Identifier: id, Name: aws.String("old"), Scopes: scopes}))(t)
	must(l.UpdateResourceServer(c, &idp.UpdateResourceServerInput{UserPoolId: &l.pool, Identifier: id, Name: aws.String("orders")}))(t)
	described := must(l.DescribeResourceServer(c, &idp.DescribeResourceServerInput{UserPoolId: &l.pool, Identifier: id}))(t).ResourceServer
	assert.Equal(t, "orders", *described.Name)
	assert.Empty(t, described.Scopes, "an update replaces the scopes")
	assert.Len(t, must(l.ListResourceServers(c, &idp.ListResourceServersInput{UserPoolId: &l.pool, MaxResults: aws.Int32(10)}))(t).ResourceServers, 1)
	must(l.DeleteResourceServer(c, &idp.DeleteResourceServerInput{UserPoolId: &l.pool, Identifier: id}))(t)
}
