package settings

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestAuthFlows(t *testing.T) {
	t.Parallel()
	declared := func(flows ...string) environment.AppClient {
		return environment.AppClient{ExplicitAuthFlows: append([]string{}, flows...)}
	}
	const apply = "Apply the configuration again, or declare explicit_auth_flows = "
	runClientCases(t, AuthFlows, []clientCase{
		{"as declared, in another order", confidentialClient(withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH")), declared("ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"), passed},
		{
			"an additional one", confidentialClient(withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH")), declared("ALLOW_USER_SRP_AUTH"),
			failed("The sign-in flows of the API are ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH and are declared ALLOW_USER_SRP_AUTH.", apply+`["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"].`),
		},
		{
			"a missing one", publicClient(withAuthFlows("ALLOW_CUSTOM_AUTH")), declared("ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"),
			failed("The sign-in flows of the API are ALLOW_CUSTOM_AUTH and are declared ALLOW_CUSTOM_AUTH, ALLOW_USER_SRP_AUTH.", "Apply the configuration again."),
		},
		{
			"the default of the service", publicClient(nil), declared("ALLOW_USER_SRP_AUTH"),
			failed("The sign-in flows of the API are ALLOW_CUSTOM_AUTH, ALLOW_USER_SRP_AUTH and are declared ALLOW_USER_SRP_AUTH.", apply+`["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"].`),
		},
		{"the default of the service, as declared", publicClient(nil), declared("ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"), passed},
		{"refresh-flow reports the refresh flow", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), declared("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"), passed},
		{"password-flow reports passwords of a public client", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH")), declared("ALLOW_USER_SRP_AUTH"), passed},
		{
			"declared passwords of a public client", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), declared("ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"),
			failed("The sign-in flows of the API are ALLOW_USER_SRP_AUTH and are declared ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH.", apply+`["ALLOW_USER_SRP_AUTH"].`),
		},
		{
			"an older name", confidentialClient(withAuthFlows("ADMIN_NO_SRP_AUTH")), declared("ALLOW_USER_SRP_AUTH"),
			failed("The sign-in flows of the API are ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH and are declared ALLOW_USER_SRP_AUTH.", apply+`["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"].`),
		},
		{"an older name, as declared", confidentialClient(withAuthFlows("USER_PASSWORD_AUTH")), declared("ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"), passed},
		{"a machine client", machineClient(withAuthFlows("ALLOW_REFRESH_TOKEN_AUTH")), declared("ALLOW_REFRESH_TOKEN_AUTH"), passed},
		{
			"the default of the service, for a machine client", machineClient(nil), declared("ALLOW_REFRESH_TOKEN_AUTH"),
			failed("The sign-in flows of the API are ALLOW_CUSTOM_AUTH, ALLOW_USER_SRP_AUTH and are declared none.", apply+`["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"].`),
		},
		{"undeclared", publicClient(withAuthFlows("ALLOW_USER_AUTH")), environment.AppClient{}, notApplicable("no auth flow is declared")},
	})
}
