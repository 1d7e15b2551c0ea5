package settings

import (
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// RefreshTokenRotation is the check refresh-token-rotation.
var RefreshTokenRotation = check.Check{
	Name: "refresh-token-rotation",
	Doc:  "Refresh tokens rotate as declared, with the declared grace period, and by default in a client without a secret.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		rotates, grace := check.DeployedRotation(client)
		declared := t.Client.Declared
		switch {
		case declared.Rotation != nil && *declared.Rotation != rotates:
			return check.Finding("Apply the configuration again, or declare "+rotationArgument(rotates, grace)+".",
				"Refresh token rotation is %s and is declared %s.", feature(rotates), feature(*declared.Rotation)), nil
		case declared.Rotation == nil && !check.SignsInUsers(client):
			return nil, check.MachineClient
		case declared.Rotation == nil && !rotates && check.Confidential(client):
			return nil, check.NotApplicable("no rotation is declared, and the client has a secret")
		case declared.Rotation == nil && !rotates:
			// RFC 9700 section 4.14.2: the refresh tokens of a public client are
			// sender-constrained, which Cognito does not support, or rotate.
			return check.Finding("Write refresh = { rotation = true }, and let the app store the refresh token of each response.",
				"Refresh token rotation is %s and must be %s for a client without a secret, unless it is declared otherwise.", feature(false), feature(true)), nil
		case rotates && declared.RetryGracePeriod != nil && *declared.RetryGracePeriod != grace:
			return check.Finding("Apply the configuration again, or declare "+rotationArgument(rotates, grace)+".",
				"A replaced refresh token is accepted for %s and is declared to be accepted for %s.", check.InWords(grace), check.InWords(*declared.RetryGracePeriod)), nil
		}
		return nil, nil
	},
}

// feature returns the value of the API for rotation.
func feature(on bool) string {
	if on {
		return "ENABLED"
	}
	return "DISABLED"
}

// rotationArgument returns the argument that declares a rotation.
func rotationArgument(on bool, grace time.Duration) string {
	if !on {
		return "refresh = { rotation = false }"
	}
	return fmt.Sprintf("refresh = { rotation = true, retry_grace_period_seconds = %d }", int(grace.Seconds()))
}
