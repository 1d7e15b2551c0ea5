package test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// The flags of TestEnvironment, after -args.
var (
	outputFiles   = flag.String("outputs", "", "comma-separated files with the outputs of deployed environments, for TestEnvironment")
	liveChecks    = flag.Bool("live", false, "TestEnvironment also signs a user in")
	liveUsername  = flag.String("username", "", "the user who signs in; the password is in COGNITOKIT_PASSWORD")
	temporaryUser = flag.Bool("temporary-user", false, "sign in a temporary user, which the test creates and deletes")
)

// TestEnvironment checks deployed environments and applies nothing:
//
//	terraform output -json > staging.json
//	go test ./test -run TestEnvironment -args -outputs=staging.json
//
// It calls AWS with the caller's credentials, or the address in AWS_ENDPOINT_URL or HTTPS_PROXY. It ignores
// COGNITO_TARGET.
func TestEnvironment(t *testing.T) {
	if *outputFiles == "" {
		t.Skip("requires -outputs: go test ./test -run TestEnvironment -args -outputs=staging.json")
	}
	environments, err := readEnvironments(strings.Split(*outputFiles, ","))
	require.NoError(t, err)
	options, err := optionsFromFlags(os.Getenv)
	require.NoError(t, err)
	config, err := awsconfig.Load(t.Context(), awsconfig.Options{})
	require.NoError(t, err)
	client := awsconfig.HTTPClient(config)
	client.Timeout = time.Minute
	options.Connect = check.Connector(config, client)
	assertReport(t, check.Run(t.Context(), environments, options))
}

// optionsFromFlags returns the options of the check that the flags request.
func optionsFromFlags(getenv func(string) string) (check.Options, error) {
	options := check.Options{Checks: settingsChecks(), Now: time.Now}
	switch {
	case !*liveChecks && (*liveUsername != "" || *temporaryUser):
		return options, fmt.Errorf("-username and -temporary-user require -live: write -live, too")
	case !*liveChecks:
		return options, nil
	case (*liveUsername != "") == *temporaryUser:
		return options, fmt.Errorf("-live requires a user: write -username or -temporary-user")
	}
	live := &session.Options{}
	options.Checks, options.Live = catalog.All, live
	if *liveUsername != "" {
		const variable = "COGNITOKIT_PASSWORD"
		password := getenv(variable)
		if password == "" {
			return options, fmt.Errorf("the password of %s is missing: set the variable %s", *liveUsername, variable)
		}
		live.User = &login.Credentials{Username: *liveUsername, Password: password}
	}
	return options, nil
}

func readEnvironments(files []string) ([]declarations.Environment, error) {
	var all []declarations.Environment
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("the outputs cannot be read: %w", err)
		}
		read, err := declarations.ReadOutputs(text, file)
		if err != nil {
			return nil, err
		}
		all = append(all, read...)
	}
	return all, declarations.Unique(all)
}

// assertReport runs a subtest per check of each environment and client.
func assertReport(t *testing.T, r *report.Report) {
	t.Helper()
	for _, e := range r.Environments {
		t.Run(e.Name, func(t *testing.T) {
			for _, left := range e.Left {
				t.Error(left)
			}
			assertResults(t, e.Results)
			for _, c := range e.Clients {
				t.Run(c.Key, func(t *testing.T) { assertResults(t, c.Results) })
			}
		})
	}
}

func assertResults(t *testing.T, results []report.Result) {
	t.Helper()
	for _, result := range results {
		t.Run(result.Check, func(t *testing.T) {
			for _, finding := range result.Findings {
				t.Errorf("%s %s", finding.Message, finding.Fix)
			}
			switch result.Outcome {
			case report.Unchecked:
				t.Errorf("the check did not run: %s", result.Reason)
			case report.NotApplicable:
				t.Skip(result.Reason)
			}
		})
	}
}

// TestDeployedEnvironmentIsChecked runs TestEnvironment on a deployment, as a user does, and again after a manual
// change.
func TestDeployedEnvironmentIsChecked(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "a child process runs tests with the addresses of an emulator")
	d := deploy.Example(t, "minimal") // its client does not rotate, so the checks wait for no grace period
	file := t.TempDir() + "/staging.json"
	require.NoError(t, os.WriteFile(file, deploy.OutputsJSON(t, d.Options), 0o600))

	run := func(arguments ...string) (string, bool) { return runTests(t, d, "^TestEnvironment$", arguments...) }
	output, passed := run("-outputs=" + file)
	assert.True(t, passed, output)
	assert.Contains(t, output, "--- PASS: TestEnvironment/staging/web/token-validity")

	output, passed = run("-outputs="+file, "-live", "-temporary-user")
	assert.True(t, passed, output)
	assert.Contains(t, output, "--- PASS: TestEnvironment/staging/web/refresh-response")

	d.ChangeClient(t, "web", rotate(60))
	output, passed = run("-outputs=" + file)
	assert.False(t, passed)
	assert.Contains(t, output, "--- FAIL: TestEnvironment/staging/web/refresh-token-rotation")
	assert.Contains(t, output, "--- PASS: TestEnvironment/staging/web/token-validity")

	for arguments, want := range map[string]string{
		"-outputs=none.json":                                    "the outputs cannot be read: open none.json: no such file or directory",
		"-outputs=" + file + "," + file:                         "have the same name \"staging\"",
		"-outputs=" + file + " -temporary-user":                 "write -live, too",
		"-outputs=" + file + " -live":                           "write -username or -temporary-user",
		"-outputs=" + file + " -live -username=ada@example.com": "the password of ada@example.com is missing",
	} {
		output, passed := run(strings.Fields(arguments)...)
		assert.False(t, passed, arguments)
		assert.Contains(t, output, want)
	}
	d.Apply(t) // back to the declared settings
}

// runTests runs tests of this package in a child process. The deployment's emulator is its AWS.
func runTests(t *testing.T, d *deploy.Deployment, pattern string, arguments ...string) (output string, passed bool) {
	t.Helper()
	executable, err := os.Executable()
	require.NoError(t, err)
	command := exec.CommandContext(t.Context(), executable, append([]string{"-test.v", "-test.run", pattern}, arguments...)...)
	command.Env = os.Environ()
	for name, value := range d.Target.Variables {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Env = slices.DeleteFunc(command.Env, func(entry string) bool { return strings.HasPrefix(entry, "COGNITOKIT_PASSWORD=") })
	out, err := command.CombinedOutput()
	return string(out), err == nil
}
