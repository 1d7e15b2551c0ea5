package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolDomainScenario(t *testing.T, l *login) {
	c, domain := t.Context(), aws.String("shop")
	must(l.CreateUserPoolDomain(c, &idp.CreateUserPoolDomainInput{UserPoolId: &l.pool, Domain: domain}))(t)
	must(l.UpdateUserPoolDomain(c, &idp.UpdateUserPoolDomainInput{UserPoolId: &l.pool, Domain: domain, ManagedLoginVersion: aws.Int32(2)}))(t)
	described := must(l.DescribeUserPoolDomain(c, &idp.DescribeUserPoolDomainInput{Domain: domain}))(t).DomainDescription
	assert.Equal(t, types.DomainStatusTypeActive, described.Status)
	must(l.DeleteUserPoolDomain(c, &idp.DeleteUserPoolDomainInput{UserPoolId: &l.pool, Domain: domain}))(t)
	assert.Empty(t, must(l.DescribeUserPoolDomain(c, &idp.DescribeUserPoolDomainInput{Domain: domain}))(t).DomainDescription.Status, "the service returns an empty description for an unknown domain")
}
