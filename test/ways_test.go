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
)

// Two deployments at once, by one provider: neither moves the other's clock, and neither is seen in the other's
// stand-in.
func TestDeploymentsSideBySideAreApart(t *testing.T) {
	t.Parallel()
	standInOnly(t, "there is one clock")
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
			env := newEnvironment(t)
			env.moveClock(test.later)
			d := deployFixture(t, "clock", in(env))
			require.NotEmpty(t, d.outputs.UserPoolID)
			pools <- d.outputs.UserPoolID

			listed, err := d.sdk().ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
			require.NoError(t, err)
			require.Len(t, listed.UserPools, 1, "another deployment's pool is in this stand-in")
			assert.Equal(t, d.outputs.UserPoolID, aws.ToString(listed.UserPools[0].Id))
			assert.Equal(t, d.name, aws.ToString(listed.UserPools[0].Name))
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

// What the suite can do with a deployment, but for what every test of an example does.
func TestADeploymentIsPlannedAndChanged(t *testing.T) {
	t.Parallel()
	d := deployFixture(t, "clock", withoutApply)
	assert.Contains(t, d.planFails(t, map[string]any{"note": "forbidden"}), `The note must not be "forbidden": write another.`)
	change := d.plan(t, nil).ResourceChanges
	require.Len(t, change, 1)
	assert.True(t, change[0].Change.Actions.Create(), "the plan does not make the pool but does %v", change[0].Change.Actions)
	d.apply(t)
	d.apply(t, map[string]any{"note": "second"})
	described, err := d.sdk().DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(d.outputs.UserPoolID)})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"note": "second"}, described.UserPool.UserPoolTags)
}

// A user pool that was not made by Terraform is out of the front's sight until it is told of it.
func TestAnAdoptedPoolIsWithinReach(t *testing.T) {
	t.Parallel()
	env := newEnvironment(t)
	if env.url == nil {
		t.Skip("there is no front before AWS")
	}
	client := cognitoidentityprovider.NewFromConfig(env.aws)
	made, err := client.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("elsewhere")})
	require.NoError(t, err)
	pool := aws.ToString(made.UserPool.Id)
	env.adopt(t, pool)
	d := deployFixture(t, "client", in(env), onAnotherPool, withVars(map[string]any{"user_pool_id": pool}))
	clients := func() int {
		listed, err := client.ListUserPoolClients(t.Context(), &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		return len(listed.UserPoolClients)
	}
	assert.Equal(t, 1, clients())
	d.planIsEmpty(t)
}

func TestEachWayIsWhatItSays(t *testing.T) {
	t.Parallel()
	env := newEnvironment(t)
	if env.url == nil {
		for _, w := range []way{shared, ordinary, productionHostNames} {
			assert.NotContains(t, env.commands(t, w, t.TempDir()), "AWS_ENDPOINT_URL")
			assert.Empty(t, env.commands(t, w, t.TempDir())["TF_REATTACH_PROVIDERS"])
		}
		return
	}
	for _, test := range []struct {
		name                     string
		way                      way
		endpoint                 string
		reattached, certificates bool
	}{
		{"shared", shared, "", true, false},
		{"ordinary", ordinary, env.url.String(), false, false},
		{"production host names", productionHostNames, "", os.Getenv(relay.Variable) != relay.Off, true},
	} {
		if test.reattached && reattached(t, env.ofTheProvider(theFront(t).URL), t.TempDir()) == nil {
			continue // a development override
		}
		got := env.commands(t, test.way, t.TempDir())
		assert.Equal(t, test.endpoint, got["AWS_ENDPOINT_URL"], test.name)
		assert.Equal(t, test.reattached, got["TF_REATTACH_PROVIDERS"] != "", test.name)
		assert.Equal(t, test.certificates, got["AWS_CA_BUNDLE"] != "", test.name)
		assert.NotEmpty(t, got["HTTPS_PROXY"], test.name)
	}
}

// What all other tests leave out, a provider that starts with each command and the host names that it has in production,
// is in use in at least one each.
func TestEveryWayIsInUse(t *testing.T) {
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
			if function, ok := call.Fun.(*ast.Ident); !ok || function.Name != "deploy" {
				return true
			}
			for _, argument := range call.Args {
				if option, ok := argument.(*ast.Ident); ok {
					used[option.Name] = append(used[option.Name], strings.TrimSuffix(name, "_test.go"))
				}
			}
			return true
		})
	}
	for _, option := range []string{"theOrdinaryWay", "throughProductionHostNames"} {
		assert.NotEmpty(t, used[option], "no test deploys an example with %s", option)
	}
}
