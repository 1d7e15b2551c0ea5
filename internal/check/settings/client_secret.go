package settings

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ClientSecret is the check client-secret.
var ClientSecret = check.Check{
	Name: "client-secret",
	Doc:  "A client has a secret if it is declared confidential, and none if it is declared public.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Client.Declared.Confidential
		if declared == nil {
			return nil, check.NotApplicable("it is not declared whether the client is confidential")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if check.Confidential(client) == *declared {
			return nil, nil
		}
		// API reference, CreateUserPoolClient: GenerateSecret cannot be changed later.
		fix := fmt.Sprintf("Add a client with generate_secret = %t under a new key, let the app use it, and remove this one.", *declared)
		if *declared {
			return check.Finding(fix, "The client has no secret and is declared confidential."), nil
		}
		return check.Finding(fix, "The client has a secret and is declared public."), nil
	},
}
