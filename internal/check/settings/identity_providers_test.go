package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestIdentityProviders(t *testing.T) {
	t.Parallel()
	providers := func(names ...string) func(*types.UserPoolClientType) {
		return func(c *types.UserPoolClientType) { c.SupportedIdentityProviders = names }
	}
	runClientCases(t, IdentityProviders, []clientCase{
		{"the pool's own users", public(providers("COGNITO")), environment.AppClient{}, passed},
		{"others alone", public(providers("corp")), environment.AppClient{}, passed},
		{
			"none", public(providers()), environment.AppClient{},
			failed("The client supports no identity provider and must support at least one.", `Write supported_identity_providers = ["COGNITO"] for users of the pool, or name the providers of the pool.`),
		},
		{"none, for machines", machine(nil), environment.AppClient{}, notApplicable("the client does not use the login pages")},
		{"none, for the API alone", types.UserPoolClientType{}, environment.AppClient{}, notApplicable("the client does not use the login pages")},
	})
}
