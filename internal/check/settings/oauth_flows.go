package settings

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// OAuthFlows is the check oauth-flows.
var OAuthFlows = check.Check{
	Name: "oauth-flows",
	Doc:  "A client has the declared OAuth grants, and they are turned on.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		got, declared := check.Sorted(client.AllowedOAuthFlows), t.Client.Declared.AllowedOAuthFlows
		if declared == nil && len(got) == 0 {
			return nil, check.NotApplicable("the client has no OAuth grant, and none is declared")
		}
		if declared != nil {
			// implicit-grant reports an undeclared implicit grant.
			implicit := func(flow string) bool {
				return flow == string(types.OAuthFlowTypeImplicit) && !slices.Contains(declared, flow)
			}
			if got, want := check.Without(got, implicit), check.Sorted(declared); !slices.Equal(got, want) {
				return check.Finding("Apply the configuration again: application_type decides the grant.",
					"The OAuth grants are %s and are declared %s.", check.Enumerate(got), check.Enumerate(want)), nil
			}
		}
		// API reference, UserPoolClientType: if it is false, only the API can sign in.
		if len(got) > 0 && !aws.ToBool(client.AllowedOAuthFlowsUserPoolClient) {
			return check.Finding("Apply the configuration again: the modules always write allowed_oauth_flows_user_pool_client = true.",
				"AllowedOAuthFlowsUserPoolClient is false and must be true, because the client has OAuth grants: %s.", check.Enumerate(got)), nil
		}
		return nil, nil
	},
}
