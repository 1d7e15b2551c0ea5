package refreshcheck

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clientPasswordFlow = Check{
	Name: "password-flow",
	Doc:  "A client without a secret does not sign users in with their password in the request.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if confidential(client) {
			return nil, NotApplicable("the client has a secret")
		}
		// RFC 9700 section 2.4; developer guide, "Application-specific settings with app
		// clients": SRP is the best practice for a password.
		if !slices.Contains(authFlows(client), allowPassword) {
			return nil, nil
		}
		return one("Take ALLOW_USER_PASSWORD_AUTH from explicit_auth_flows, apply, and let the app sign in with USER_SRP_AUTH or at the login pages.",
			"USER_PASSWORD_AUTH is allowed to a client without a secret and must not be."), nil
	},
}
