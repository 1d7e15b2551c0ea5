package refreshcheck

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestAPanicLeavesNobodyBehind: neither in the environment of the check that panics, nor in
// another that is looked at meanwhile.
func TestAPanicLeavesNobodyBehind(t *testing.T) {
	t.Parallel()
	crowds, doors := map[string]*crowd{"dev": {}, "test": {}}, map[string]*door{"dev": {}, "test": {}}
	var environments []environment.Environment
	for _, name := range []string{"dev", "test"} {
		environments = append(environments, environment.Environment{Name: name, Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Clients: []environment.Client{{Key: "web", ID: name}}})
	}
	made := make(chan struct{})
	check := Check{Name: "broken", Of: OfClient, Live: true, Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		if _, err := t.Session.person.credentials(ctx); err != nil {
			return nil, err
		}
		if _, err := t.Session.browser(ctx); err != nil {
			return nil, err
		}
		if t.Environment.Name == "test" {
			close(made)
			<-ctx.Done()
			return nil, errors.New("stopped")
		}
		<-made
		panic("a fault of the check")
	}}
	run := func() {
		Run(t.Context(), environments, Options{
			Checks: []Check{check}, Now: time.Now, Concurrency: 2,
			Live: &Live{OpenBrowser: func(_ context.Context, client *login.Client, _ bool) (Browser, error) {
				return doors[client.ClientID], nil
			}},
			Connect: func(_ context.Context, e *environment.Environment) (Connection, error) {
				return Connection{API: signInAPI(t, 1), People: crowds[e.Name]}, nil
			},
		})
	}
	func() {
		defer func() {
			fault, ok := recover().(string)
			require.True(t, ok, "the panic goes on")
			assert.Contains(t, fault, "a fault of the check")
			assert.Contains(t, fault, "panic_test.go", "with the stack of its place")
		}()
		run()
	}()
	for name, c := range crowds {
		assert.True(t, doors[name].closed, "the browser of %s", name)
		require.NotNil(t, c.made, name)
		assert.Equal(t, []string{aws.ToString(c.made.Username)}, c.removed, name)
	}
}
