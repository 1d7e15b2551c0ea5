package provider

import (
	"maps"
	"os"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Mode selects how Terraform and the provider reach the emulator. On AWS, the mode has no effect, and each command starts a
// provider.
type Mode int

// The modes.
const (
	// Shared uses the one provider of all tests. The router sends its requests to the emulator of the test.
	Shared Mode = iota
	// PerCommand lets each command start a provider, as Terraform does by default. Its AWS_ENDPOINT_URL is the emulator.
	PerCommand
	// ProductionHostNames uses a provider for this test only. It calls the host names of AWS over HTTPS, through the
	// emulator's proxy.
	ProductionHostNames
)

// GOGC is the value of the variable GOGC for the shared provider and the commands that use it. Each command transfers a
// schema of many megabytes. Less frequent collection saves a third of the processor time.
const GOGC = "400"

// Variables returns environment variables for Terraform's commands, in addition to the caller's variables. A running provider
// returns the schema of the types in the folder, or of all types if folder is empty.
func Variables(t testing.TB, e *target.Target, mode Mode, folder string) map[string]string {
	t.Helper()
	env := maps.Clone(e.Variables)
	maps.Copy(env, Engine(t).Env())
	if e.URL == nil {
		return env
	}
	if mode == ProductionHostNames {
		maps.Copy(env, dedicatedProvider(t, e.Variables, folder))
		return env
	}
	// The provider uses plain HTTP. With a CA bundle, an HTTPS call to another host could succeed.
	env["AWS_CA_BUNDLE"], env["SSL_CERT_FILE"] = "", ""
	if mode == Shared {
		if reattach := sharedProvider(t, sharedVariables(e, sharedRouter(t).URL), folder); reattach != nil {
			maps.Copy(env, reattach)
			env["GOGC"] = GOGC
			return env
		}
	}
	env["AWS_ENDPOINT_URL"] = e.URL.String()
	return env
}

// sharedVariables returns the environment variables of the shared provider. They do not depend on a test's emulator or on the
// caller.
func sharedVariables(e *target.Target, router string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL":            router,
		"AWS_REGION":                  e.Region,
		"AWS_ACCESS_KEY_ID":           e.Variables["AWS_ACCESS_KEY_ID"],
		"AWS_SECRET_ACCESS_KEY":       e.Variables["AWS_SECRET_ACCESS_KEY"],
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"GOGC":                        GOGC,
		"HTTPS_PROXY":                 router, // the router records calls to other hosts
		"HTTP_PROXY":                  router,
	}
}

// Shareable reports whether commands can use the shared provider. They cannot if a development override is in use.
func Shareable(t testing.TB, e *target.Target) bool {
	t.Helper()
	return sharedProvider(t, sharedVariables(e, sharedRouter(t).URL), t.TempDir()) != nil
}
