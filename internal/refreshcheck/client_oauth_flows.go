package refreshcheck

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clientOAuthFlows = Check{
	Name: "oauth-flows",
	Doc:  "A client has the declared OAuth grants, and they are turned on.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		got, declared := asText(client.AllowedOAuthFlows), t.Client.Declared.AllowedOAuthFlows
		if declared == nil && len(got) == 0 {
			return nil, NotApplicable("the client has no OAuth grant, and none is declared")
		}
		if declared != nil {
			// The check implicit-grant reports it wherever it is.
			implicit := func(flow string) bool {
				return flow == string(types.OAuthFlowTypeImplicit) && !slices.Contains(declared, flow)
			}
			if got, want := without(got, implicit), asText(declared); !slices.Equal(got, want) {
				return one("Apply the configuration again: application_type decides the grant.",
					"The OAuth grants are %s and are declared %s.", enumerated(got), enumerated(want)), nil
			}
		}
		// API reference, UserPoolClientType: while it is false, only the API signs in.
		if len(got) > 0 && !aws.ToBool(client.AllowedOAuthFlowsUserPoolClient) {
			return one("Apply the configuration again: the modules always write allowed_oauth_flows_user_pool_client = true.",
				"AllowedOAuthFlowsUserPoolClient is false and must be true, since the client has OAuth grants: %s.", enumerated(got)), nil
		}
		return nil, nil
	},
}
