package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolDomainScenario(t *testing.T, s *sdkServer) {
	c, domain := t.Context(), aws.String("shop")
	must(s.CreateUserPoolDomain(c, &idp.CreateUserPoolDomainInput{UserPoolId: &s.pool, Domain: domain}))(t)
	must(s.UpdateUserPoolDomain(c, &idp.UpdateUserPoolDomainInput{UserPoolId: &s.pool, Domain: domain, ManagedLoginVersion: aws.Int32(2)}))(t)
	described := must(s.DescribeUserPoolDomain(c, &idp.DescribeUserPoolDomainInput{Domain: domain}))(t).DomainDescription
	assert.Equal(t, types.DomainStatusTypeActive, described.Status)
	must(s.DeleteUserPoolDomain(c, &idp.DeleteUserPoolDomainInput{UserPoolId: &s.pool, Domain: domain}))(t)
	assert.Empty(t, must(s.DescribeUserPoolDomain(c, &idp.DescribeUserPoolDomainInput{Domain: domain}))(t).DomainDescription.Status, "the service returns an empty description for an unknown domain")
}
