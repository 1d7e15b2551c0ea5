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

// recordedSeed is a pool whose clients use each kind of secret.
const recordedSeed = `
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

// recordedProcess is a process whose requests to the emulator pass through a recording proxy, with the file
// of the outputs of the emulator's pool.
type recordedProcess struct {
	*process
	proxy   *recordingProxy
	server  *cognitotest.Server
	outputs string
}

func newRecordedProcess(t *testing.T) recordedProcess {
	t.Helper()
	return newRecordedProcessWith(t, recordedSeed)
}

func newRecordedProcessWith(t *testing.T, text string) recordedProcess {
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
	proxy := newRecordingProxy(t, server, p.env)
	p.env["COGNITOKIT_PASSWORD"] = "Passw0rd-of-Ada"
	return recordedProcess{process: p, proxy: proxy, server: server, outputs: file}
}

// allKinds are the kinds of secrets in the requests and responses of a sign-in, an exchange of the code and a
// refresh of a confidential client.
var allKinds = []string{"CSRF token", "ID token", "access token", "client secret", "code", "code verifier", "cookie", "nonce", "password", "refresh token", "state"}

func TestLoginPrintsNoSecret(t *testing.T) {
	t.Parallel()
	p := newRecordedProcess(t)
	saved := filepath.Join(p.root, "saved.json")
	arguments := []string{"login", "--outputs", p.outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com"}
	text := ""
	for _, args := range [][]string{append(arguments, "--save", saved), {"refresh", saved}} {
		run := p.sibling()
		run.start(args...).exits(0)
		text += run.stdout.String() + run.stderr.String()
	}
	assert.Equal(t, allKinds, p.proxy.kinds())
	assert.Empty(t, p.proxy.secretsIn(text), "the output contains secrets")

	content, err := os.ReadFile(saved)
	require.NoError(t, err)
	assert.NotEmpty(t, p.proxy.secretsIn(string(content)), "the proxy does not find the saved tokens")
}

func TestLiveRunPrintsNoSecret(t *testing.T) {
	t.Parallel()
	p := newRecordedProcess(t)
	var text output // of all runs, because one run may print the secret of another
	// Each run waits for the end of a grace period, so the runs are parallel. report converts the report of each run to each
	// format: check and report write with the same method, and the JSON has the whole report.
	t.Run("runs", func(t *testing.T) {
		live := func(name string, args ...string) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(t.TempDir(), "report")
				run := p.sibling()
				run.t = t
				run.start(append([]string{"check", p.outputs, "--live", "--format", "json", "--output", file}, args...)...)
				<-run.ended
				require.NotEmpty(t, run.stderr.String(), "the progress of the live checks")
				_, _ = text.Write([]byte(run.stdout.String() + run.stderr.String()))
				for _, format := range report.Formats {
					converted := p.sibling()
					converted.t = t
					converted.start("report", file, "--format", format)
					<-converted.ended
					require.NotEmpty(t, converted.stdout.String(), format)
					_, _ = text.Write([]byte(converted.stdout.String() + converted.stderr.String()))
				}
			})
		}
		live("a temporary user", "--temporary-user")
		live("an existing user", "--username", "ada@example.com")
		live("an unknown user", "--username", "unknown@example.com")
	})
	assert.Equal(t, allKinds, p.proxy.kinds())
	assert.Empty(t, p.proxy.secretsIn(text.String()), "the output contains secrets")
	assert.Equal(t, 1, users(t.Context(), p.server), "temporary users remain")
}

// After an interrupt during a check, the command removes the temporary user and prints no report.
func TestInterruptedLiveRunRemovesItsUser(t *testing.T) {
	t.Parallel()
	for _, end := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(end.String(), func(t *testing.T) {
			t.Parallel()
			// The check of rotation waits for the grace period, which is longer than the test.
			p := newRecordedProcessWith(t, strings.Replace(recordedSeed, "retry_grace_period_seconds = 0", "retry_grace_period_seconds = 60", 1))
			p.start("check", p.outputs, "--live", "--temporary-user")
			p.await("temporary user", func() bool { return users(t.Context(), p.server) == 2 })
			p.await("sign-in", func() bool { return strings.Contains(p.stderr.String(), "orders rotating: sign-in: passed") })
			p.signal(end)
			p.exits(exitInterrupted)
			assert.Equal(t, "cognitokit: check: interrupted", p.lastLine())
			assert.Empty(t, p.stdout.String())
			assert.Equal(t, 1, users(t.Context(), p.server))
			assert.Empty(t, p.proxy.secretsIn(p.stderr.String()))
		})
	}
}
