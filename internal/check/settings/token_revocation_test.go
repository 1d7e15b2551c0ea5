package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestTokenRevocation(t *testing.T) {
	t.Parallel()
	revocation := func(on bool) func(*types.UserPoolClientType) {
		return func(c *types.UserPoolClientType) { c.EnableTokenRevocation = &on }
	}
	declared := func(on bool) environment.AppClient { return environment.AppClient{Revocation: &on} }
	const apply = "Apply the configuration again, or declare refresh = { revocation = "
	runClientCases(t, TokenRevocation, []clientCase{
		{"as declared", publicClient(revocation(true)), declared(true), passed},
		{"off as declared", publicClient(revocation(false)), declared(false), passed},
		{"off", publicClient(revocation(false)), declared(true), failed("Token revocation is off and is declared on.", apply+"false }.")},
		{"on", publicClient(revocation(true)), declared(false), failed("Token revocation is on and is declared off.", apply+"true }.")},
		{"the default of the service", publicClient(nil), declared(true), passed},
		{"the default of the service, declared off", publicClient(nil), declared(false), failed("Token revocation is on and is declared off.", apply+"true }.")},
		{"undeclared and on", publicClient(revocation(true)), environment.AppClient{}, passed},
		{
			"undeclared and off", confidentialClient(revocation(false)), environment.AppClient{},
			failed("Token revocation is off and must be on, so that a stolen refresh token can be revoked.", "Write refresh = { revocation = true }."),
		},
		{"undeclared and off, for a machine client", machineClient(revocation(false)), environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
		{"off, for a machine client", machineClient(revocation(false)), declared(true), failed("Token revocation is off and is declared on.", apply+"false }.")},
	})
}
