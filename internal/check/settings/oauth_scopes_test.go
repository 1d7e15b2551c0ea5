package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestOAuthScopes(t *testing.T) {
	t.Parallel()
	scopes := func(list ...string) func(*types.UserPoolClientType) {
		return func(c *types.UserPoolClientType) { c.AllowedOAuthScopes = list }
	}
	declared := func(list ...string) environment.AppClient {
		return environment.AppClient{AllowedOAuthScopes: append([]string{}, list...)}
	}
	runClientCases(t, OAuthScopes, []clientCase{
		{"as declared, in another order", publicClient(nil), declared("email", "openid"), passed},
		{
			"an additional one", publicClient(scopes("openid", "email", "aws.cognito.signin.user.admin")), declared("openid", "email"),
			failed("The scopes are aws.cognito.signin.user.admin, email, openid and are declared email, openid.", `Apply the configuration again, or declare scopes = ["aws.cognito.signin.user.admin", "email", "openid"].`),
		},
		{
			"a missing one", publicClient(scopes("openid")), declared("openid", "orders/read"),
			failed("The scopes are openid and are declared openid, orders/read.", `Apply the configuration again, or declare scopes = ["openid"].`),
		},
		{"none", publicClient(scopes()), declared("openid"), failed("The scopes are none and are declared openid.", "Apply the configuration again.")},
		{
			"without openid is reported once", publicClient(scopes("email")), declared("email", "openid"),
			failed("The scopes are email and are declared email, openid.", "Apply the configuration again."),
		},
		{
			"without openid, as declared", publicClient(scopes("phone", "email", "orders/read")), declared("email", "phone", "orders/read"),
			failed("The client has email, phone without openid and must have openid too, because they can be requested only with it.", `Write scopes = ["openid", "email", "orders/read", "phone"].`),
		},
		{
			"without openid, undeclared", publicClient(scopes("profile")), environment.AppClient{},
			failed("The client has profile without openid and must have openid too, because they can be requested only with it.", `Write scopes = ["openid", "profile"].`),
		},
		{"only scopes of resource servers", publicClient(scopes("orders/read")), environment.AppClient{}, passed},
		{"without openid, for a machine client", machineClient(scopes("email")), environment.AppClient{}, passed},
		{"undeclared", publicClient(nil), environment.AppClient{}, passed},
		{"undeclared and none", types.UserPoolClientType{}, environment.AppClient{}, notApplicable("the client has no scope, and none is declared")},
		{"none, as declared", types.UserPoolClientType{}, declared(), passed},
	})
}
