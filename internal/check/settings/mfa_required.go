package settings

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// MFARequired is the check mfa-required.
var MFARequired = check.Check{
	Name: "mfa-required",
	Doc:  "In production, users can or must have a second factor.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		if !t.Environment.Production {
			return nil, check.NotApplicable("the environment is not production")
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		// A password is a first factor of every pool (API reference, SignInPolicyType).
		if mfa.MfaConfiguration == types.UserPoolMfaTypeOff || mfa.MfaConfiguration == "" {
			return check.Finding(`Write mfa = { configuration = "OPTIONAL" }, or "ON" to require a second factor from each user.`,
				"MFA is OFF, and users sign in with a password; it must be OPTIONAL or ON in production."), nil
		}
		return nil, nil
	},
}
