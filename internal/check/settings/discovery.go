package settings

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Discovery is the check discovery.
var Discovery = check.Check{
	Name: "discovery",
	Doc:  "The discovery document is reachable and names the pool's issuer and the endpoints of its domain.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		document, err := t.Discovery(ctx)
		if wrong, ok := check.AsInvalidResponse(err); ok {
			return check.Finding(fixWrongPool, "%s", wrong), nil
		}
		if err != nil {
			return nil, err
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		if issuer := check.Issuer(t.Environment, pool); document.Issuer != issuer {
			findings = check.Finding(fixWrongPool, "The issuer of the discovery document is %s and must be %q.", check.Quote(document.Issuer), issuer)
		}
		elsewhere, err := endpointFindings(ctx, t, pool, document)
		if err != nil {
			return nil, err
		}
		return append(findings, elsewhere...), nil
	},
}

// fixWrongPool is the fix for a response that only another pool returns.
const fixWrongPool = "Apply the configuration again, so that its outputs name an existing pool."

// endpointFindings compares the endpoints of a document with the declared endpoints, or else
// with the endpoints of the domain. It skips a pool without a domain, because its document contains
// endpoints that do not work (observed), and a domain other than the declared one, which the
// check domain reports.
func endpointFindings(ctx context.Context, t *check.Target, pool *types.UserPoolType, document check.DiscoveryDocument) ([]report.Finding, error) {
	domain, err := t.Domain(ctx)
	if err != nil || domain == nil {
		return nil, err
	}
	follow, declared := check.EndpointsOf(t.Environment, pool, domain), t.Environment.Endpoints
	if declared.LoginBaseURL != "" && !check.SameAddress(declared.LoginBaseURL, follow.LoginBaseURL) {
		return nil, nil
	}
	var findings []report.Finding
	for _, endpoint := range []struct{ field, named, declared, follows string }{
		{"authorization_endpoint", document.AuthorizationEndpoint, declared.AuthorizationEndpoint, follow.AuthorizationEndpoint},
		{"token_endpoint", document.TokenEndpoint, declared.TokenEndpoint, follow.TokenEndpoint},
		{"revocation_endpoint", document.RevocationEndpoint, declared.RevocationEndpoint, follow.RevocationEndpoint},
		{"userinfo_endpoint", document.UserInfoEndpoint, declared.UserInfoEndpoint, follow.UserInfoEndpoint},
		{"end_session_endpoint", document.EndSessionEndpoint, declared.EndSessionEndpoint, follow.EndSessionEndpoint},
	} {
		must := endpoint.declared
		if must == "" {
			must = endpoint.follows
		}
		if endpoint.named != must {
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The %s of the discovery document is %s and must be %q.", endpoint.field, check.Quote(endpoint.named), must),
				Fix:     "Declare the domain that the document names with custom_domain, or delete that domain, and apply.",
			})
		}
	}
	return findings, nil
}
