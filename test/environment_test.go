package test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
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
	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
)

// targetVariable selects what the suite runs on. Nothing else does.
const targetVariable = "COGNITO_TARGET"

// versionCheck is the one host that Terraform calls on its own account. The stand-in refuses it like every other.
const versionCheck = "checkpoint-api.hashicorp.com:443"

// way is how Terraform and the provider reach the stand-in. On AWS there is one only, the ordinary one.
type way int

const (
	// shared: one provider runs for all tests, and the front leads its requests to the stand-in of the test.
	shared way = iota
	// ordinary: each command starts a provider, whose AWS_ENDPOINT_URL is the stand-in.
	ordinary
	// productionHostNames: a provider that only this test uses calls AWS's own host names by HTTPS, through the
	// stand-in's proxy.
	productionHostNames
)

// environment is where a test runs. Everything that differs between the stand-in and AWS is in its fields.
type environment struct {
	region string
	http   *http.Client // for the hosted pages and the OAuth endpoints
	aws    aws.Config   // for the SDK
	now    func() time.Time

	// child are the environment variables of Terraform, over the caller's and without those of the way.
	child map[string]string
	// url is the stand-in's plain endpoint; nil on AWS.
	url *url.URL

	// strict asks for more than is safe to assert on AWS: for what AWS does not promise, or what was seen there only
	// now and then.
	strict bool

	moveClock func(time.Duration) // nil where time cannot be moved
	pause     func(time.Duration) // waits
	outbox    func() []message    // what was sent to people; nil on AWS, where it is sent
	refused   func() []string     // "host:port" of what the stand-in refused; nil on AWS
	mayRefuse []string            // what it may refuse without failing the test

	settling time.Duration // how long a new domain takes before its pages are served
}

// message is one that a person gets of Cognito.
type message struct{ to, subject, body, code string }

// newEnvironment starts or selects the environment of one test.
func newEnvironment(t testing.TB) *environment {
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
func newStandIn(t testing.TB) *environment {
	t.Helper()
	timed.follow(t)
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)

	child := server.Env()
	plain, err := url.Parse(server.URL)
	require.NoError(t, err)
	env := &environment{
		region:    child["AWS_REGION"],
		http:      timedClient(t, server.Client()),
		child:     withoutCallersAWS(os.Environ(), child),
		url:       plain,
		now:       server.Now,
		strict:    true,
		moveClock: server.Advance,
		pause:     pauseOf(t),
		outbox: func() []message {
			var sent []message
			for _, m := range server.Outbox() {
				sent = append(sent, message{m.To, m.Subject, m.Body, m.Code})
			}
			return sent
		},
		refused:   server.RefusedHosts,
		mayRefuse: []string{versionCheck},
	}
	// Not config.LoadDefaultConfig, which reads the caller's environment and profile.
	env.aws = aws.Config{
		Region:      env.region,
		Credentials: credentials.NewStaticCredentialsProvider(child["AWS_ACCESS_KEY_ID"], child["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  awsconfig.WholeRequests(server.Client()),
	}
	t.Cleanup(func() {
		timed.add(t, waitingTime, theFront(t).forget(plain))
		for _, host := range server.RefusedHosts() {
			assert.Contains(t, env.mayRefuse, host, "a request was meant for another host")
		}
	})
	return env
}

// newAWS takes the caller's credentials and region, as the AWS CLI would.
func newAWS(t testing.TB) *environment {
	t.Helper()
	loaded, err := config.LoadDefaultConfig(t.Context())
	require.NoError(t, err)
	if loaded.Region == "" {
		loaded.Region = "us-east-1" // the default of the examples
	}
	timed.follow(t)
	return &environment{
		region:   loaded.Region,
		http:     timedClient(t, http.DefaultClient),
		aws:      loaded,
		child:    map[string]string{},
		now:      time.Now,
		pause:    pauseOf(t),
		settling: time.Minute,
	}
}

// sparing is the GOGC of the running provider and the commands that use it: a schema of many megabytes passes between
// them with each command, and collecting that garbage more seldom saves a third of the processor time.
const sparing = "400"

func pauseOf(t testing.TB) func(time.Duration) {
	return func(d time.Duration) {
		defer timed.spend(t, waitingTime)()
		time.Sleep(d)
	}
}

// commands are the environment variables of Terraform's commands, over the caller's, on one of the ways to the stand-in.
// A running provider gives them the schema of the types in the folder, or of all types if folder is empty.
func (e *environment) commands(t testing.TB, w way, folder string) map[string]string {
	t.Helper()
	env := maps.Clone(e.child)
	maps.Copy(env, theEngine(t).Env())
	if e.url == nil {
		return env
	}
	if w == productionHostNames {
		maps.Copy(env, aloneOn(t, e.child, folder))
		return env
	}
	// What the provider calls has no certificate; a CA would only hide that it calls something else.
	env["AWS_CA_BUNDLE"], env["SSL_CERT_FILE"] = "", ""
	if w == shared {
		if reattach := reattached(t, e.ofTheProvider(theFront(t).URL), folder); reattach != nil {
			maps.Copy(env, reattach)
			env["GOGC"] = sparing
			return env
		}
	}
	env["AWS_ENDPOINT_URL"] = e.url.String()
	return env
}

// ofTheProvider is the environment of the provider that runs for all tests: nothing in it is of this test's stand-in,
// nor of the caller.
func (e *environment) ofTheProvider(front string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL":            front,
		"AWS_REGION":                  e.region,
		"AWS_ACCESS_KEY_ID":           e.child["AWS_ACCESS_KEY_ID"],
		"AWS_SECRET_ACCESS_KEY":       e.child["AWS_SECRET_ACCESS_KEY"],
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"GOGC":                        sparing,
		"HTTPS_PROXY":                 front, // where it is seen that it calls something else
		"HTTP_PROXY":                  front,
	}
}

// adopt tells the front of a user pool that a test has made by the SDK, so that Terraform can be run on it.
func (e *environment) adopt(t testing.TB, pool string) {
	t.Helper()
	if e.url != nil {
		theFront(t).adopt(pool, e.url)
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
		e.pause(d)
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
