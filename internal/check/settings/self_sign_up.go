package settings

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SelfSignUp is the check self-sign-up.
var SelfSignUp = check.Check{
	Name: "self-sign-up",
	Doc:  "Users can or cannot sign themselves up, as declared.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.Declared.AllowAdminCreateUserOnly
		if declared == nil {
			return nil, check.NotApplicable("self sign-up is not declared")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		// API reference, AdminCreateUserConfigType: the default is false.
		deployed := pool.AdminCreateUserConfig != nil && pool.AdminCreateUserConfig.AllowAdminCreateUserOnly
		switch {
		case deployed == *declared:
			return nil, nil
		case *declared:
			return check.Finding("Apply the configuration again, or declare admin_create_user = { only = false }.",
				"Users can sign themselves up, and only administrators are declared to create users."), nil
		default:
			return check.Finding("Apply the configuration again, or declare admin_create_user = { only = true }.",
				"Only administrators can create users, and users are declared to sign themselves up."), nil
		}
	},
}
