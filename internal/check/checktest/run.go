package checktest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Run runs one check on the resources of an API, and returns its result.
func Run(t *testing.T, api check.API, client *http.Client, c check.Check, declared environment.Environment) report.Result {
	t.Helper()
	require.NotEmpty(t, declared.Clients, "a check of a client requires one, and a check of a pool ignores it")
	if declared.UserPoolID == "" {
		declared.Region, declared.UserPoolID = "eu-west-1", "eu-west-1_Ab12Cd34E"
	}
	r := check.Run(t.Context(), []environment.Environment{declared}, check.Options{
		Checks: []check.Check{c}, Now: time.Now,
		Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
			return check.Connection{API: api, HTTP: client}, nil
		},
	})
	if c.Of == check.OfPool {
		return r.Environments[0].Results[0]
	}
	return r.Environments[0].Clients[0].Results[0]
}
