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
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/refreshcheck"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// The flags of TestEnvironment, after -args.
var (
	outputFiles   = flag.String("outputs", "", "files with the outputs of environments that exist, joined by commas: TestEnvironment checks them")
	liveChecks    = flag.Bool("live", false, "TestEnvironment also signs in")
	liveUsername  = flag.String("username", "", "who signs in, with the password in COGNITOKIT_PASSWORD")
	temporaryUser = flag.Bool("temporary-user", false, "a user who is made and removed signs in")
)

// TestEnvironment checks environments that exist, without applying anything:
//
//	terraform output -json > staging.json
//	go test ./test -run TestEnvironment -args -outputs=staging.json
//
// It asks AWS, with the caller's own credentials, or whatever AWS_ENDPOINT_URL or
// HTTPS_PROXY leads to. COGNITO_TARGET does not matter: nothing is deployed.
func TestEnvironment(t *testing.T) {
	if *outputFiles == "" {
		t.Skip("no environment is named: go test ./test -run TestEnvironment -args -outputs=staging.json")
	}
	environments, err := readEnvironments(strings.Split(*outputFiles, ","))
	require.NoError(t, err)
	options, err := optionsFromFlags(os.Getenv)
	require.NoError(t, err)
	config, err := awsconfig.Load(t.Context(), awsconfig.Options{})
	require.NoError(t, err)
	client := awsconfig.HTTPClient(config)
	client.Timeout = time.Minute
	options.Connect = refreshcheck.Connector(config, client)
	assertReport(t, refreshcheck.Run(t.Context(), environments, options))
}

// optionsFromFlags are the options that the flags ask for.
func optionsFromFlags(getenv func(string) string) (refreshcheck.Options, error) {
	options := refreshcheck.Options{Checks: settingsChecks(), Now: time.Now}
	switch {
	case !*liveChecks && (*liveUsername != "" || *temporaryUser):
		return options, fmt.Errorf("-username and -temporary-user say who signs in: write -live, too")
	case !*liveChecks:
		return options, nil
	case (*liveUsername != "") == *temporaryUser:
		return options, fmt.Errorf("-live takes one who signs in: write -username or -temporary-user")
	}
	options.Checks, options.Live = refreshcheck.All, &refreshcheck.Live{}
	if *liveUsername != "" {
		const variable = "COGNITOKIT_PASSWORD"
		password := getenv(variable)
		if password == "" {
			return options, fmt.Errorf("there is no password of %s: put it into the variable %s", *liveUsername, variable)
		}
		options.Live.Person = &login.Credentials{Username: *liveUsername, Password: password}
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

// assertReport is a subtest for each check of each environment and client.
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
				t.Errorf("it could not look: %s", result.Reason)
			case report.NotApplicable:
				t.Skip(result.Reason)
			}
		})
	}
}

// TestDeployedEnvironmentIsChecked runs TestEnvironment as a user does, on what was deployed, and
// again after somebody changed it by hand.
func TestDeployedEnvironmentIsChecked(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "it would run the tests in a process of their own, with a stand-in's addresses")
	d := deploy.Example(t, "minimal") // whose client does not rotate, so no grace period is waited for
	file := t.TempDir() + "/staging.json"
	require.NoError(t, os.WriteFile(file, deploy.OutputsJSON(t, d.Options), 0o600))

	run := func(arguments ...string) (string, bool) { return runTests(t, d, "^TestEnvironment$", arguments...) }
	said, passed := run("-outputs=" + file)
	assert.True(t, passed, said)
	assert.Contains(t, said, "--- PASS: TestEnvironment/staging/web/token-validity")

	said, passed = run("-outputs="+file, "-live", "-temporary-user")
	assert.True(t, passed, said)
	assert.Contains(t, said, "--- PASS: TestEnvironment/staging/web/refresh-response")

	d.ChangeClient(t, "web", rotate(60))
	said, passed = run("-outputs=" + file)
	assert.False(t, passed)
	assert.Contains(t, said, "--- FAIL: TestEnvironment/staging/web/refresh-token-rotation")
	assert.Contains(t, said, "--- PASS: TestEnvironment/staging/web/token-validity")

	for arguments, want := range map[string]string{
		"-outputs=none.json":                                    "the outputs cannot be read: open none.json: no such file or directory",
		"-outputs=" + file + "," + file:                         "are both called \"staging\"",
		"-outputs=" + file + " -temporary-user":                 "write -live, too",
		"-outputs=" + file + " -live":                           "write -username or -temporary-user",
		"-outputs=" + file + " -live -username=ada@example.com": "there is no password of ada@example.com",
	} {
		said, passed := run(strings.Fields(arguments)...)
		assert.False(t, passed, arguments)
		assert.Contains(t, said, want)
	}
	d.Apply(t) // back to what is declared
}

// runTests runs tests of this package in a process of their own, whose AWS is the
// deployment's stand-in.
func runTests(t *testing.T, d *deploy.Deployment, pattern string, arguments ...string) (said string, passed bool) {
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
