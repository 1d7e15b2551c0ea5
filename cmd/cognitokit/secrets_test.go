//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// watchedSeed is a pool whose clients use each kind of secret.
const watchedSeed = `
user_pool "orders" {
  username_attributes = ["email"]

  domain "orders" {}

  client "web" {
    generate_secret                      = true
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    logout_urls                          = ["https://app.example.com/"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  }

  client "rotating" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 0
    }
  }

  user "ada@example.com" {
    password = "Passw0rd-of-Ada"
  }
}
`

// watched is a pool of the stand-in, the file of its outputs, and a process whose requests
// a witness sees.
func watched(t *testing.T) (*process, *witness, string) {
	t.Helper()
	seed := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(seed, []byte(watchedSeed), 0o600))
	server, err := cognitotest.Start(cognitotest.Config{Seed: seed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	outputs, _ := describe(server.Env()["AWS_REGION"], server.Seeded()[0])
	file := filepath.Join(t.TempDir(), "orders.json")
	require.NoError(t, writeJSON(file, outputs))
	p := newProcess(t)
	w := watch(t, server, p.env)
	p.env["COGNITOKIT_PASSWORD"] = "Passw0rd-of-Ada"
	return p, w, file
}

func TestLoginTellsNoSecret(t *testing.T) {
	t.Parallel()
	p, w, outputs := watched(t)
	saved := filepath.Join(p.root, "saved.json")
	arguments := []string{"login", "--outputs", outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com"}
	text := ""
	for _, args := range [][]string{append(arguments, "--save", saved), {"refresh", saved}} {
		run := p.again()
		run.start(args...).exits(0)
		text += run.stdout.String() + run.stderr.String()
	}
	assert.Equal(t, []string{"ID token", "access token", "client secret", "code", "code verifier", "cookie", "password", "refresh token"}, w.seen())
	assert.Empty(t, w.told(text), "the terminal tells secrets")

	kept, err := os.ReadFile(saved)
	require.NoError(t, err)
	assert.NotEmpty(t, w.told(string(kept)), "the witness knows a secret where it sees one")
}
