package clients

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// collection is the file that a user imports into Postman.
const collection = "../../examples/postman/cognito.postman_collection.json"

// TestNewman applies examples, writes the environment of a client with `cognitokit postman`, and runs the collection
// with Newman, which reads HTTPS_PROXY by itself.
func TestNewman(t *testing.T) {
	t.Parallel()
	newman := filepath.Join("node_modules", "newman", "bin", "newman.js")
	program := node(t)
	eng, err := engine.Prepare(t.Context(), engine.Options{Log: t.Logf})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, eng.Close()) })
	command := filepath.Join(t.TempDir(), "cognitokit")
	run(t, "", nil, "go", "build", "-o", command, "../../cmd/cognitokit")

	for _, example := range []struct {
		name    string
		clients []string
	}{
		{"minimal", []string{"web"}},                       // confidential, no rotation
		{"refresh-token-rotation", []string{"web", "spa"}}, // confidential with a grace period; public without one
	} {
		t.Run(example.name, func(t *testing.T) {
			t.Parallel()
			a := applyExample(t, eng, example.name)
			for _, key := range example.clients {
				t.Run(key, func(t *testing.T) {
					t.Parallel()
					environment := filepath.Join(t.TempDir(), "environment.json")
					run(t, "", a.env, command, "postman", a.folder, "--client", key, "--username", a.username, "--out", environment)
					report := filepath.Join(t.TempDir(), "report.json")
					output, err := runs(t, "", a.env, program, newman, "run", collection, "--environment", environment,
						"--env-var", "password="+a.password, "--color", "off", "--reporters", "cli,json", "--reporter-json-export", report)
					readReport(t, report)
					if err != nil || t.Failed() {
						t.Errorf("newman: %v\n%s", err, output)
					}
				})
			}
		})
	}
}

// appliedExample is an example in a temporary folder with a user of its pool.
type appliedExample struct {
	folder, username, password string
	env                        []string
}

func applyExample(t *testing.T, eng *engine.Engine, example string) appliedExample {
	t.Helper()
	s, server := startEmulator(t)
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, cognitokit.Terraform))
	overlay := server.Env()
	maps.Copy(overlay, eng.Env())
	overlay[engine.ExecutableVariable] = eng.Path
	a := appliedExample{
		folder: filepath.Join(root, "examples", example), env: childEnvironment(os.Environ(), overlay),
		username: "ada@example.com", password: "Str0ng!Passw0rd",
	}
	run(t, a.folder, a.env, eng.Path, "init", "-no-color")
	run(t, a.folder, a.env, eng.Path, "apply", "-no-color", "-auto-approve", "-var", "name=newman", "-var", "domain_prefix=newman-"+example)
	var outputs struct {
		Pool string `json:"user_pool_id"`
	}
	require.NoError(t, json.Unmarshal([]byte(run(t, a.folder, a.env, eng.Path, "output", "-json", "environment")), &outputs))

	api := idp.New(idp.Options{
		Region: s.region, HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
	})
	_, err := api.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{UserPoolId: &outputs.Pool, Username: &a.username, MessageAction: "SUPPRESS"})
	require.NoError(t, err)
	_, err = api.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{
		UserPoolId: &outputs.Pool, Username: &a.username, Password: aws.String(a.password), Permanent: true,
	})
	require.NoError(t, err)
	return a
}

// readReport runs a subtest per test of the collection, and asserts that each request has tests.
func readReport(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	var report struct {
		Run struct {
			Executions []struct {
				Item       struct{ Name string }
				Assertions []struct {
					Assertion string
					Error     *struct{ Message string }
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &report))
	requests := map[string]bool{}
	for _, execution := range report.Run.Executions {
		requests[execution.Item.Name] = true
		assert.NotEmpty(t, execution.Assertions, "%s has no tests", execution.Item.Name)
		for _, a := range execution.Assertions {
			t.Run(execution.Item.Name+": "+a.Assertion, func(t *testing.T) {
				if a.Error != nil {
					t.Error(a.Error.Message)
				}
			})
		}
	}
	text, err = os.ReadFile(collection)
	require.NoError(t, err)
	var want struct{ Item []struct{ Name string } }
	require.NoError(t, json.Unmarshal(text, &want))
	for _, item := range want.Item {
		assert.True(t, requests[item.Name], "newman did not send %q", item.Name)
	}
}

// run runs a program, requires success, and returns its standard output.
func run(t *testing.T, folder string, env []string, program string, arguments ...string) string {
	t.Helper()
	output, err := runs(t, folder, env, program, arguments...)
	require.NoError(t, err, output)
	return output
}

// runs runs a program and returns its standard output, or both outputs if it fails.
func runs(t *testing.T, folder string, env []string, program string, arguments ...string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, arguments...)
	command.Dir, command.Env = folder, env
	var stdout, stderr strings.Builder
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return stdout.String() + stderr.String(), fmt.Errorf("%s %s: %w", filepath.Base(program), arguments[0], err)
	}
	return stdout.String(), nil
}
