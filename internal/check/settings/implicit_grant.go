package settings

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ImplicitGrant is the check implicit-grant.
var ImplicitGrant = check.Check{
	Name: "implicit-grant",
	Doc:  "A client does not receive tokens in a URL.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if len(client.AllowedOAuthFlows) == 0 {
			return nil, check.NotApplicable("the client has no OAuth grant")
		}
		if !slices.Contains(client.AllowedOAuthFlows, types.OAuthFlowTypeImplicit) {
			return nil, nil
		}
		// RFC 9700 section 2.1.2; developer guide, "Application-specific settings with app
		// clients": a public client uses only the code grant, with PKCE.
		return check.Finding("Apply the configuration again, which leaves only the code grant, and let the app request response_type=code with PKCE.",
			"The implicit grant is allowed and must not be: it puts tokens into a URL and returns no refresh token."), nil
	},
}
