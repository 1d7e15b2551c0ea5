package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestTLSPolicy(t *testing.T) {
	t.Parallel()
	custom := func(policy types.SecurityPolicyType) *checktest.API {
		return &checktest.API{
			Pool: &types.UserPoolType{CustomDomain: new("auth.example.com")},
			Domain: &types.DomainDescriptionType{Domain: new("auth.example.com"), CustomDomainConfig: &types.CustomDomainConfigType{
				CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/1"), SecurityPolicy: policy,
			}},
		}
	}
	for _, tt := range []poolCase{
		{"TLS 1.2", custom("TLS_V1_2_2021"), environment.Environment{}, passed},
		{"TLS 1.3", custom("TLS_V1_3_2025"), environment.Environment{}, passed},
		{"TLS 1.0", custom("TLS_V1"), environment.Environment{}, failed(
			"The security policy of auth.example.com is TLS_V1, which accepts TLS 1.0 and 1.1, and must be TLS_V1_2_2021 or TLS_V1_3_2025.",
			"Set SecurityPolicy to TLS_V1_2_2021 or TLS_V1_3_2025 with aws cognito-idp update-user-pool-domain.")},
		{"no policy", custom(""), environment.Environment{}, notApplicable("the domain has no security policy, and the default is not documented")},
		{"a prefix domain", &checktest.API{Pool: &types.UserPoolType{Domain: new("orders")}, Domain: &types.DomainDescriptionType{Domain: new("orders")}},
			environment.Environment{}, notApplicable("the domain is not a custom domain")},
		{"no domain", &checktest.API{Pool: &types.UserPoolType{}}, environment.Environment{}, notApplicable("the pool has no domain")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, environment.Environment{}, unchecked(notAuthorized)},
	} {
		tt.run(t, TLSPolicy)
	}
}
