package test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Two concurrent deployments share the provider. Each has its own emulator with its own clock and pools.
func TestParallelDeploymentsAreIsolated(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the clock cannot be advanced")
	const days = 24 * time.Hour
	pools := make(chan string, 2)
	for _, test := range []struct {
		name  string
		later time.Duration
	}{
		{"in the present", 0},
		{"forty days later", 40 * days},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := target.New(t)
			env.MoveClock(test.later)
			d := deploy.Fixture(t, "clock", deploy.In(env))
			require.NotEmpty(t, d.Outputs.UserPoolID)
			pools <- d.Outputs.UserPoolID

			listed, err := d.API().ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
			require.NoError(t, err)
			require.Len(t, listed.UserPools, 1, "another deployment's pool is in this emulator")
			assert.Equal(t, d.Outputs.UserPoolID, aws.ToString(listed.UserPools[0].Id))
			assert.Equal(t, d.Name, aws.ToString(listed.UserPools[0].Name))
			assert.WithinDuration(t, time.Now().Add(test.later), aws.ToTime(listed.UserPools[0].CreationDate), time.Hour)

		})
	}
	t.Cleanup(func() {
		if assert.Len(t, pools, 2) {
			one, other := <-pools, <-pools
			assert.NotEqual(t, one, other)
		}
	})
}

// This test covers the methods of a deployment that tests of examples do not use.
func TestDeploymentIsPlannedAndChanged(t *testing.T) {
	t.Parallel()
	d := deploy.Fixture(t, "clock", deploy.WithoutApply)
	assert.Contains(t, d.PlanError(t, map[string]any{"note": "forbidden"}), `The note must not be "forbidden": write another.`)
	change := d.Plan(t, nil).ResourceChanges
	require.Len(t, change, 1)
	assert.True(t, change[0].Change.Actions.Create(), "the plan has %v instead of create", change[0].Change.Actions)
	d.Apply(t)
	d.Apply(t, map[string]any{"note": "second"})
	described, err := d.API().DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"note": "second"}, described.UserPool.UserPoolTags)
}

// The router has no route for a user pool that Terraform did not create, until the test adds one.
func TestExistingPoolIsRouted(t *testing.T) {
	t.Parallel()
	env := target.New(t)
	if env.URL == nil {
		t.Skip("AWS needs no router")
	}
	client := cognitoidentityprovider.NewFromConfig(env.AWS)
	created, err := client.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("elsewhere")})
	require.NoError(t, err)
	pool := aws.ToString(created.UserPool.Id)
	provider.RoutePool(t, env, pool)
	d := deploy.Fixture(t, "client", deploy.In(env), deploy.WithExistingPool, deploy.WithVars(map[string]any{"user_pool_id": pool}))
	clients := func() int {
		listed, err := client.ListUserPoolClients(t.Context(), &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		return len(listed.UserPoolClients)
	}
	assert.Equal(t, 1, clients())
	d.AssertEmptyPlan(t)
}

func TestProviderModes(t *testing.T) {
	t.Parallel()
	env := target.New(t)
	if env.URL == nil {
		for _, mode := range []provider.Mode{provider.Shared, provider.PerCommand, provider.ProductionHostNames} {
			assert.NotContains(t, provider.Variables(t, env, mode, t.TempDir()), "AWS_ENDPOINT_URL")
			assert.Empty(t, provider.Variables(t, env, mode, t.TempDir())["TF_REATTACH_PROVIDERS"])
		}
		return
	}
	for _, test := range []struct {
		name                     string
		mode                     provider.Mode
		endpoint                 string
		reattached, certificates bool
	}{
		{"shared", provider.Shared, "", true, false},
		{"provider per command", provider.PerCommand, env.URL.String(), false, false},
		{"production host names", provider.ProductionHostNames, "", os.Getenv(relay.Variable) != relay.Off, true},
	} {
		if test.reattached && !provider.Shareable(t, env) {
			continue // a development override
		}
		got := provider.Variables(t, env, test.mode, t.TempDir())
		assert.Equal(t, test.endpoint, got["AWS_ENDPOINT_URL"], test.name)
		assert.Equal(t, test.reattached, got["TF_REATTACH_PROVIDERS"] != "", test.name)
		assert.Equal(t, test.certificates, got["AWS_CA_BUNDLE"] != "", test.name)
		assert.NotEmpty(t, got["HTTPS_PROXY"], test.name)
	}
}

// At least one example uses a provider per command, and at least one uses the production host names. All other tests
// share the provider.
func TestEveryProviderModeIsUsed(t *testing.T) {
	t.Parallel()
	used := map[string][]string{}
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			if function, ok := call.Fun.(*ast.SelectorExpr); !ok || function.Sel.Name != "Example" {
				return true
			}
			for _, argument := range call.Args {
				if option, ok := argument.(*ast.SelectorExpr); ok {
					used[option.Sel.Name] = append(used[option.Sel.Name], strings.TrimSuffix(name, "_test.go"))
				}
			}
			return true
		})
	}
	for _, option := range []string{"WithProviderPerCommand", "WithProductionHostNames"} {
		assert.NotEmpty(t, used[option], "no test deploys an example with %s", option)
	}
}
