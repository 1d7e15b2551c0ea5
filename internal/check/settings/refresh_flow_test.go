package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestRefreshFlow(t *testing.T) {
	t.Parallel()
	both := func(c *types.UserPoolClientType) {
		rotating(10)(c)
		allowing("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")(c)
	}
	rotation := func(c *types.UserPoolClientType) {
		rotating(10)(c)
		allowing("ALLOW_USER_SRP_AUTH")(c)
	}
	beside := failed("ALLOW_REFRESH_TOKEN_AUTH is allowed together with refresh token rotation and must not be.",
		"Remove ALLOW_REFRESH_TOKEN_AUTH from explicit_auth_flows, or write refresh = { rotation = false }, and apply.")
	neither := failed("ALLOW_REFRESH_TOKEN_AUTH is not allowed and must be, because refresh tokens do not rotate: InitiateAuth rejects a refresh.",
		"Write refresh = { rotation = false }, which allows the flow, and apply; or { rotation = true }, for an app that uses GetTokensFromRefreshToken.")
	of := func(on bool) environment.AppClient { return environment.AppClient{Rotation: &on} }
	runClientCases(t, RefreshFlow, []clientCase{
		{"rotation alone", public(rotation), of(true), passed},
		{"the flow alone", public(allowing("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")), of(false), passed},
		{"the default of the service", public(nil), of(false), passed},
		{"the default of the service beside rotation", public(rotating(10)), of(true), passed},
		{"an older name", secretive(allowing("ADMIN_NO_SRP_AUTH")), of(false), passed},
		{"both", public(both), of(true), beside},
		{"both, undeclared", public(both), environment.AppClient{}, beside},
		{"both, and rotation is declared off", public(both), of(false), beside},
		{"neither", public(allowing("ALLOW_USER_SRP_AUTH")), of(false), neither},
		{"neither, undeclared", public(allowing("ALLOW_USER_SRP_AUTH")), environment.AppClient{}, neither},
		{
			"neither, and the flow is declared", public(allowing("ALLOW_USER_SRP_AUTH")),
			environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}}, neither,
		},
		{
			"neither, as declared", public(allowing("ALLOW_USER_SRP_AUTH")), environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}},
			notApplicable("a refresh with InitiateAuth is declared off"),
		},
		{
			"neither, since rotation is not as declared", public(allowing("ALLOW_USER_SRP_AUTH")), of(true),
			notApplicable("rotation is not as declared, which the check refresh-token-rotation reports"),
		},
		{"for machines", machine(allowing("ALLOW_USER_SRP_AUTH")), environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
		{"for machines without a domain", types.UserPoolClientType{ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"}}, environment.AppClient{}, notApplicable("the client is a machine client, and no user signs in to it")},
	})
}
