package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestRefreshFlow(t *testing.T) {
	t.Parallel()
	both := func(c *types.UserPoolClientType) {
		withRotation(10)(c)
		withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")(c)
	}
	rotation := func(c *types.UserPoolClientType) {
		withRotation(10)(c)
		withAuthFlows("ALLOW_USER_SRP_AUTH")(c)
	}
	together := failed("ALLOW_REFRESH_TOKEN_AUTH is allowed together with refresh token rotation and must not be.",
		"Remove ALLOW_REFRESH_TOKEN_AUTH from explicit_auth_flows, or write refresh = { rotation = false }, and apply.")
	neither := failed("ALLOW_REFRESH_TOKEN_AUTH is not allowed and must be, because refresh tokens do not rotate: InitiateAuth rejects a refresh.",
		"Write refresh = { rotation = false }, which allows the flow, and apply; or { rotation = true }, for an app that uses GetTokensFromRefreshToken.")
	of := func(on bool) environment.AppClient { return environment.AppClient{Rotation: &on} }
	runClientCases(t, RefreshFlow, []clientCase{
		{"only rotation", publicClient(rotation), of(true), passed},
		{"only the flow", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")), of(false), passed},
		{"the default of the service", publicClient(nil), of(false), passed},
		{"the default of the service with rotation", publicClient(withRotation(10)), of(true), passed},
		{"an older name", confidentialClient(withAuthFlows("ADMIN_NO_SRP_AUTH")), of(false), passed},
		{"both", publicClient(both), of(true), together},
		{"both, undeclared", publicClient(both), environment.AppClient{}, together},
		{"both, and rotation is declared off", publicClient(both), of(false), together},
		{"neither", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), of(false), neither},
		{"neither, undeclared", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), environment.AppClient{}, neither},
		{
			"neither, and the flow is declared", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")),
			environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}}, neither,
		},
		{
			"neither, as declared", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}},
			notApplicable("a refresh with InitiateAuth is declared off"),
		},
		{
			"neither, since rotation is not as declared", publicClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), of(true),
			notApplicable("rotation is not as declared, which the check refresh-token-rotation reports"),
		},
		{"a machine client", machineClient(withAuthFlows("ALLOW_USER_SRP_AUTH")), environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
		{"a machine client without a domain", types.UserPoolClientType{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}}, environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
	})
}
