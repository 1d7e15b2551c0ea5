//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
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

// watching is a pool of the stand-in, the file of its outputs, and a process whose requests
// a witness sees.
type watching struct {
	*process
	witness *witness
	server  *cognitotest.Server
	outputs string
}

func watched(t *testing.T) watching {
	t.Helper()
	return watchedWith(t, watchedSeed)
}

func watchedWith(t *testing.T, text string) watching {
	t.Helper()
	seed := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(seed, []byte(text), 0o600))
	server, err := cognitotest.Start(cognitotest.Config{Seed: seed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	outputs := outputsOf(server.Env()["AWS_REGION"], server.Seeded()[0])
	file := filepath.Join(t.TempDir(), "orders.json")
	require.NoError(t, writeJSON(file, outputs))
	p := newProcess(t)
	w := watch(t, server, p.env)
	p.env["COGNITOKIT_PASSWORD"] = "Passw0rd-of-Ada"
	return watching{process: p, witness: w, server: server, outputs: file}
}

// allKinds are those that a sign-in, an exchange and a refresh of a confidential client
// bring about.
var allKinds = []string{"ID token", "access token", "client secret", "code", "code verifier", "cookie", "password", "refresh token"}

func TestLoginTellsNoSecret(t *testing.T) {
	t.Parallel()
	p := watched(t)
	saved := filepath.Join(p.root, "saved.json")
	arguments := []string{"login", "--outputs", p.outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com"}
	text := ""
	for _, args := range [][]string{append(arguments, "--save", saved), {"refresh", saved}} {
		run := p.again()
		run.start(args...).exits(0)
		text += run.stdout.String() + run.stderr.String()
	}
	assert.Equal(t, allKinds, p.witness.seen())
	assert.Empty(t, p.witness.told(text), "the terminal tells secrets")

	kept, err := os.ReadFile(saved)
	require.NoError(t, err)
	assert.NotEmpty(t, p.witness.told(string(kept)), "the witness knows a secret where it sees one")
}

func TestLiveRunTellsNoSecret(t *testing.T) {
	t.Parallel()
	p := watched(t)
	var text output // of all runs: a secret of one may be told by another
	// Each run waits for the end of a grace period, so they run beside each other.
	t.Run("runs", func(t *testing.T) {
		live := func(name string, args ...string) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(t.TempDir(), "report")
				run := p.again()
				run.t = t
				run.start(append([]string{"check", p.outputs, "--live", "--output", file}, args...)...)
				<-run.ended
				content, err := os.ReadFile(file)
				require.NoError(t, err, run.stderr.String())
				require.NotEmpty(t, content)
				require.NotEmpty(t, run.stderr.String(), "the progress of the live checks")
				for _, part := range []string{string(content), run.stdout.String(), run.stderr.String()} {
					_, _ = text.Write([]byte(part))
				}
			})
		}
		for _, format := range report.Formats {
			live(format, "--format", format, "--temporary-user")
		}
		live("a person of one's own", "--username", "ada@example.com")
		live("a person who is not known", "--username", "nobody@example.com")
	})
	assert.Equal(t, allKinds, p.witness.seen())
	assert.Empty(t, p.witness.told(text.String()), "the output tells secrets")
	assert.Equal(t, 1, users(t.Context(), p.server), "temporary users stay behind")
}

// An interrupt while a check waits removes the temporary user, and prints no report.
func TestInterruptedLiveRunRemovesItsUser(t *testing.T) {
	t.Parallel()
	for _, end := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(end.String(), func(t *testing.T) {
			t.Parallel()
			// The check of rotation waits as long as the grace, which is longer than the test.
			p := watchedWith(t, strings.Replace(watchedSeed, "retry_grace_period_seconds = 0", "retry_grace_period_seconds = 60", 1))
			p.start("check", p.outputs, "--live", "--temporary-user")
			p.await("temporary user", func() bool { return users(t.Context(), p.server) == 2 })
			p.await("sign-in", func() bool { return strings.Contains(p.stderr.String(), "orders rotating: sign-in: passed") })
			p.signal(end)
			p.exits(exitInterrupted)
			assert.Equal(t, "cognitokit: check: interrupted", p.lastLine())
			assert.Empty(t, p.stdout.String())
			assert.Equal(t, 1, users(t.Context(), p.server))
			assert.Empty(t, p.witness.told(p.stderr.String()))
		})
	}
}
