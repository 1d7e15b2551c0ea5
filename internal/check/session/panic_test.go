package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestPanicDeletesTemporaryUsers checks the environment of the check that panics, and another
// environment whose checks run at the same time.
func TestPanicDeletesTemporaryUsers(t *testing.T) {
	t.Parallel()
	users, browsers := map[string]*checktest.Users{"dev": {}, "test": {}}, map[string]*fixedBrowser{"dev": {}, "test": {}}
	var environments []environment.Environment
	for _, name := range []string{"dev", "test"} {
		environments = append(environments, environment.Environment{Name: name, Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Clients: []environment.Client{{Key: "web", ID: name}}})
	}
	created := make(chan struct{})
	broken := check.Check{Name: "broken", Of: check.OfClient, Live: true, Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		if _, err := Of(t).User.credentials(ctx); err != nil {
			return nil, err
		}
		if _, err := Of(t).Browser(ctx); err != nil {
			return nil, err
		}
		if t.Environment.Name == "test" {
			close(created)
			<-ctx.Done()
			return nil, errors.New("stopped")
		}
		<-created
		panic("a fault of the check")
	}}
	run := func() {
		check.Run(t.Context(), environments, check.Options{
			Checks: []check.Check{broken}, Now: time.Now, Concurrency: 2,
			Live: &Options{OpenBrowser: func(_ context.Context, client *login.Client, _ bool) (Browser, error) {
				return browsers[client.ClientID], nil
			}},
			Connect: func(_ context.Context, e *environment.Environment) (check.Connection, error) {
				return check.Connection{API: checktest.SignInAPI(1), Users: users[e.Name]}, nil
			},
		})
	}
	func() {
		defer func() {
			fault, ok := recover().(string)
			require.True(t, ok, "Run panics again")
			assert.Contains(t, fault, "a fault of the check")
			assert.Contains(t, fault, "panic_test.go", "the panic contains the stack")
		}()
		run()
	}()
	for name, c := range users {
		assert.True(t, browsers[name].closed, "the browser of %s", name)
		require.NotNil(t, c.Created, name)
		assert.Equal(t, []string{aws.ToString(c.Created.Username)}, c.Deleted, name)
	}
}
