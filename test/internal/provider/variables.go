package provider

import (
	"maps"
	"os"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Mode is how Terraform and the provider reach the stand-in. On AWS there is one only, the ordinary one.
type Mode int

const (
	// shared: one provider runs for all tests, and the front leads its requests to the stand-in of the test.
	Shared Mode = iota
	// ordinary: each command starts a provider, whose AWS_ENDPOINT_URL is the stand-in.
	PerCommand
	// productionHostNames: a provider that only this test uses calls AWS's own host names by HTTPS, through the
	// stand-in's proxy.
	ProductionHostNames
)

// GOGC is the GOGC of the running provider and the commands that use it: a schema of many megabytes passes between
// them with each command, and collecting that garbage more seldom saves a third of the processor time.
const GOGC = "400"

// Variables are the environment variables of Terraform's commands, over the caller's, on one of the ways to the stand-in.
// A running provider gives them the schema of the types in the folder, or of all types if folder is empty.
func Variables(t testing.TB, e *target.Target, w Mode, folder string) map[string]string {
	t.Helper()
	env := maps.Clone(e.Variables)
	maps.Copy(env, Engine(t).Env())
	if e.URL == nil {
		return env
	}
	if w == ProductionHostNames {
		maps.Copy(env, dedicatedProvider(t, e.Variables, folder))
		return env
	}
	// What the provider calls has no certificate; a CA would only hide that it calls something else.
	env["AWS_CA_BUNDLE"], env["SSL_CERT_FILE"] = "", ""
	if w == Shared {
		if reattach := sharedProvider(t, sharedVariables(e, sharedRouter(t).URL), folder); reattach != nil {
			maps.Copy(env, reattach)
			env["GOGC"] = GOGC
			return env
		}
	}
	env["AWS_ENDPOINT_URL"] = e.URL.String()
	return env
}

// sharedVariables is the environment of the provider that runs for all tests: nothing in it is of this test's stand-in,
// nor of the caller.
func sharedVariables(e *target.Target, front string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL":            front,
		"AWS_REGION":                  e.Region,
		"AWS_ACCESS_KEY_ID":           e.Variables["AWS_ACCESS_KEY_ID"],
		"AWS_SECRET_ACCESS_KEY":       e.Variables["AWS_SECRET_ACCESS_KEY"],
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"GOGC":                        GOGC,
		"HTTPS_PROXY":                 front, // where it is seen that it calls something else
		"HTTP_PROXY":                  front,
	}
}

// Shareable reports whether the shared provider can run: not if a development override is in use.
func Shareable(t testing.TB, e *target.Target) bool {
	t.Helper()
	return sharedProvider(t, sharedVariables(e, sharedRouter(t).URL), t.TempDir()) != nil
}
