package check

import (
	"cmp"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// DeployedPasswordPolicy returns the password policy of a pool, or nil if the description of
// the pool has none.
func DeployedPasswordPolicy(pool *types.UserPoolType) *environment.PasswordPolicy {
	if pool.Policies == nil || pool.Policies.PasswordPolicy == nil {
		return nil
	}
	deployed := pool.Policies.PasswordPolicy
	return &environment.PasswordPolicy{
		MinimumLength:    new(int(aws.ToInt32(deployed.MinimumLength))),
		RequireLowercase: &deployed.RequireLowercase, RequireUppercase: &deployed.RequireUppercase,
		RequireNumbers: &deployed.RequireNumbers, RequireSymbols: &deployed.RequireSymbols,
		PasswordHistorySize:           new(int(aws.ToInt32(deployed.PasswordHistorySize))),
		TemporaryPasswordValidityDays: new(cmp.Or(int(deployed.TemporaryPasswordValidityDays), 7)), // the default (API reference, PasswordPolicyType)
	}
}

// DeployedRecovery returns the names of the recovery mechanisms of a pool, by priority. It
// returns nil if the pool has no setting.
func DeployedRecovery(pool *types.UserPoolType) []string {
	if pool.AccountRecoverySetting == nil {
		return nil
	}
	mechanisms := slices.Clone(pool.AccountRecoverySetting.RecoveryMechanisms)
	slices.SortStableFunc(mechanisms, func(a, b types.RecoveryOptionType) int {
		return cmp.Compare(aws.ToInt32(a.Priority), aws.ToInt32(b.Priority))
	})
	var names []string
	for _, m := range mechanisms {
		names = append(names, string(m.Name))
	}
	return names
}
