package refreshcheck

import (
	"context"
	"fmt"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clientOAuthScopes = Check{
	Name: "oauth-scopes",
	Doc:  "A client may ask for the declared scopes, and for no others.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		got, declared := asText(client.AllowedOAuthScopes), t.Client.Declared.AllowedOAuthScopes
		if declared == nil && len(got) == 0 {
			return nil, NotApplicable("the client has no scope, and none is declared")
		}
		if want := asText(declared); declared != nil && !slices.Equal(got, want) {
			return one(fmt.Sprintf("Apply the configuration again, or declare scopes = %s.", hclList(got)),
				"The scopes are %s and are declared %s.", enumerated(got), enumerated(want)), nil
		}
		// Developer guide, "Application-specific settings with app clients": these three can
		// be asked for with openid only.
		if !usesPages(client) || slices.Contains(got, "openid") {
			return nil, nil
		}
		helpless := without(got, func(scope string) bool { return !slices.Contains([]string{"email", "phone", "profile"}, scope) })
		if len(helpless) == 0 {
			return nil, nil
		}
		got = append([]string{"openid"}, got...)
		return one(fmt.Sprintf("Write scopes = %s.", hclList(got)),
			"The client has %s without openid and must have openid too, since they can be asked for with it only.", enumerated(helpless)), nil
	},
}
