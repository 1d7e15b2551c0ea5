package cognitoidp_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestDomainRefusals(t *testing.T) {
	create := func(domain string) request {
		return request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"` + domain + `"}`}
	}
	custom := func(certificate string) request {
		return request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example","CustomDomainConfig":{"CertificateArn":"` + certificate + `"}}`}
	}
	const character = `The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`
	checkRefusals(t, []refusal{
		{name: "upper case", source: "mineiros-io/terraform-aws-cognito-user-pool#69; cdk-preflight", request: create("Shop"), message: character},
		{name: "dot", source: "cdk-preflight", request: create("shop.example"), message: character},
		{name: "hyphen at the end", source: "cdk-preflight", request: create("shop-"), message: character},
		{
			name: "64 characters", source: "cdk-preflight", request: create(strings.Repeat("a", 64)),
			message: "1 validation error detected: Value '" + strings.Repeat("a", 64) + "' at 'domain' failed to satisfy constraint: Member must have length less than or equal to 63",
		},
		{name: "reserved word aws", source: "content-analysis-on-aws#8; cdk-preflight", request: create("x-aws-y"), message: "Domain cannot contain reserved word: aws"},
		{name: "reserved word amazon", source: "cdk-preflight", request: create("amazon"), message: "Domain cannot contain reserved word: amazon"},
		{name: "reserved word cognito", source: "cdk-preflight", request: create("cognito-shop"), message: "Domain cannot contain reserved word: cognito"},
		{
			name: "taken by another pool", source: "captures",
			given: []request{create("taken")}, request: create("taken"), message: "Domain already associated with another user pool.",
		}, {
			name: "second prefix", source: "documented; text chosen",
			given: []request{create("first")}, request: create("second"), message: "User pool {pool} already has a domain configured.",
		}, {
			name: "certificate of another region", source: "cdk-preflight", request: custom("arn:aws:acm:eu-west-1:123456789012:certificate/1"),
			message: "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
		}, {
			name: "certificate of another region on update", source: "cdk-preflight",
			given:   []request{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`}},
			request: request{"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/1"}}`},
			message: "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
		}, {
			name: "custom domain on a host of the service", source: "chosen",
			request: request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"sts.us-east-1.amazonaws.com","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			message: "sts.us-east-1.amazonaws.com is not a host name that a custom domain can have.",
		}, {
			name: "custom domain without a dot", source: "cdk-preflight",
			request: request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			message: "Custom domain is not a valid subdomain",
		}, {
			name: "custom domain that is no host name", source: "chosen",
			request: request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"Login..example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			message: "Login..example is not a host name that a custom domain can have.",
		}, {
			name: "managed login on LITE", source: "cdk-preflight, developer guide", exception: "FeatureUnavailableInTierException",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, request: request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"lite","ManagedLoginVersion":2}`},
			message: "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2",
		}, {
			name: "up to managed login on LITE", source: "cdk-preflight, developer guide", exception: "FeatureUnavailableInTierException",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, given: []request{create("classic")},
			request: request{"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"classic","ManagedLoginVersion":2}`},
			message: "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2",
		}, {
			name: "unknown pool", source: "documented", exception: "ResourceNotFoundException",
			request: request{"CreateUserPoolDomain", `{"UserPoolId":"us-east-1_AbCdEfGhI","Domain":"nowhere"}`},
			message: "User pool us-east-1_AbCdEfGhI does not exist.",
		},
	})
}

func TestDomainsThatAreNotRefused(t *testing.T) {
	s := start(t)
	for _, domain := range []string{"a", "0", "awsome", "my-awsome-shop", strings.Repeat("a", 63)} { // cdk-preflight
		t.Run(domain, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p"}`)
			s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"`+domain+`"}`)
		})
	}
}

func TestResourceServerRefusals(t *testing.T) {
	create := func(identifier, scopes string) request {
		return request{"CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"` + identifier + `","Name":"orders","Scopes":[` + scopes + `]}`}
	}
	const (
		identifier = `[\x21\x23-\x5B\x5D-\x7E]+`
		scope      = `[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`
		breach     = "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
	)
	checkRefusals(t, []refusal{
		{
			name: "identifier with a space", source: "API model; cdk-preflight",
			request: create("my orders", ""), message: fmt.Sprintf(breach, "my orders", "identifier", identifier),
		}, {
			name: "scope name with a slash", source: "API model; cdk-preflight",
			request: create("orders", `{"ScopeName":"a/b","ScopeDescription":"d"}`), message: fmt.Sprintf(breach, "a/b", "scopes.1.member.scopeName", scope),
		}, {
			name: "scope without a description", source: "API model", request: create("orders", `{"ScopeName":"read"}`),
			message: "1 validation error detected: Value null at 'scopes.1.member.scopeDescription' failed to satisfy constraint: Member must not be null",
		}, {
			name: "identifier twice", source: "I; text chosen",
			given: []request{create("orders", "")}, request: create("orders", ""), message: "orders already exists in user pool {pool}.",
		},
	})
}

// TestScopeOfADeletedResourceServer: a server goes although a client uses its scope
// (cloudformation-coverage-roadmap#173).
func TestScopeOfADeletedResourceServer(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"d"}]}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["orders/read"],"CallbackURLs":["https://a.example"]}`)
	s.ok(t, "DeleteResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders"}`)
	got := at(s.ok(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`), "UserPoolClient", "AllowedOAuthScopes")
	if want := "[orders/read]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
