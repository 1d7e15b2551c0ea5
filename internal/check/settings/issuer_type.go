package settings

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// IssuerType is the check issuer-type.
var IssuerType = check.Check{
	Name: "issuer-type",
	Doc:  "The pool has the declared type of issuer.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.Declared.IssuerType
		if declared == nil {
			return nil, check.NotApplicable("the issuer type is not declared")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		deployed := types.IssuerTypeOriginal // the default (API reference, IssuerConfigurationType)
		if check.HasUpdatedIssuer(pool) {
			deployed = types.IssuerTypeUpdated
		}
		if *declared != string(deployed) {
			return check.Finding("Set IssuerConfiguration with aws cognito-idp update-user-pool, together with every other setting of the pool, or declare the deployed type.",
				"The issuer type is %s and is declared %s.", deployed, *declared), nil
		}
		return nil, nil
	},
}
