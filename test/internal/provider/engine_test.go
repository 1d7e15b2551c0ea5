package provider

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

func TestErrorOfSlowPreparationContainsTheRemedy(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	_, err := prepareEngine(ctx, engine.Options{})
	require.EqualError(t, err, "go test's timeout is too short for the preparation of the tests (looking for Terraform or OpenTofu and the AWS provider): run `go test -timeout 60m ./test`, or name a filesystem mirror of the AWS provider in COGNITOKIT_PROVIDER_MIRROR")
}
