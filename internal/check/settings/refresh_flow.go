package settings

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// RefreshFlow is the check refresh-flow.
var RefreshFlow = check.Check{
	Name: "refresh-flow",
	Doc:  "A client allows a refresh with InitiateAuth if its refresh tokens do not rotate, and only then.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !check.SignsInUsers(client) {
			return nil, check.MachineClient
		}
		rotates, _ := check.DeployedRotation(client)
		// Developer guide, "Refresh tokens": rotation excludes ALLOW_REFRESH_TOKEN_AUTH.
		if rotates && slices.Contains(client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth) {
			return check.Finding("Remove ALLOW_REFRESH_TOKEN_AUTH from explicit_auth_flows, or write refresh = { rotation = false }, and apply.",
				"ALLOW_REFRESH_TOKEN_AUTH is allowed together with refresh token rotation and must not be."), nil
		}
		declared := t.Client.Declared
		if declared.Rotation != nil && *declared.Rotation != rotates {
			return nil, check.NotApplicable("rotation is not as declared, which the check refresh-token-rotation reports")
		}
		if rotates || slices.Contains(check.DeployedAuthFlows(client), check.AllowRefresh) {
			return nil, nil
		}
		if declared.ExplicitAuthFlows != nil && !slices.Contains(declared.ExplicitAuthFlows, check.AllowRefresh) {
			return nil, check.NotApplicable("a refresh with InitiateAuth is declared off")
		}
		return check.Finding("Write refresh = { rotation = false }, which allows the flow, and apply; or { rotation = true }, for an app that uses GetTokensFromRefreshToken.",
			"ALLOW_REFRESH_TOKEN_AUTH is not allowed and must be, because refresh tokens do not rotate: InitiateAuth rejects a refresh."), nil
	},
}
