package settings

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TLSPolicy is the check tls-policy.
var TLSPolicy = check.Check{
	Name: "tls-policy",
	Doc:  "A custom domain does not accept TLS 1.0 and TLS 1.1.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		domain, err := t.Domain(ctx)
		if err != nil {
			return nil, err
		}
		switch {
		case domain == nil:
			return nil, check.NotApplicable("the pool has no domain")
		case domain.CustomDomainConfig == nil || aws.ToString(domain.CustomDomainConfig.CertificateArn) == "":
			return nil, check.NotApplicable("the domain is not a custom domain")
		case domain.CustomDomainConfig.SecurityPolicy == "":
			// AWS does not document which policy a domain without the setting has.
			return nil, check.NotApplicable("the domain has no security policy, and the default is not documented")
		case domain.CustomDomainConfig.SecurityPolicy == types.SecurityPolicyTypeTlsV1:
			return check.Finding("Set SecurityPolicy to TLS_V1_2_2021 or TLS_V1_3_2025 with aws cognito-idp update-user-pool-domain.",
				"The security policy of %s is TLS_V1, which accepts TLS 1.0 and 1.1, and must be TLS_V1_2_2021 or TLS_V1_3_2025.", aws.ToString(domain.Domain)), nil
		}
		return nil, nil
	},
}
