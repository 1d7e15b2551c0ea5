package main

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

func TestSweep(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "other tests use their pools, and the clock does not move")
	env := target.New(t)
	api := cognitoidentityprovider.NewFromConfig(env.AWS)
	create := func(name string, protection types.DeletionProtectionType) string {
		created, err := api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: &name, DeletionProtection: protection})
		require.NoError(t, err)
		return *created.UserPool.Id
	}
	const off, on = types.DeletionProtectionTypeInactive, types.DeletionProtectionTypeActive
	plain := create("cognitokit-0123456789", off)
	create("cognitokit-fidelity-protected-0123456789", on)
	create("cognitokit-abcdef0123-prod", off)
	for _, name := range []string{
		"cognitokit", "cognitokit-production", "cognitokit-012345678", "cognitokit-01234567890", "cognitokit-0123456789-canary",
		"my-cognitokit-0123456789", "cognitokit-fidelity-0123456789x", "COGNITOKIT-0123456789", "orders",
	} {
		create(name, off)
	}
	_, err := api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &plain, Domain: aws.String("signin-0123456789")})
	require.NoError(t, err)
	env.MoveClock(7 * time.Hour)
	create("cognitokit-9999999999", off) // of a test that still runs

	sweep := func(remove bool) []string {
		var out bytes.Buffer
		s := sweeper{api: api, before: env.Now().Add(-6 * time.Hour), remove: remove, out: &out}
		require.NoError(t, s.run(t.Context()))
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		slices.Sort(lines)
		return lines
	}
	names := func() []string {
		var all []string
		list, err := api.ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
		require.NoError(t, err)
		for _, pool := range list.UserPools {
			all = append(all, *pool.Name)
		}
		return all
	}

	before := names()
	for _, line := range sweep(false) {
		assert.Regexp(t, `^would delete us-east-1_\w+ cognitokit-(0123456789|fidelity-protected-0123456789|abcdef0123-prod), created \d{4}-`, line)
	}
	assert.Len(t, sweep(false), 3)
	assert.ElementsMatch(t, before, names(), "without --delete nothing changes")

	deleted := sweep(true)
	assert.Len(t, deleted, 3)
	for _, line := range deleted {
		assert.Regexp(t, `^deleted us-east-1_`, line)
	}
	assert.ElementsMatch(t, []string{
		"cognitokit", "cognitokit-production", "cognitokit-012345678", "cognitokit-01234567890", "cognitokit-0123456789-canary",
		"my-cognitokit-0123456789", "cognitokit-fidelity-0123456789x", "COGNITOKIT-0123456789", "orders", "cognitokit-9999999999",
	}, names())
	assert.Equal(t, []string{"no pool of an interrupted test"}, sweep(true))
}

// A name that the tests give a pool must match, or the sweeper would find nothing.
func TestNamesOfTestsMatch(t *testing.T) {
	t.Parallel()
	assert.Regexp(t, testPool, "cognitokit-"+target.UniqueName(t))
	assert.Regexp(t, testPool, "cognitokit-fidelity-main-"+target.UniqueName(t))
}

func TestRejectedArguments(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"too young", "--older-than: 1h0m0s is too short, because tests that still run use their pools. Write 2h or more", []string{"--older-than", "1h"}},
		{"negative", "--older-than: -6h0m0s is too short, because tests that still run use their pools. Write 2h or more", []string{"--older-than", "-6h"}},
		{"a word", `"now": write only flags`, []string{"--delete", "now"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.EqualError(t, run(t.Context(), tt.args, io.Discard), tt.want)
		})
	}
	t.Run("no region", func(t *testing.T) {
		for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
			t.Setenv(name, "")
		}
		t.Setenv("AWS_CONFIG_FILE", "/dev/null")
		t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
		assert.EqualError(t, run(t.Context(), nil, io.Discard), "no region is set: set AWS_REGION")
	})
}
