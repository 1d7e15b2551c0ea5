package refreshcheck

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// discoveryDocument is what the checks read of a pool's OpenID Connect discovery document
// (OpenID Connect Discovery 1.0, section 3).
type discoveryDocument struct {
	Issuer                string `json:"issuer"`
	JWKSURI               string `json:"jwks_uri"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	RevocationEndpoint    string `json:"revocation_endpoint"`
	UserInfoEndpoint      string `json:"userinfo_endpoint"`
	EndSessionEndpoint    string `json:"end_session_endpoint"`
}

var poolDiscovery = Check{
	Name: "discovery",
	Doc:  "The discovery document is reachable and names the pool's issuer and the endpoints of its domain.",
	Of:   OfPool,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		document, err := t.Discovery(ctx)
		if wrong, ok := asWrongAnswer(err); ok {
			return one(thisPool, "%s", wrong), nil
		}
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		if issuer := issuerOf(t.Environment); document.Issuer != issuer {
			findings = one(thisPool, "The issuer of the discovery document is %s and must be %q.", shown(document.Issuer), issuer)
		}
		elsewhere, err := endpointsElsewhere(ctx, t, document)
		if err != nil {
			return nil, err
		}
		return append(findings, elsewhere...), nil
	},
}

// thisPool is the fix of what only a pool other than the declared one can answer.
const thisPool = "Apply the configuration again, so that its outputs name a pool that is there."

// endpointsElsewhere finds the endpoints of a document that are not those that are
// declared, or that follow from the domain. Without a domain a document names endpoints
// that do not work (observed), and with another domain than the declared one it is the
// domain that is wrong.
func endpointsElsewhere(ctx context.Context, t *Target, document discoveryDocument) ([]report.Finding, error) {
	domain, err := t.Domain(ctx)
	if err != nil || domain == nil {
		return nil, err
	}
	follow, declared := endpoints(t.Environment, domain), t.Environment.Endpoints
	if declared.LoginBaseURL != "" && !sameAddress(declared.LoginBaseURL, follow.LoginBaseURL) {
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
				Message: fmt.Sprintf("The %s of the discovery document is %s and must be %q.", endpoint.field, shown(endpoint.named), must),
				Fix:     "Declare the domain that the document names with custom_domain, or delete that domain, and apply.",
			})
		}
	}
	return findings, nil
}
