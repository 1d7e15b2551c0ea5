package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestOAuthFlows(t *testing.T) {
	t.Parallel()
	declared := func(flows ...string) environment.AppClient {
		return environment.AppClient{AllowedOAuthFlows: append([]string{}, flows...)}
	}
	turned := func(on *bool) func(*types.UserPoolClientType) {
		return func(c *types.UserPoolClientType) { c.AllowedOAuthFlowsUserPoolClient = on }
	}
	const apply = "Apply the configuration again: application_type decides the grant."
	off := failed("AllowedOAuthFlowsUserPoolClient is false and must be true, because the client has OAuth grants: code.",
		"Apply the configuration again: the modules always write allowed_oauth_flows_user_pool_client = true.")
	runClientCases(t, OAuthFlows, []clientCase{
		{"as declared", publicClient(nil), declared("code"), passed},
		{"a machine client", machineClient(nil), declared("client_credentials"), passed},
		{"as declared, in another order", publicClient(withOAuthFlows("implicit", "code")), declared("code", "implicit"), passed},
		{"another", machineClient(nil), declared("code"), failed("The OAuth grants are client_credentials and are declared code.", apply)},
		{"none", publicClient(withOAuthFlows()), declared("code"), failed("The OAuth grants are none and are declared code.", apply)},
		{"none, as declared", types.UserPoolClientType{}, declared(), passed},
		{"one, and declared none", publicClient(nil), declared(), failed("The OAuth grants are code and are declared none.", apply)},
		{"implicit-grant reports the implicit grant", publicClient(withOAuthFlows("code", "implicit")), declared("code"), passed},
		{"a declared implicit grant that is missing", publicClient(nil), declared("code", "implicit"), failed("The OAuth grants are code and are declared code, implicit.", apply)},
		{"the implicit grant instead of the code grant", publicClient(withOAuthFlows("implicit")), declared("code"), failed("The OAuth grants are none and are declared code.", apply)},
		{"turned off", publicClient(turned(new(false))), declared("code"), off},
		{"not turned on", publicClient(turned(nil)), declared("code"), off},
		{"turned off, undeclared", publicClient(turned(new(false))), environment.AppClient{}, off},
		{"undeclared", publicClient(nil), environment.AppClient{}, passed},
		{"undeclared and none", types.UserPoolClientType{}, environment.AppClient{}, notApplicable("the client has no OAuth grant, and none is declared")},
	})
}
