package main

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const liveSeed = `user_pool "orders" {
  username_attributes = ["email"]

  domain "orders" {
    managed_login_version = VERSION
  }

  client "steady" {
    generate_secret                      = true
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    logout_urls                          = ["https://app.example.com/signed-out"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    enable_token_revocation              = true
  }

  client "turning" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://spa.example.com/callback"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
    enable_token_revocation              = true
    access_token_validity                = 15

    token_validity_units {
      access_token = "minutes"
    }

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 10
    }
  }

  client "jobs" {
    generate_secret                      = true
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["client_credentials"]
    allowed_oauth_scopes                 = ["https://api.example.com/read"]
  }

  resource_server "https://api.example.com" {
    name = "API"

    scope {
      scope_name        = "read"
      scope_description = "Read"
    }
  }
}
`

// liveRun runs live checks on its own emulator. A wait advances the emulator's clock.
type liveRun struct {
	server       *cognitotest.Server
	environments []declared.Environment
	api          *cognitoidentityprovider.Client
	options      check.Options
}

func newLiveRun(t *testing.T, version string) *liveRun {
	t.Helper()
	seed := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(seed, []byte(strings.ReplaceAll(liveSeed, "VERSION", version)), 0o600))
	server, err := startEmulator(cognitotest.Config{Seed: seed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	env := server.Env()
	config := aws.Config{
		Region: env["AWS_REGION"], HTTPClient: server.Client(),
		Credentials: credentials.NewStaticCredentialsProvider(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], ""),
	}
	api := cognitoidentityprovider.NewFromConfig(config)
	run := &liveRun{server: server, environments: seeded(server), api: api}
	for i := range run.environments { // without declared settings, the checks expect the deployed ones
		e := &run.environments[i]
		e.Endpoints, e.Declared = declared.Endpoints{}, declared.Pool{}
		for j := range e.Clients {
			e.Clients[j].Declared = declared.AppClient{}
		}
	}
	var live []check.Check
	for _, c := range catalog.All {
		if c.Live {
			live = append(live, c)
		}
	}
	run.options = check.Options{
		Checks: live, Now: server.Now,
		Connect: func(context.Context, *declared.Environment) (check.Connection, error) {
			return check.Connection{API: check.NewAPI(api), Users: api, HTTP: server.Client()}, nil
		},
		Live: &session.Options{Now: server.Now, Sleep: func(_ context.Context, d time.Duration) error {
			server.Advance(d)
			return nil
		}},
	}
	return run
}

// outcomes returns the outcomes of a client by check, and logs the failed ones.
func outcomes(t *testing.T, r *report.Report, key string) map[string]report.Outcome {
	t.Helper()
	found := map[string]report.Outcome{}
	for _, c := range r.Environments[0].Clients {
		if c.Key != key {
			continue
		}
		for _, result := range c.Results {
			found[result.Check] = result.Outcome
			if result.Outcome == report.Failed || result.Outcome == report.Unchecked {
				t.Logf("%s %s: %s %v", key, result.Check, result.Reason, result.Findings)
			}
		}
	}
	return found
}

// observed returns the kinds of the events in the lifetime of a client's tokens.
func observed(t *testing.T, r *report.Report, key string) []report.Kind {
	t.Helper()
	var found []report.Kind
	for _, c := range r.Environments[0].Clients {
		if c.Key == key {
			require.NotNil(t, c.Lifetime)
			for _, e := range c.Lifetime.Observed {
				found = append(found, e.Kind)
			}
		}
	}
	return found
}

func (l *liveRun) users(t *testing.T) []string {
	t.Helper()
	listed, err := l.api.ListUsers(context.WithoutCancel(t.Context()), &cognitoidentityprovider.ListUsersInput{UserPoolId: &l.environments[0].UserPoolID})
	require.NoError(t, err)
	var names []string
	for _, u := range listed.Users {
		names = append(names, aws.ToString(u.Username))
	}
	return names
}

// allLive returns one outcome for each live check, except those in except.
func allLive(outcome report.Outcome, except map[string]report.Outcome) map[string]report.Outcome {
	every := map[string]report.Outcome{}
	for _, c := range catalog.All {
		if c.Live {
			every[c.Name] = outcome
		}
	}
	maps.Copy(every, except)
	return every
}

func TestLiveChecks(t *testing.T) {
	t.Parallel()
	run := newLiveRun(t, "1")
	r := check.Run(t.Context(), run.environments, run.options)
	assert.Equal(t, allLive(report.Passed, nil), outcomes(t, r, "steady"))
	assert.Equal(t, allLive(report.Passed, map[string]report.Outcome{"client-authentication": report.NotApplicable, "sign-out": report.NotApplicable}), outcomes(t, r, "turning"))
	assert.Equal(t, allLive(report.NotApplicable, nil), outcomes(t, r, "jobs"))
	assert.Equal(t, []report.Kind{"issued", "refreshed", "issued", "refreshed", "refreshed", "issued", "revoked", "refused", "issued"}, observed(t, r, "steady"))
	assert.Equal(t, []report.Kind{"issued", "rotated", "issued", "rotated", "retried", "refused", "issued", "revoked", "refused"}, observed(t, r, "turning"))
	assert.Empty(t, r.Environments[0].Left)
	assert.Empty(t, run.users(t), "the temporary user is removed")

	text, err := json.Marshal(r)
	require.NoError(t, err)
	for _, mark := range []string{"eyJ", "Aa1!"} { // the first characters of each token and each password
		assert.NotContains(t, string(text), mark, "the report has a token or a password")
	}
}

func TestLiveChecksOnManagedLogin(t *testing.T) {
	t.Parallel()
	run := newLiveRun(t, "2")
	for _, c := range run.environments[0].Clients {
		if c.Key == "jobs" {
			continue
		}
		_, err := run.api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: &run.environments[0].UserPoolID, ClientId: &c.ID, UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
	}
	r := check.Run(t.Context(), run.environments, run.options)
	got := outcomes(t, r, "steady")
	for _, result := range r.Environments[0].Clients[1].Results {
		if result.Reason == chromium.ErrNoBrowser.Error() {
			if os.Getenv("COGNITOKIT_REQUIRE_BROWSER") != "" {
				require.Fail(t, result.Reason)
			}
			t.Skip(result.Reason)
		}
	}
	assert.Equal(t, allLive(report.Passed, nil), got)
	assert.Empty(t, run.users(t))
}

// A cancelled run deletes the temporary user.
func TestCancelledLiveRunRemovesItsUser(t *testing.T) {
	t.Parallel()
	run := newLiveRun(t, "1")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	run.options.Progress = func(e check.Event) {
		if e.Client == "steady" && e.Check == "code-response" && e.Outcome != "" {
			assert.Len(t, run.users(t), 1)
			cancel()
		}
	}
	r := check.Run(ctx, run.environments, run.options)
	assert.Equal(t, report.Unchecked, outcomes(t, r, "turning")["sign-in"])
	assert.Empty(t, run.users(t))
}
