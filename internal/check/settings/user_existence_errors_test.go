package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestUserExistenceErrors(t *testing.T) {
	t.Parallel()
	prevent := func(value types.PreventUserExistenceErrorTypes) func(*types.UserPoolClientType) {
		return func(c *types.UserPoolClientType) { c.PreventUserExistenceErrors = value }
	}
	declared := func(value string) environment.AppClient {
		return environment.AppClient{PreventUserExistenceErrors: &value}
	}
	const apply = "Apply the configuration again, or declare prevent_user_existence_errors = "
	reveals := failed("PreventUserExistenceErrors is LEGACY and must be ENABLED, so that a sign-in does not reveal whether a user exists.", `Write prevent_user_existence_errors = "ENABLED".`)
	runClientCases(t, UserExistenceErrors, []clientCase{
		{"as declared", publicClient(prevent("ENABLED")), declared("ENABLED"), passed},
		{"LEGACY as declared", publicClient(prevent("LEGACY")), declared("LEGACY"), passed},
		{"the default of the service, as declared", publicClient(nil), declared("LEGACY"), passed},
		{"LEGACY", publicClient(prevent("LEGACY")), declared("ENABLED"), failed("PreventUserExistenceErrors is LEGACY and is declared ENABLED.", apply+`"LEGACY".`)},
		{"the default of the service", publicClient(nil), declared("ENABLED"), failed("PreventUserExistenceErrors is LEGACY and is declared ENABLED.", apply+`"LEGACY".`)},
		{"ENABLED", publicClient(prevent("ENABLED")), declared("LEGACY"), failed("PreventUserExistenceErrors is ENABLED and is declared LEGACY.", apply+`"ENABLED".`)},
		{"undeclared, ENABLED", publicClient(prevent("ENABLED")), environment.AppClient{}, passed},
		{"undeclared, LEGACY", confidentialClient(prevent("LEGACY")), environment.AppClient{}, reveals},
		{"undeclared, the default of the service", publicClient(nil), environment.AppClient{}, reveals},
		{"undeclared, for a machine client", machineClient(nil), environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
		{"a machine client", machineClient(nil), declared("ENABLED"), failed("PreventUserExistenceErrors is LEGACY and is declared ENABLED.", apply+`"LEGACY".`)},
	})
}
