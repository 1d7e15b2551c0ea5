package settings

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// MFA is the check mfa.
var MFA = check.Check{
	Name: "mfa",
	Doc:  "Second factors are off, optional or required as declared.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.Declared.MFAConfiguration
		if declared == nil {
			return nil, check.NotApplicable("MFA is not declared")
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		deployed := string(mfa.MfaConfiguration)
		if deployed == "" {
			deployed = string(types.UserPoolMfaTypeOff) // the default of CreateUserPool
		}
		if deployed != *declared {
			return check.Finding(fmt.Sprintf("Apply the configuration again, or declare mfa = { configuration = %q }.", deployed),
				"MFA is %s and is declared %s.", deployed, *declared), nil
		}
		return nil, nil
	},
}
