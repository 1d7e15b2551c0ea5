package refreshcheck

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clientSecret = Check{
	Name: "client-secret",
	Doc:  "A client has a secret if it is declared confidential, and none if it is declared public.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		declared := t.Client.Declared.Confidential
		if declared == nil {
			return nil, NotApplicable("it is not declared whether the client is confidential")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if confidential(client) == *declared {
			return nil, nil
		}
		// API reference, CreateUserPoolClient: GenerateSecret is of the creation alone.
		fix := fmt.Sprintf("Add a client with generate_secret = %t under a key of its own, let the app use it, and take this one away.", *declared)
		if *declared {
			return one(fix, "The client has no secret and is declared confidential."), nil
		}
		return one(fix, "The client has a secret and is declared public."), nil
	},
}
