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
		{"users of the pool", publicClient(providers("COGNITO")), environment.AppClient{}, passed},
		{"only external providers", publicClient(providers("corp")), environment.AppClient{}, passed},
		{
			"none", publicClient(providers()), environment.AppClient{},
			failed("The client supports no identity provider and must support at least one.", `Write supported_identity_providers = ["COGNITO"] for users of the pool, or name the providers of the pool.`),
		},
		{"none, for a machine client", machineClient(nil), environment.AppClient{}, notApplicable("the client does not use the login pages")},
		{"none, for the API only", types.UserPoolClientType{}, environment.AppClient{}, notApplicable("the client does not use the login pages")},
	})
}
