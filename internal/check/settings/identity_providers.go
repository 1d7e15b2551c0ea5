package settings

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// IdentityProviders is the check identity-providers.
var IdentityProviders = check.Check{
	Name: "identity-providers",
	Doc:  "A client that uses the login pages supports at least one identity provider.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !usesLoginPages(client) {
			return nil, check.NotApplicable("the client does not use the login pages")
		}
		if len(client.SupportedIdentityProviders) > 0 {
			return nil, nil
		}
		// Developer guide, "Application-specific settings with app clients", identity providers.
		return check.Finding(`Write supported_identity_providers = ["COGNITO"] for users of the pool, or name the providers of the pool.`,
			"The client supports no identity provider and must support at least one."), nil
	},
}
