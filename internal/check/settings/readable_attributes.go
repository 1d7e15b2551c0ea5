package settings

import (
	"context"
	"fmt"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// scopeAttributes lists the attributes of each scope (developer guide, "Attribute permissions
// and scopes").
var scopeAttributes = []struct {
	scope      string
	attributes []string
}{
	{"email", []string{"email", "email_verified"}},
	{"phone", []string{"phone_number", "phone_number_verified"}},
}

// ReadableAttributes is the check readable-attributes.
var ReadableAttributes = check.Check{
	Name: "readable-attributes",
	Doc:  "A client may read the attributes of its scopes.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !usesLoginPages(client) {
			return nil, check.NotApplicable("the client does not use the login pages")
		}
		// API reference, UserPoolClientType: an empty list allows all attributes.
		readable := check.Sorted(client.ReadAttributes)
		if len(readable) == 0 {
			return nil, nil
		}
		var findings []report.Finding
		for _, required := range scopeAttributes {
			if !slices.Contains(client.AllowedOAuthScopes, required.scope) {
				continue
			}
			missing := check.Without(required.attributes, func(name string) bool { return slices.Contains(readable, name) })
			if len(missing) == 0 {
				continue
			}
			// Developer guide, "Token endpoint", invalid_grant.
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The client may read %s, and must read %s too: otherwise Cognito rejects a code with the scope %s.", check.Enumerate(readable), check.Enumerate(missing), required.scope),
				Fix:     fmt.Sprintf("Add %s to read_attributes, or omit read_attributes.", check.Enumerate(missing)),
			})
		}
		return findings, nil
	},
}
