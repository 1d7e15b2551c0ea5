package settings

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestPasswordFlow(t *testing.T) {
	t.Parallel()
	found := failed("USER_PASSWORD_AUTH is allowed to a client without a secret and must not be.",
		"Remove ALLOW_USER_PASSWORD_AUTH from explicit_auth_flows, apply, and let the app sign in with USER_SRP_AUTH or at the login pages.")
	runClientCases(t, PasswordFlow, []clientCase{
		{"only SRP", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), environment.AppClient{}, passed},
		{"the default of the service", publicClient(nil), environment.AppClient{}, passed},
		{"passwords", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH")), environment.AppClient{}, found},
		{"passwords under the older name", publicClient(withAuthFlows("USER_PASSWORD_AUTH")), environment.AppClient{}, found},
		{"passwords, as declared", publicClient(withAuthFlows("ALLOW_USER_PASSWORD_AUTH")), environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_PASSWORD_AUTH"}}, found},
		{"passwords from a server", confidentialClient(withAuthFlows("ALLOW_USER_PASSWORD_AUTH")), environment.AppClient{}, notApplicable("the client has a secret")},
		{"passwords of an administrator", publicClient(withAuthFlows("ALLOW_ADMIN_USER_PASSWORD_AUTH")), environment.AppClient{}, passed},
	})
}
