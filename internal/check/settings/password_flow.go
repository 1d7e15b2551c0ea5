package settings

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// PasswordFlow is the check password-flow.
var PasswordFlow = check.Check{
	Name: "password-flow",
	Doc:  "A client without a secret does not allow sign-ins that send the password.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if check.Confidential(client) {
			return nil, check.NotApplicable("the client has a secret")
		}
		// RFC 9700 section 2.4; developer guide, "Application-specific settings with app
		// clients": SRP is the best practice for a password.
		if !slices.Contains(check.DeployedAuthFlows(client), check.AllowPassword) {
			return nil, nil
		}
		return check.Finding("Remove ALLOW_USER_PASSWORD_AUTH from explicit_auth_flows, apply, and let the app sign in with USER_SRP_AUTH or at the login pages.",
			"USER_PASSWORD_AUTH is allowed to a client without a secret and must not be."), nil
	},
}
