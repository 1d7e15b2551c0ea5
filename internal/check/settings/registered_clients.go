package settings

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const fixRegistered = "Delete the client with the AWS CLI, and declare a client for its application if it is still needed."

// RegisteredClients is the check registered-clients.
var RegisteredClients = check.Check{
	Name: "registered-clients",
	Doc:  "A client that registered itself has only what the pool still lets a client register.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		registered, err := t.Registered(ctx)
		if err != nil {
			return nil, err
		}
		if !registered {
			return nil, check.NotApplicable("the client did not register itself")
		}
		registration, err := t.Registration(ctx)
		if err != nil {
			return nil, err
		}
		// Turning registration off, or permitting less, does not change the clients that exist.
		if !registration.On() {
			return check.Finding(fixRegistered, "The client registered itself, and the pool no longer registers clients."), nil
		}
		var findings []report.Finding
		permitted := func(in []string) func(string) bool {
			return func(entry string) bool { return slices.Contains(in, entry) }
		}
		if extra := check.Without(check.Sorted(client.AllowedOAuthFlows), permitted(registration.Grants())); len(extra) > 0 {
			findings = append(findings, check.Finding(fixRegistered, "The client registered itself, and has grants that the pool no longer permits: %s.", check.Enumerate(extra))...)
		}
		if extra := check.Without(check.Sorted(client.AllowedOAuthScopes), permitted(registration.Scopes())); len(extra) > 0 {
			findings = append(findings, check.Finding(fixRegistered, "The client registered itself, and has scopes that the pool no longer permits: %s.", check.Enumerate(extra))...)
		}
		return findings, nil
	},
}
