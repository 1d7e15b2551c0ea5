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

// SkipUnlessStrict ends a test that asserts only what is not called safe on AWS.
func (d *Deployment) SkipUnlessStrict(t *testing.T) {
	t.Helper()
	if !d.Target.Strict {
		t.Skip("documented or observed, but not called safe to assert on AWS")
	}
}

// Environment deploys the root module with clients and inputs of the test's own.
func Environment(t *testing.T, clients, inputs map[string]any) *Deployment {
	t.Helper()
	vars := map[string]any{"inputs": inputs}
	if clients != nil {
		vars["clients"] = clients
	}
	return Fixture(t, "environment", WithVars(vars))
}

// Client is an app client with a callback URL and whatever else a test gives it.
func Client(more map[string]any) map[string]any {
	with := map[string]any{"callback_urls": []string{CallbackURL}}
	maps.Copy(with, more)
	return with
}

const (
	CallbackURL = "https://app.example.com/callback"
	LogoutURL   = "https://app.example.com/signed-out"
)

// Deployment is an example that was applied for one test.
type Deployment struct {
	Target  *target.Target
	Options *terraform.Options
	Outputs Outputs
	Name    string // of the user pool
	Prefix  string // of the domain

	mode         provider.Mode
	Vars         map[string]any
	varFile      string   // of the example, relative to it
	files        []string // the files of the configuration to keep; nil keeps all
	withoutApply bool     // to be applied
	allTypes     bool     // a running provider gives the schema of all types
	existingPool bool     // because the configuration did not make it
	applied      bool
	planned      bool // a plan after the last apply was empty
}

// Example applies an example from a temporary copy of what ships, and reads the outputs. When the test ends, it sees that
// a plan is empty, if the test has not done so itself, destroys the example and sees that nothing is left. One plan
// after the sign-ins says what two would say, one before and one after them: a sign-in takes no difference away.
//
// It sets, of the inputs name, domain_prefix, region and deletion_protection, those that the example has.
func Example(t *testing.T, example string, options ...Option) *Deployment {
	t.Helper()
	return deploy(t, "examples/"+example, options)
}

// Fixture does the same with a folder of testdata, which is found in the copy where it is in the repository: the
// root module is "../../..".
func Fixture(t *testing.T, fixture string, options ...Option) *Deployment {
	t.Helper()
	return deploy(t, "test/testdata/"+fixture, options)
}

func deploy(t *testing.T, configuration string, options []Option) *Deployment {
	t.Helper()
	unique := target.UniqueName(t)
	d := &Deployment{
		Name: "cognitokit-" + unique,
		// Not named after the project: Cognito reserves the words aws, amazon and cognito in a prefix.
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
	env["GOGC"] = provider.GOGC // also in the ordinary way, where each provider reads its own schema at start
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
		// The last plan was empty and has refreshed every resource. Destroy does not need to refresh again.
		d.Options.ExtraArgs.Destroy = []string{"-refresh=false"}
	}
	// A retry would hide every fault of the rotation block: the provider reports them with this text.
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

// Apply applies the configuration, with inputs that stay changed for what follows, sees that a plan is empty then, and
// reads the outputs.
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
	said := terraform.ApplyContext(t, t.Context(), d.Options)
	applied()
	d.Outputs = readOutputs(t, d.Options)
	for key, secret := range d.Outputs.ClientSecrets {
		if strings.Contains(said, secret) { // not assert.NotContains, which would print it
			t.Errorf("the output of apply shows the secret of client %q", key)
		}
	}
}
