package settings

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// UserExistenceErrors is the check user-existence-errors.
var UserExistenceErrors = check.Check{
	Name: "user-existence-errors",
	Doc:  "A client does not reveal whether a user exists, unless it is declared otherwise.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		deployed := client.PreventUserExistenceErrors
		if deployed == "" {
			deployed = types.PreventUserExistenceErrorTypesLegacy // API reference, UserPoolClientType
		}
		declared := t.Client.Declared.PreventUserExistenceErrors
		switch {
		case declared != nil && *declared != string(deployed):
			return check.Finding(fmt.Sprintf("Apply the configuration again, or declare prevent_user_existence_errors = %q.", deployed),
				"PreventUserExistenceErrors is %s and is declared %s.", deployed, *declared), nil
		case declared == nil && !check.SignsInUsers(client):
			return nil, check.MachineClient
		case declared == nil && deployed != types.PreventUserExistenceErrorTypesEnabled:
			// Developer guide, "Managing user existence error responses".
			return check.Finding(`Write prevent_user_existence_errors = "ENABLED".`,
				"PreventUserExistenceErrors is %s and must be ENABLED, so that a sign-in does not reveal whether a user exists.", deployed), nil
		}
		return nil, nil
	},
}
