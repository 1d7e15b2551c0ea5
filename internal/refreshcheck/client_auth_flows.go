package refreshcheck

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// The flows of the API that checks speak of.
const (
	allowRefresh  = string(types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
	allowSRP      = string(types.ExplicitAuthFlowsTypeAllowUserSrpAuth)
	allowPassword = string(types.ExplicitAuthFlowsTypeAllowUserPasswordAuth)
	allowCustom   = string(types.ExplicitAuthFlowsTypeAllowCustomAuth)
	allowAdmin    = string(types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth)
)

// namesOfToday are those of the flows that are still deployed under an older name. The
// API reference (UserPoolClientType, ExplicitAuthFlows) says so of the first; the two
// others are taken at their names (chosen).
var namesOfToday = map[types.ExplicitAuthFlowsType]string{
	types.ExplicitAuthFlowsTypeAdminNoSrpAuth:     allowAdmin,
	types.ExplicitAuthFlowsTypeUserPasswordAuth:   allowPassword,
	types.ExplicitAuthFlowsTypeCustomAuthFlowOnly: allowCustom,
}

var clientAuthFlows = Check{
	Name: "auth-flows",
	Doc:  "A client allows the sign-in flows of the API that are declared, and no others.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		declared := t.Client.Declared.ExplicitAuthFlows
		if declared == nil {
			return nil, NotApplicable("no auth flow is declared")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		// What other checks report: refreshing, and passwords from a public client.
		public := !confidential(client)
		elsewhere := func(flow string) bool {
			return flow == allowRefresh || flow == allowPassword && public && !slices.Contains(declared, allowPassword)
		}
		got, want := without(authFlows(client), elsewhere), without(asText(declared), elsewhere)
		if slices.Equal(got, want) {
			return nil, nil
		}
		fix := "Apply the configuration again."
		// The modules allow SRP to each client that signs people in, so a list with it can be declared.
		if slices.Contains(got, allowSRP) {
			fix = fmt.Sprintf("Apply the configuration again, or declare explicit_auth_flows = %s.", hclList(got))
		}
		return one(fix, "The sign-in flows of the API are %s and are declared %s.", enumerated(got), enumerated(want)), nil
	},
}

// authFlows are the flows of the API that a client allows, sorted, under their names of
// today.
//
// API reference, UserPoolClientType: a client that names none allows refreshing, SRP and
// custom sign-in. The older names have none for SRP and refreshing, which are taken to be
// on beside them (chosen).
func authFlows(c *types.UserPoolClientType) []string {
	if len(c.ExplicitAuthFlows) == 0 {
		return []string{allowCustom, allowRefresh, allowSRP}
	}
	var flows []string
	for _, flow := range c.ExplicitAuthFlows {
		if name, older := namesOfToday[flow]; older {
			flows = append(flows, name, allowRefresh, allowSRP)
			continue
		}
		flows = append(flows, string(flow))
	}
	return asText(flows)
}
