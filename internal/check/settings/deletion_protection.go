package settings

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// DeletionProtection is the check deletion-protection.
var DeletionProtection = check.Check{
	Name: "deletion-protection",
	Doc:  "The pool is protected from deletion as declared, and in production unless it is declared otherwise.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.Declared.DeletionProtection
		if declared == nil && !t.Environment.Production {
			return nil, check.NotApplicable("no deletion protection is declared, and the environment is not production")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		deployed := string(pool.DeletionProtection)
		if deployed == "" {
			deployed = string(types.DeletionProtectionTypeInactive) // the default of CreateUserPool
		}
		if declared == nil {
			if deployed == string(types.DeletionProtectionTypeActive) {
				return nil, nil
			}
			return check.Finding(`Write deletion_protection = "ACTIVE".`, "Deletion protection is %s and must be ACTIVE in production.", deployed), nil
		}
		if deployed != *declared {
			return check.Finding(`Apply the configuration again, or declare deletion_protection = "`+deployed+`".`,
				"Deletion protection is %s and is declared %s.", deployed, *declared), nil
		}
		return nil, nil
	},
}
