package settings

import (
	"context"
	"fmt"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const (
	fixOutputs = "Apply the configuration again, so that all its outputs belong to this pool."
	// fixIssuerType is for a pool with the updated issuer: the outputs of Terraform name the original one.
	fixIssuerType = "Configure apps with the issuer of the pool, or set its issuer type to ORIGINAL with the AWS CLI: no Terraform argument sets this."
)

// Issuer is the check issuer.
var Issuer = check.Check{
	Name: "issuer",
	Doc:  "The declared issuer and its URLs belong to the pool, its region and its issuer type.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		e := t.Environment
		// API reference, UserPoolType: an id consists of the region, an underscore, and letters and digits.
		if region, _, _ := strings.Cut(e.UserPoolID, "_"); region != e.Region {
			// Skip the comparison of the URLs below: they contain the region.
			return check.Finding(fixOutputs, "The region is declared %q and must be %q, the region of the pool %s.", e.Region, region, e.UserPoolID), nil
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		fix := fixOutputs
		if check.HasUpdatedIssuer(pool) {
			fix = fixIssuerType
		}
		var findings []report.Finding
		follow := check.EndpointsOf(e, pool, nil)
		for _, address := range []struct{ output, declared, follows string }{
			{"issuer", e.Endpoints.Issuer, follow.Issuer},
			{"jwks_uri", e.Endpoints.JWKSURI, follow.JWKSURI},
			{"openid_configuration_uri", e.Endpoints.OpenIDConfigurationURI, follow.OpenIDConfigurationURI},
		} {
			if address.declared != "" && address.declared != address.follows {
				findings = append(findings, report.Finding{
					Message: fmt.Sprintf("The %s is declared %q and must be %q.", address.output, address.declared, address.follows),
					Fix:     fix,
				})
			}
		}
		return findings, nil
	},
}
