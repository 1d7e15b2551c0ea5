package test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// targetVariable selects what the suite runs on. Nothing else does.
const targetVariable = "COGNITO_TARGET"

// versionCheck is the one host that Terraform calls on its own account. The stand-in refuses it like every other.
const versionCheck = "checkpoint-api.hashicorp.com:443"

// environment is where a test runs. Everything that differs between the stand-in and AWS is in its fields.
type environment struct {
	region string
	http   *http.Client      // for the hosted pages and the OAuth endpoints
	aws    aws.Config        // for the SDK
	child  map[string]string // environment variables of Terraform, over the caller's
	now    func() time.Time

	// strict asks for more than is safe to assert on AWS: for what AWS does not promise, or what was seen there only
	// now and then.
	strict bool

	moveClock func(time.Duration) // nil where time cannot be moved
	refused   func() []string     // "host:port" of what the stand-in refused; nil on AWS
	mayRefuse []string            // what it may refuse without failing the test

	settling time.Duration // how long a new domain takes before its pages are served
}

// newEnvironment starts or selects the environment of one test.
func newEnvironment(t *testing.T) *environment {
	t.Helper()
	aws, err := onAWS(os.Getenv(targetVariable))
	require.NoError(t, err)
	if aws {
		return newAWS(t)
	}
	return newStandIn(t)
}

// onAWS reads the value of the target variable.
func onAWS(target string) (bool, error) {
	switch target {
	case "", "cognitotest":
		return false, nil
	case "aws":
		return true, nil
	}
	return false, fmt.Errorf("%s=%q names no target: leave it empty for the stand-in, or say \"aws\"", targetVariable, target)
}

// newStandIn starts a stand-in of its own, with its own clock, for one test.
func newStandIn(t *testing.T) *environment {
	t.Helper()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)

	child := server.Env()
	env := &environment{
		region:    child["AWS_REGION"],
		http:      server.Client(),
		child:     withoutCallersAWS(os.Environ(), child),
		now:       server.Now,
		strict:    true,
		moveClock: server.Advance,
		refused:   server.RefusedHosts,
		mayRefuse: []string{versionCheck},
	}
	// Not config.LoadDefaultConfig, which reads the caller's environment and profile.
	env.aws = aws.Config{
		Region:      env.region,
		Credentials: credentials.NewStaticCredentialsProvider(child["AWS_ACCESS_KEY_ID"], child["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  env.http,
	}
	t.Cleanup(func() {
		for _, host := range server.RefusedHosts() {
			assert.Contains(t, env.mayRefuse, host, "a request was meant for another host")
		}
	})
	return env
}

// newAWS takes the caller's credentials and region, as the AWS CLI would.
func newAWS(t *testing.T) *environment {
	t.Helper()
	loaded, err := config.LoadDefaultConfig(t.Context())
	require.NoError(t, err)
	if loaded.Region == "" {
		loaded.Region = "us-east-1" // the default of the examples
	}
	return &environment{
		region:   loaded.Region,
		http:     http.DefaultClient,
		aws:      loaded,
		child:    map[string]string{},
		now:      time.Now,
		settling: time.Minute,
	}
}

// withoutCallersAWS adds to a child's environment what hides every variable of the caller that the AWS SDK or a proxy
// client would read. Terratest lays it over the caller's environment, so a variable must be named to be hidden.
func withoutCallersAWS(caller []string, child map[string]string) map[string]string {
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

// advance moves the clock. A test that needs it is skipped where time cannot be moved.
func (e *environment) advance(t *testing.T, d time.Duration) {
	t.Helper()
	if e.moveClock == nil {
		t.Skipf("only the stand-in can move its clock by %v", d)
	}
	e.moveClock(d)
}

// wait lets time pass: by the clock where that can be moved, and otherwise by waiting.
func (e *environment) wait(d time.Duration) {
	if e.moveClock == nil {
		time.Sleep(d)
		return
	}
	e.moveClock(d)
}

// skipUnlessStrict ends a test that asserts only what is not called safe on AWS.
func (d *deployment) skipUnlessStrict(t *testing.T) {
	t.Helper()
	if !d.env.strict {
		t.Skip("documented or observed, but not called safe to assert on AWS")
	}
}
