package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRejectedDomains(t *testing.T) { checkRejected(t, rejectedDomains()) }

func rejectedDomains() []rejection {
	create := func(domain string) call {
		return call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"` + domain + `"}`}
	}
	custom := func(certificate string) call {
		return call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"auth.shop.example","CustomDomainConfig":{"CertificateArn":"` + certificate + `"}}`}
	}
	const character = `The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`
	return []rejection{
		{name: "upper case", source: "mineiros-io/terraform-aws-cognito-user-pool#69; badmintoncryer/cdk-preflight: measured", request: create("Shop"), wantError: apiError{400, "InvalidParameterException", character}},
		{name: "dot", source: "badmintoncryer/cdk-preflight: measured", request: create("shop.example"), wantError: apiError{400, "InvalidParameterException", character}},
		{name: "hyphen at the end", source: "badmintoncryer/cdk-preflight: measured", request: create("shop-"), wantError: apiError{400, "InvalidParameterException", character}},
		{
			name: "64 characters", source: "badmintoncryer/cdk-preflight: measured", request: create(strings.Repeat("a", 64)),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value '" + strings.Repeat("a", 64) + "' at 'domain' failed to satisfy constraint: Member must have length less than or equal to 63"},
		},
		{name: "reserved word aws", source: "aws-solutions/content-analysis-on-aws#8; badmintoncryer/cdk-preflight: measured", request: create("x-aws-y"), wantError: apiError{400, "InvalidParameterException", "Domain cannot contain reserved word: aws"}},
		{name: "reserved word amazon", source: "badmintoncryer/cdk-preflight: measured", request: create("amazon"), wantError: apiError{400, "InvalidParameterException", "Domain cannot contain reserved word: amazon"}},
		{name: "reserved word cognito", source: "badmintoncryer/cdk-preflight: measured", request: create("cognito-shop"), wantError: apiError{400, "InvalidParameterException", "Domain cannot contain reserved word: cognito"}},
		{
			name: "taken by another pool", source: "captures",
			given: []call{create("taken")}, request: create("taken"), wantError: apiError{400, "InvalidParameterException", "Domain already associated with another user pool."},
		}, {
			name: "second prefix", source: "API reference; text unspecified",
			given: []call{create("first")}, request: create("second"), wantError: apiError{400, "InvalidParameterException", "User pool {pool} already has a domain configured."},
		}, {
			name: "certificate of another region", source: "badmintoncryer/cdk-preflight: measured", request: custom("arn:aws:acm:eu-west-1:123456789012:certificate/1"),
			wantError: apiError{400, "InvalidParameterException", "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."},
		}, {
			name: "certificate of another region on update", source: "badmintoncryer/cdk-preflight: measured",
			given:     []call{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`}},
			request:   call{"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"login.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/1"}}`},
			wantError: apiError{400, "InvalidParameterException", "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."},
		}, {
			name: "custom domain on a host of the service", source: "unspecified",
			request:   call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"sts.us-east-1.amazonaws.com","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			wantError: apiError{400, "InvalidParameterException", "sts.us-east-1.amazonaws.com is not a host name that a custom domain can have."},
		}, {
			name: "custom domain without a dot", source: "badmintoncryer/cdk-preflight: measured",
			request:   call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			wantError: apiError{400, "InvalidParameterException", "Custom domain is not a valid subdomain"},
		}, {
			name: "custom domain that is not a host name", source: "unspecified",
			request:   call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"Login..example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}}`},
			wantError: apiError{400, "InvalidParameterException", "Login..example is not a host name that a custom domain can have."},
		}, {
			name: "managed login on LITE", source: "badmintoncryer/cdk-preflight: measured; developer guide: Refresh tokens",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, request: call{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"lite","ManagedLoginVersion":2}`},
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"},
		}, {
			name: "up to managed login on LITE", source: "badmintoncryer/cdk-preflight: measured; developer guide: Refresh tokens",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, given: []call{create("classic")},
			request:   call{"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"classic","ManagedLoginVersion":2}`},
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2"},
		}, {
			name: "unknown pool", source: "API reference",
			request:   call{"CreateUserPoolDomain", `{"UserPoolId":"us-east-1_AbCdEfGhI","Domain":"nowhere"}`},
			wantError: apiError{400, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		},
	}
}
