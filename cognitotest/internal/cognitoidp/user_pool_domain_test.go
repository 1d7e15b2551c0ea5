package cognitoidp_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestUnknownDomain: 200 with an empty description (the provider).
func TestUnknownDomain(t *testing.T) {
	s := start(t)
	got := s.call(t, "DescribeUserPoolDomain", `{"Domain":"nowhere"}`)
	assert.Equal(t, 200, got.status)
	assert.Equal(t, `{"DomainDescription":{}}`, got.body)
}

// distribution is the form of a CloudFront host name.
var distribution = regexp.MustCompile(`d[0-9a-z]{13}\.cloudfront\.net`)

func TestPrefixDomain(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	assert.JSONEq(t, `{"ManagedLoginVersion":1}`, s.call(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`).body)
	described := s.call(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`).body
	assert.Regexp(t, distribution, described)
	assert.JSONEq(t, s.names.Replace(`{"DomainDescription":{"Domain":"shop","UserPoolId":"{pool}","AWSAccountId":"123456789012","Status":"ACTIVE",
		"ManagedLoginVersion":1,"CloudFrontDistribution":"HOST","S3Bucket":"aws-cognito-prod-assets","Version":"1"}}`),
		distribution.ReplaceAllString(described, "HOST"))
	assert.Equal(t, "shop", at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "Domain"))

	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","ManagedLoginVersion":2}`)
	assert.Equal(t, 2.0, at(s.ok(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`), "DomainDescription", "ManagedLoginVersion"))

	assert.Equal(t, `{}`, s.call(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`).body)
	assert.Equal(t, `{"DomainDescription":{}}`, s.call(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`).body)
	s.refused(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`, "InvalidParameterException", "No such domain or user pool exists.")
}

// TestCustomDomain: a pool has one beside its prefix (documented).
func TestCustomDomain(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const certificate = `"CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}`
	created := s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example",`+certificate+`}`)
	assert.Regexp(t, distribution, created["CloudFrontDomain"])
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	pool := s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)["UserPool"]
	assert.Equal(t, "shop", at(pool, "Domain"))
	assert.Equal(t, "auth.shop.example", at(pool, "CustomDomain"))
	described := s.ok(t, "DescribeUserPoolDomain", `{"Domain":"auth.shop.example"}`)["DomainDescription"]
	assert.Equal(t, "arn:aws:acm:us-east-1:123456789012:certificate/1", at(described, "CustomDomainConfig", "CertificateArn"))
	s.refused(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example",`+certificate+`}`,
		"InvalidParameterException", "User pool {pool} already has a domain configured.")
	// What an update leaves out stays: the Terraform provider sends what has changed.
	custom := func() any {
		return s.ok(t, "DescribeUserPoolDomain", `{"Domain":"auth.shop.example"}`)["DomainDescription"]
	}
	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example","ManagedLoginVersion":2}`)
	assert.Equal(t, "arn:aws:acm:us-east-1:123456789012:certificate/1", at(custom(), "CustomDomainConfig", "CertificateArn"))
	updated := s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example",`+strings.Replace(certificate, "certificate/1", "certificate/2", 1)+`}`)
	assert.Equal(t, created["CloudFrontDomain"], updated["CloudFrontDomain"])
	assert.Equal(t, "arn:aws:acm:us-east-1:123456789012:certificate/2", at(custom(), "CustomDomainConfig", "CertificateArn"))
	assert.Equal(t, 2.0, at(custom(), "ManagedLoginVersion"))
	s.refused(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"nowhere"}`, "ResourceNotFoundException", "Domain nowhere does not exist.")
	s.ok(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example"}`)
}
