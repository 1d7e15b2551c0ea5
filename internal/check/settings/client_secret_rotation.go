package settings

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// secretTransition is the time in which every instance of an app must use its new secret.
const secretTransition = 30 * check.Day

// ClientSecretRotation is the check client-secret-rotation.
var ClientSecretRotation = check.Check{
	Name: "client-secret-rotation",
	Doc:  "A client has a second secret only while its app changes to the new one, for at most 30 days.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !check.Confidential(client) {
			return nil, check.NotApplicable("the client has no secret")
		}
		registered, err := t.Registered(ctx)
		if err != nil {
			return nil, err
		}
		if registered { // the operations on secrets reject it
			return nil, check.NotApplicable("the client registered itself, and cannot have a second secret")
		}
		secrets, err := t.Secrets(ctx)
		if err != nil {
			return nil, err
		}
		if len(secrets) < 2 {
			return nil, nil
		}
		newest := newestSecret(secrets)
		age := t.Now().Sub(newest)
		if age <= secretTransition {
			return nil, nil
		}
		return check.Finding("Let the app use the new secret, and delete the old one with aws cognito-idp delete-user-pool-client-secret.",
			"The client has had %d secrets for %d days, and must have one secret after %d days.",
			len(secrets), int(age/check.Day), int(secretTransition/check.Day)), nil
	},
}

// newestSecret returns the time at which the newest secret was added.
func newestSecret(secrets []types.ClientSecretDescriptorType) (newest time.Time) {
	for _, s := range secrets {
		if s.ClientSecretCreateDate != nil && s.ClientSecretCreateDate.After(newest) {
			newest = *s.ClientSecretCreateDate
		}
	}
	return newest
}
