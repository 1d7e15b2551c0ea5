package settings

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// AccountRecovery is the check account-recovery.
var AccountRecovery = check.Check{
	Name: "account-recovery",
	Doc:  "Users recover a forgotten password as declared, and not by SMS first.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		deployed := check.DeployedRecovery(pool)
		if declared := t.Environment.Declared.AccountRecovery; declared != nil && !slices.Equal(declared, deployed) {
			return check.Finding(fmt.Sprintf("Apply the configuration again, or declare account_recovery = %s.", hclList(deployed)),
				"The recovery mechanisms are %s and are declared %s.", check.Enumerate(deployed), check.Enumerate(declared)), nil
		}
		const fix = `Write account_recovery = ["verified_email"], or ["admin_only"] if only an administrator can reset a password.`
		switch {
		case len(deployed) == 0:
			// API reference, AccountRecoverySettingType: without the setting, SMS is preferred to email.
			return check.Finding(fix, "The pool has no recovery mechanisms, so the service prefers SMS to email; email must be first."), nil
		case deployed[0] == string(types.RecoveryOptionNameTypeVerifiedPhoneNumber):
			return check.Finding(fix, "The first recovery mechanism is verified_phone_number and must not be: the holder of a phone number can set a new password."), nil
		}
		return nil, nil
	},
}
