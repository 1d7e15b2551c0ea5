package cognitoidp_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUnknownDomainHasEmptyDescription: the response is 200 with an empty description. The Terraform
// provider relies on it.
func TestUnknownDomainHasEmptyDescription(t *testing.T) {
	s := start(t)
	got := s.call(t, "DescribeUserPoolDomain", `{"Domain":"nowhere"}`)
	assert.Equal(t, 200, got.status)
	assert.Equal(t, `{"DomainDescription":{}}`, got.body)
}

// distribution matches a CloudFront host name.
var distribution = regexp.MustCompile(`d[0-9a-z]{13}\.cloudfront\.net`)

// version matches the Version of a domain, a time in the form YYYYMMDDhhmmss.
var version = regexp.MustCompile(`"Version":"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"`)

// TestPrefixDomainsOfRegionShareDistribution: all prefix domains of a region have the same CloudFront host
// name and bucket. Each region has its own. A custom domain has its own CloudFront host name.
func TestPrefixDomainsOfRegionShareDistribution(t *testing.T) {
	s := start(t)
	type domain struct{ distribution, bucket any }
	createDomain := func(region, name, more string) domain {
		host := "cognito-idp." + region + ".amazonaws.com"
		ok := func(action, body string) any {
			got := s.send(t, host, prefix+action, credential, body)
			require.Equal(t, 200, got.status, got.body)
			var decoded any
			require.NoError(t, json.Unmarshal([]byte(got.body), &decoded))
			return decoded
		}
		pool := at(ok("CreateUserPool", `{"PoolName":"p"}`), "UserPool", "Id").(string)
		ok("CreateUserPoolDomain", `{"UserPoolId":"`+pool+`","Domain":"`+name+`"`+more+`}`)
		d := at(ok("DescribeUserPoolDomain", `{"Domain":"`+name+`"}`), "DomainDescription")
		assert.Regexp(t, distribution, at(d, "CloudFrontDistribution"))
		return domain{at(d, "CloudFrontDistribution"), at(d, "S3Bucket")}
	}
	one := createDomain("us-east-1", "shop", "")
	assert.Equal(t, one, createDomain("us-east-1", "store", ""))
	custom := createDomain("us-east-1", "auth.shop.example", `,"CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}`)
	assert.Equal(t, one.bucket, custom.bucket)
	names := map[any]bool{one.distribution: true, custom.distribution: true}
	for region, bucket := range map[string]string{
		"us-west-1": "aws-cognito-prod-sfo-assets", "us-west-2": "aws-cognito-prod-pdx-assets", "ap-northeast-1": "aws-cognito-prod-nrt-assets",
		"eu-west-1": "aws-cognito-prod-eu-west-1-assets",
	} {
		got := createDomain(region, "shop", "")
		assert.Equal(t, bucket, got.bucket)
		names[got.distribution] = true
	}
	assert.Len(t, names, 6, "each region has its own distribution")
}

// TestUpdateKeepsDomainVersion: Version is the creation time, and an update does not change it.
func TestUpdateKeepsDomainVersion(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	versionOf := func(name string) any {
		return at(s.ok(t, "DescribeUserPoolDomain", `{"Domain":"`+name+`"}`), "DomainDescription", "Version")
	}
	first := versionOf("shop")
	s.Advance(time.Hour)
	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","ManagedLoginVersion":2}`)
	assert.Equal(t, first, versionOf("shop"))
	s.pool(t, `{"PoolName":"other"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"store"}`)
	assert.Greater(t, versionOf("store"), first)
}

func TestPrefixDomain(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	assert.JSONEq(t, `{"ManagedLoginVersion":1}`, s.call(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`).body)
	described := s.call(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`).body
	assert.Regexp(t, distribution, described)
	assert.JSONEq(t, s.placeholders.Replace(`{"DomainDescription":{"Domain":"shop","UserPoolId":"{pool}","AWSAccountId":"123456789012","Status":"ACTIVE",
		"ManagedLoginVersion":1,"CloudFrontDistribution":"HOST","S3Bucket":"aws-cognito-prod-iad-assets","Version":"TIME"}}`),
		version.ReplaceAllString(distribution.ReplaceAllString(described, "HOST"), `"Version":"TIME"`))
	assert.Equal(t, "shop", at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "Domain"))

	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","ManagedLoginVersion":2}`)
	assert.Equal(t, 2.0, at(s.ok(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`), "DomainDescription", "ManagedLoginVersion"))

	assert.Equal(t, `{}`, s.call(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`).body)
	assert.Equal(t, `{"DomainDescription":{}}`, s.call(t, "DescribeUserPoolDomain", `{"Domain":"shop"}`).body)
	s.fails(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`, "InvalidParameterException", "No such domain or user pool exists.")
}

// TestCustomDomain: a pool can have a custom domain in addition to its prefix domain (documented).
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
	s.fails(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example",`+certificate+`}`,
		"InvalidParameterException", "User pool {pool} already has a domain configured.")
	// An update keeps the members that it omits: the Terraform provider sends only changes.
	custom := func() any {
		return s.ok(t, "DescribeUserPoolDomain", `{"Domain":"auth.shop.example"}`)["DomainDescription"]
	}
	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example","ManagedLoginVersion":2}`)
	assert.Equal(t, "arn:aws:acm:us-east-1:123456789012:certificate/1", at(custom(), "CustomDomainConfig", "CertificateArn"))
	updated := s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example",`+strings.Replace(certificate, "certificate/1", "certificate/2", 1)+`}`)
	assert.Equal(t, created["CloudFrontDomain"], updated["CloudFrontDomain"])
	assert.Equal(t, "arn:aws:acm:us-east-1:123456789012:certificate/2", at(custom(), "CustomDomainConfig", "CertificateArn"))
	assert.Equal(t, 2.0, at(custom(), "ManagedLoginVersion"))
	s.fails(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"nowhere"}`, "ResourceNotFoundException", "Domain nowhere does not exist.")
	s.ok(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example"}`)
}
