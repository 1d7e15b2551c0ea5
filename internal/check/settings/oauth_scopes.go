package settings

import (
	"context"
	"fmt"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// OAuthScopes is the check oauth-scopes.
var OAuthScopes = check.Check{
	Name: "oauth-scopes",
	Doc:  "A client may request the declared scopes and no others.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		got, declared := check.Sorted(client.AllowedOAuthScopes), t.Client.Declared.AllowedOAuthScopes
		if declared == nil && len(got) == 0 {
			return nil, check.NotApplicable("the client has no scope, and none is declared")
		}
		// Developer guide, "Application-specific settings with app clients": these three can
		// be requested only with openid.
		needOpenID := check.Without(got, func(scope string) bool { return !slices.Contains([]string{"email", "phone", "profile"}, scope) })
		if slices.Contains(got, "openid") || !usesLoginPages(client) {
			needOpenID = nil
		}
		if want := check.Sorted(declared); declared != nil && !slices.Equal(got, want) {
			fix := "Apply the configuration again."
			if len(got) > 0 && len(needOpenID) == 0 { // the modules reject scopes that cannot be used
				fix = fmt.Sprintf("Apply the configuration again, or declare scopes = %s.", hclList(got))
			}
			return check.Finding(fix, "The scopes are %s and are declared %s.", check.Enumerate(got), check.Enumerate(want)), nil
		}
		if len(needOpenID) == 0 {
			return nil, nil
		}
		got = append([]string{"openid"}, got...)
		return check.Finding(fmt.Sprintf("Write scopes = %s.", hclList(got)),
			"The client has %s without openid and must have openid too, because they can be requested only with it.", check.Enumerate(needOpenID)), nil
	},
}
