package deploy

import (
	"maps"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// The URLs of an app client in deployments that do not set others.
const (
	CallbackURL = "https://app.example.com/callback"
	LogoutURL   = "https://app.example.com/signed-out"
)

// Deployment is a configuration that a test applied, or will apply.
type Deployment struct {
	Target  *target.Target
	Options *terraform.Options
	Outputs Outputs
	Name    string // the name of the user pool
	Prefix  string // the prefix of the domain

	mode         provider.Mode
	Vars         map[string]any
	varFile      string   // relative to the folder of the example
	files        []string // the files of the configuration to keep; nil keeps all of them
	withoutApply bool     // the test applies the configuration
	allTypes     bool     // the provider returns the schema of all types
	existingPool bool     // the configuration creates no user pool
	applied      bool
	planned      bool // a plan ran after the last apply
}

// Example applies an example from a temporary copy and reads its outputs. When the test ends, it asserts that a plan is
// empty, unless the test has already done so. Then it destroys the example, and asserts that no user pool, domain or state
// entry remains. One plan after the sign-ins is enough: a sign-in cannot hide a difference that existed before.
//
// It sets the inputs name, domain_prefix, region and deletion_protection, if the example has them.
func Example(t *testing.T, example string, options ...Option) *Deployment {
	t.Helper()
	return deploy(t, "examples/"+example, options)
}

// Fixture is Example for a folder of testdata. In the copy, the folder has the same path as in the repository, so the
// source of the root module is "../../..".
func Fixture(t *testing.T, fixture string, options ...Option) *Deployment {
	t.Helper()
	return deploy(t, "test/testdata/"+fixture, options)
}

func deploy(t *testing.T, configuration string, options []Option) *Deployment {
	t.Helper()
	unique := target.UniqueName(t)
	d := &Deployment{
		Name: "cognitokit-" + unique,
		// The prefix must not contain the name of the project: Cognito reserves the words aws, amazon and cognito.
		Prefix: "signin-" + unique,
		Vars:   map[string]any{},
	}
	for _, option := range options {
		option(d)
	}
	if d.Target == nil {
		d.Target = target.New(t)
	}
	root := t.TempDir()
	folder := copyOf(t, configuration, root)
	d.keepFiles(t, folder)
	d.complete(t, inputsOf(t, folder))

	typesOf := folder
	if d.allTypes {
		typesOf = ""
	}
	env := provider.Variables(t, d.Target, d.mode, typesOf)
	env["GOGC"] = provider.GOGC // also for a provider per command, because it builds its schema at each start
	d.Options = terraform.WithDefaultRetryableErrors(t, &terraform.Options{
		TerraformBinary: provider.Engine(t).Path,
		TerraformDir:    folder,
		EnvVars:         env,
		NoColor:         true,
		Lock:            true,
		Logger:          logger.TestingT,
		VarFiles:        d.varFiles(t, configuration, root),
	})
	if d.mode == provider.Shared {
		// The last plan refreshed every resource. Destroy does not need to refresh again.
		d.Options.ExtraArgs.Destroy = []string{"-refresh=false"}
	}
	// The provider reports defects of the rotation block with this text. A retry would hide them.
	delete(d.Options.RetryableTerraformErrors, ".*Provider produced inconsistent result after apply.*")
	provider.Route(t, d.Target, unique)

	d.init(t)
	t.Cleanup(func() {
		if d.applied {
			d.destroy(t)
		}
	})
	if d.withoutApply {
		return d
	}
	d.applyOnce(t)
	d.Target.Pause(d.Target.DomainDelay)
	return d
}

func (d *Deployment) init(t *testing.T) {
	t.Helper()
	defer timing.Spend(t, timing.Terraform)()
	terraform.InitContext(t, t.Context(), d.Options)
}

// Apply changes inputs, applies the configuration, reads the outputs, and asserts that a plan is empty. The changed
// inputs stay for later commands.
func (d *Deployment) Apply(t *testing.T, changes ...map[string]any) {
	t.Helper()
	d.SetVars(t, changes...)
	d.applyOnce(t)
	d.AssertEmptyPlan(t)
}

// applyOnce applies the configuration and reads the outputs.
func (d *Deployment) applyOnce(t *testing.T) {
	t.Helper()
	d.applied, d.planned = true, false
	applied := timing.Spend(t, timing.Terraform)
	output := terraform.ApplyContext(t, t.Context(), d.Options)
	applied()
	d.Outputs = parseOutputs(t, OutputsJSON(t, d.Options))
	for key, secret := range d.Outputs.ClientSecrets {
		if strings.Contains(output, secret) { // assert.NotContains would print the secret
			t.Errorf("the output of apply shows the secret of client %q", key)
		}
	}
}

// SkipUnlessStrict skips a test with assertions about undocumented or occasional behavior of AWS.
func (d *Deployment) SkipUnlessStrict(t *testing.T) {
	t.Helper()
	if !d.Target.Strict {
		t.Skip("AWS does not guarantee the asserted behavior")
	}
}

// Environment deploys the fixture of the same name: the root module with the given clients and inputs.
func Environment(t *testing.T, clients, inputs map[string]any) *Deployment {
	t.Helper()
	vars := map[string]any{"inputs": inputs}
	if clients != nil {
		vars["clients"] = clients
	}
	return Fixture(t, "environment", WithVars(vars))
}

// Client returns an app client of the root module with a callback URL and the given attributes.
func Client(more map[string]any) map[string]any {
	with := map[string]any{"callback_urls": []string{CallbackURL}}
	maps.Copy(with, more)
	return with
}
