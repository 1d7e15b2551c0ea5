package cognitotest_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func seedFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// TestSeed runs the example: a person of the file can sign in to a client of the file.
func TestSeed(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{Seed: "../examples/seed/seed.hcl"})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	pools := s.Seeded()
	require.Len(t, pools, 1)
	pool := pools[0]
	assert.True(t, pool.New)
	assert.Equal(t, "orders", pool.Name)
	assert.Equal(t, "orders.auth.us-east-1.amazoncognito.com", pool.Domain)
	require.Len(t, pool.Clients, 2)
	reports, web := pool.Clients[0], pool.Clients[1]
	assert.Equal(t, "reports", reports.Name)
	assert.Equal(t, []string{"client_credentials"}, reports.Flows)
	assert.Equal(t, []string{"http://localhost:3000/callback"}, web.CallbackURLs)

	answer, err := api(s, "us-east-1").AdminGetUser(context.Background(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &pool.ID, Username: aws.String("ada@example.com")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusTypeConfirmed, answer.UserStatus)
	answer, err = api(s, "us-east-1").AdminGetUser(context.Background(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &pool.ID, Username: aws.String("jo@example.com")})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusTypeForceChangePassword, answer.UserStatus)
	assert.Empty(t, s.Outbox())
}

// With a state directory the file is where an environment begins: what became of it stays.
func TestSeedOfAStateDir(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	begin := func(file string) (*cognitotest.Server, error) {
		return cognitotest.Start(cognitotest.Config{StateDir: dir, Seed: file})
	}
	first := seedFile(t, `user_pool "orders" {
  client "web" {}
}`)
	s, err := begin(first)
	require.NoError(t, err)
	made := s.Seeded()
	_, err = api(s, "us-east-1").UpdateUserPoolClient(context.Background(), &cognitoidentityprovider.UpdateUserPoolClientInput{UserPoolId: &made[0].ID, ClientId: &made[0].Clients[0].ID, ClientName: aws.String("renamed")})
	require.NoError(t, err)
	s.Close()

	// Refused at its end, on the state that there is: nothing of it is made.
	_, err = begin(seedFile(t, `user_pool "more" {
  group "staff" {}
}
user_pool "bad" {
  client "web" {
    allowed_oauth_flows = ["telepathy"]
  }
}`))
	require.ErrorContains(t, err, "seed.hcl:5: CreateUserPoolClient is refused: 1 validation error detected: ")
	require.NotContains(t, err.Error(), "\n")

	s, err = begin(seedFile(t, `user_pool "orders" {
  client "another" {}
}
user_pool "billing" {}`))
	require.NoError(t, err)
	defer s.Close()
	now := s.Seeded()
	require.Len(t, now, 2)
	assert.False(t, now[0].New)
	assert.Equal(t, made[0].ID, now[0].ID)
	require.Len(t, now[0].Clients, 1)
	assert.Equal(t, "renamed", now[0].Clients[0].Name)
	assert.True(t, now[1].New)
	listed, err := api(s, "us-east-1").ListUserPools(context.Background(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	require.NoError(t, err)
	assert.Len(t, listed.UserPools, 2, "no pool of the refused file")

	_, err = api(s, "us-east-1").DeleteUserPool(context.Background(), &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &now[1].ID})
	require.NoError(t, err)
	assert.Len(t, s.Seeded(), 1)
}
