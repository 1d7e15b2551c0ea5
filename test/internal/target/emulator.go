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

// versionCheck is the one host that Terraform calls on its own account. The stand-in refuses it like every other.
const versionCheck = "checkpoint-api.hashicorp.com:443"

// newEmulator starts a stand-in of its own, with its own clock, for one test.
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
		expectedHosts: []string{versionCheck},
	}
	// Not config.LoadDefaultConfig, which reads the caller's environment and profile.
	env.AWS = aws.Config{
		Region:      env.Region,
		Credentials: credentials.NewStaticCredentialsProvider(child["AWS_ACCESS_KEY_ID"], child["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  awsconfig.WholeRequests(server.Client()),
	}
	t.Cleanup(func() {
		for _, host := range server.RefusedHosts() {
			assert.Contains(t, env.expectedHosts, host, "a request was meant for another host")
		}
	})
	return env
}

// hideCallersVariables adds to a child's environment what hides every variable of the caller that the AWS SDK or a proxy
// client would read. Terratest lays it over the caller's environment, so a variable must be named to be hidden.
func hideCallersVariables(caller []string, child map[string]string) map[string]string {
	env := map[string]string{}
	for _, entry := range caller {
		name, _, _ := strings.Cut(entry, "=")
		upper := strings.ToUpper(name)
		if strings.HasPrefix(upper, "AWS_") || slices.Contains([]string{"NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}, upper) {
			// The lower-case name gets the child's value too: a no_proxy counts where NO_PROXY is empty, and would lead
			// past the stand-in.
			env[name] = child[upper]
		}
	}
	maps.Copy(env, child)
	return env
}
