package target

import (
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// versionCheck is the only host that Terraform calls by itself. The emulator rejects it like every other host.
const versionCheck = "checkpoint-api.hashicorp.com:443"

// newEmulator starts an emulator with its own clock for one test. A rejected host that is not expected fails the test.
func newEmulator(t testing.TB) *Target {
	t.Helper()
	timing.Follow(t)
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)

	child := server.Env()
	plain, err := url.Parse(server.URL)
	require.NoError(t, err)
	env := &Target{
		Owner:     t,
		Region:    child["AWS_REGION"],
		HTTP:      timing.Client(t, server.Client()),
		Variables: hideCallersVariables(os.Environ(), child),
		URL:       plain,
		Now:       server.Now,
		Strict:    true,
		MoveClock: server.Advance,
		Pause:     pauseFor(t),
		Outbox: func() []Message {
			var sent []Message
			for _, m := range server.Outbox() {
				sent = append(sent, Message{m.To, m.Subject, m.Body, m.Code})
			}
			return sent
		},
		RejectedHosts: server.RefusedHosts,
		injectFault: func(f Fault) error {
			return server.InjectFault(cognitotest.Fault{Action: f.Action, Endpoint: f.Endpoint, Kind: cognitotest.FaultKind(f.Kind), Delay: f.Delay, Count: f.Count})
		},
		pendingFaults: func() int { return len(server.Faults()) },
		expectedHosts: []string{versionCheck},
	}
	// Not config.LoadDefaultConfig: it reads the caller's environment and profile.
	env.AWS = aws.Config{
		Region:      env.Region,
		Credentials: credentials.NewStaticCredentialsProvider(child["AWS_ACCESS_KEY_ID"], child["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  awsconfig.WholeRequests(server.Client()),
	}
	t.Cleanup(func() {
		for _, host := range server.RefusedHosts() {
			assert.Contains(t, env.expectedHosts, host, "a client called a host that the emulator does not serve")
		}
	})
	return env
}

// hideCallersVariables returns the child's variables, and an override for every variable of the caller that the AWS SDK or a
// proxy client reads. Terratest merges the result into the caller's environment, so only an override hides a variable.
func hideCallersVariables(caller []string, child map[string]string) map[string]string {
	env := map[string]string{}
	for _, entry := range caller {
		name, _, _ := strings.Cut(entry, "=")
		upper := strings.ToUpper(name)
		if strings.HasPrefix(upper, "AWS_") || slices.Contains([]string{"NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}, upper) {
			// The lower-case name gets the child's value, too: clients read no_proxy if NO_PROXY is empty, and would
			// bypass the emulator's proxy.
			env[name] = child[upper]
		}
	}
	maps.Copy(env, child)
	return env
}
