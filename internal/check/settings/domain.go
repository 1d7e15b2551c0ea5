package settings

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// The versions of the login pages (API reference, DomainDescriptionType).
const (
	classicHostedUI = 1
	managedLogin    = 2
)

// managedLoginVersion returns the version of the login pages of a domain, or 0 without a
// domain. The default is the classic hosted UI (API reference, CreateUserPoolDomain).
func managedLoginVersion(domain *types.DomainDescriptionType) int {
	if domain == nil {
		return 0
	}
	if domain.ManagedLoginVersion == nil {
		return classicHostedUI
	}
	return int(*domain.ManagedLoginVersion)
}

// Domain is the check domain.
var Domain = check.Check{
	Name: "domain",
	Doc:  "The domain of the login pages exists, is active, and serves the declared version of the pages.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared, version := t.Environment.Endpoints.LoginBaseURL, t.Environment.Declared.ManagedLoginVersion
		domain, err := t.Domain(ctx)
		if err != nil {
			return nil, err
		}
		if domain == nil {
			if declared == "" && version == nil {
				return nil, check.NotApplicable("the pool has no domain and none is declared")
			}
			if declared == "" {
				declared = "a domain"
			}
			return check.Finding(`Apply the configuration again, which creates the domain of domain_prefix or custom_domain.`,
				"The pool has no domain and must have %s.", declared), nil
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		if deployed := check.EndpointsOf(t.Environment, pool, domain).LoginBaseURL; declared != "" && !check.SameAddress(declared, deployed) {
			findings = append(findings, check.Finding(`Apply the configuration again, or declare the deployed domain with domain_prefix or custom_domain.`,
				"The login pages are at %s and are declared to be at %s.", deployed, declared)...)
		}
		if domain.Status != types.DomainStatusTypeActive {
			findings = append(findings, check.Finding(`Wait until the domain is created. If it has failed, check that certificate_arn names a valid certificate in us-east-1, and apply again.`,
				"The domain %s is %s and must be ACTIVE.", aws.ToString(domain.Domain), domain.Status)...)
		}
		if deployed := managedLoginVersion(domain); version != nil && deployed != *version {
			findings = append(findings, check.Finding(fmt.Sprintf("Apply the configuration again, or declare managed_login_version = %d.", deployed),
				"The managed login version of the domain is %d and is declared %d.", deployed, *version)...)
		}
		return findings, nil
	},
}
