package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// BenchmarkCheck checks the settings of 100 environments of 10 clients each, all in one
// region of one account, without and with the service's default request quotas. It fails
// if a check has findings or could not run. The time in which the emulator creates the keys of the
// pools does not count.
//
// The quotas limit the speed: 1,000 requests DescribeUserPoolClient at 15 a second take 66 s.
//
//	go test ./cmd/cognitokit -run '^$' -bench '^BenchmarkCheck$' -benchtime 1x -count 1
func BenchmarkCheck(b *testing.B) {
	for _, quotas := range []bool{false, true} {
		b.Run(fmt.Sprintf("quotas=%t", quotas), func(b *testing.B) { benchmarkCheck(b, 100, 10, quotas) })
	}
}

func benchmarkCheck(b *testing.B, pools, clients int, quotas bool) {
	run := newSettingsRun(b, pools, clients, quotas)
	for b.Loop() {
		requireClean(b, run.check(b.Context()))
	}
	seconds := b.Elapsed().Seconds()
	b.ReportMetric(float64(b.N*pools)/seconds, "environments/s")
	b.ReportMetric(float64(run.calls.Load())/float64(b.N), "calls/op")
	b.ReportMetric(float64(run.throttled.Load())/float64(b.N), "throttled/op")
}

func TestCheckRetriesThrottledRequests(t *testing.T) {
	t.Parallel()
	run := newSettingsRun(t, 1, 10, false)
	for action, count := range map[string]int{"DescribeUserPool": 1, "DescribeUserPoolClient": 5} {
		require.NoError(t, run.server.InjectFault(cognitotest.Fault{Action: action, Kind: cognitotest.FaultThrottle, Count: count}))
	}
	requireClean(t, run.check(t.Context()))
	assert.Equal(t, int64(6), run.throttled.Load())
}

// settingsRun checks the settings of the pools of its own emulator.
type settingsRun struct {
	server       *cognitotest.Server
	environments []declared.Environment
	options      check.Options
	config       aws.Config // for a test that changes a pool; it has the region of the first pool

	calls, throttled atomic.Int64 // throttled counts the calls that exceeded a quota
}

func newSettingsRun(t testing.TB, pools, clients int, quotas bool) *settingsRun {
	t.Helper()
	seed := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(seed, []byte(newSeed(pools, clients)), 0o600))
	server, err := startEmulator(cognitotest.Config{Seed: seed, RequestQuotas: quotas})
	require.NoError(t, err)
	t.Cleanup(server.Close)

	run := &settingsRun{server: server, environments: seeded(server)}
	require.Len(t, run.environments, pools)
	createKeys(t, server.Client(), run.environments)
	client := &http.Client{Transport: counting{server.Client().Transport, run}}
	run.config = aws.Config{
		Region:      run.environments[0].Region,
		HTTPClient:  client,
		Credentials: credentials.NewStaticCredentialsProvider("AKIAEXAMPLE", "example", ""),
		Retryer:     awsconfig.NewRetryer,
	}
	run.options = check.Options{Checks: settingsChecks(), Connect: check.Connector(run.config, client), Now: time.Now}
	return run
}

func (r *settingsRun) check(ctx context.Context) *report.Report {
	return check.Run(ctx, r.environments, r.options)
}

// counting counts the requests of a run.
type counting struct {
	next http.RoundTripper
	run  *settingsRun
}

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.run.calls.Add(1)
	response, err := c.next.RoundTrip(r)
	if err == nil && response.StatusCode == http.StatusBadRequest {
		c.run.throttled.Add(1)
	}
	return response, err
}

// secondFactors is a part of a seed file.
const secondFactors = `  mfa {
    mfa_configuration = "OPTIONAL"
    software_token_mfa_configuration { enabled = true }
  }
`

// newSeed returns a seed file with a number of pools and clients in each. The clients rotate refresh tokens.
func newSeed(pools, clients int) string {
	var seed strings.Builder
	for i := range pools {
		fmt.Fprintf(&seed, "user_pool %q {\n  deletion_protection = \"ACTIVE\"\n  domain %q {}\n%s", fmt.Sprint("tenant-", i), fmt.Sprint("tenant-", i), secondFactors)
		for k := range clients {
			fmt.Fprintf(&seed, `
  client "client-%d" {
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
    prevent_user_existence_errors        = "ENABLED"

    refresh_token_rotation {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 10
    }
  }
`, k)
		}
		seed.WriteString("}\n")
	}
	return seed.String()
}

// seeded returns the environments of a server, with the settings of newSeed as declared settings.
func seeded(server *cognitotest.Server) []declared.Environment {
	var all []declared.Environment
	for _, pool := range server.Seeded() {
		region, _, _ := strings.Cut(pool.ID, "_")
		e := declared.Environment{
			Name: pool.Name, Region: region, UserPoolID: pool.ID, Production: true,
			Endpoints: declared.Endpoints{LoginBaseURL: "https://" + pool.Domain},
			Declared: declared.Pool{
				DeletionProtection: new("ACTIVE"), Tier: new("ESSENTIALS"), MFAConfiguration: new("OPTIONAL"), ManagedLoginVersion: new(1),
			},
		}
		for _, c := range pool.Clients {
			e.Clients = append(e.Clients, declared.Client{Key: c.Name, ID: c.ID, Declared: declared.AppClient{
				AccessToken: new(time.Hour), IDToken: new(time.Hour), RefreshToken: new(30 * 24 * time.Hour), Rotation: new(true),
			}})
		}
		all = append(all, e)
	}
	return all
}

// createKeys requests the keys of each pool, because the emulator creates them at the first request. That
// takes much longer than the checks, and is not part of what the benchmark measures.
func createKeys(b testing.TB, client *http.Client, environments []declared.Environment) {
	b.Helper()
	for _, e := range environments {
		response, err := client.Get("https://cognito-idp." + e.Region + ".amazonaws.com/" + e.UserPoolID + "/.well-known/jwks.json")
		require.NoError(b, err)
		require.NoError(b, response.Body.Close())
		require.Equal(b, http.StatusOK, response.StatusCode)
	}
}

func settingsChecks() []check.Check {
	var checks []check.Check
	for _, c := range catalog.All {
		if !c.Live {
			checks = append(checks, c)
		}
	}
	return checks
}

// requireClean fails at the first result that is neither passed nor not applicable.
func requireClean(b testing.TB, r *report.Report) {
	b.Helper()
	clean := func(place string, results []report.Result) {
		require.NotEmpty(b, results)
		for _, result := range results {
			require.Contains(b, []report.Outcome{report.Passed, report.NotApplicable}, result.Outcome, "%s: %+v", place, result)
		}
	}
	for _, e := range r.Environments {
		clean(e.Name, e.Results)
		for _, c := range e.Clients {
			clean(e.Name+", "+c.Key, c.Results)
		}
	}
}
