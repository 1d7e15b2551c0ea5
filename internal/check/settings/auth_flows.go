package settings

import (
	"context"
	"fmt"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// AuthFlows is the check auth-flows.
var AuthFlows = check.Check{
	Name: "auth-flows",
	Doc:  "A client allows the declared API sign-in flows and no others.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Client.Declared.ExplicitAuthFlows
		if declared == nil {
			return nil, check.NotApplicable("no auth flow is declared")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		// refresh-flow and password-flow report these flows.
		public := !check.Confidential(client)
		reportedElsewhere := func(flow string) bool {
			return flow == check.AllowRefresh || flow == check.AllowPassword && public && !slices.Contains(declared, check.AllowPassword)
		}
		got, want := check.Without(check.DeployedAuthFlows(client), reportedElsewhere), check.Without(check.Sorted(declared), reportedElsewhere)
		if slices.Equal(got, want) {
			return nil, nil
		}
		fix := "Apply the configuration again."
		// The modules always allow SRP to a client with users, so only a list with SRP can be declared.
		if slices.Contains(got, check.AllowSRP) {
			fix = fmt.Sprintf("Apply the configuration again, or declare explicit_auth_flows = %s.", hclList(got))
		}
		return check.Finding(fix, "The sign-in flows of the API are %s and are declared %s.", check.Enumerate(got), check.Enumerate(want)), nil
	},
}
