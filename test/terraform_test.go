package test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
)

const (
	callbackURL = "https://app.example.com/callback"
	logoutURL   = "https://app.example.com/signed-out"
)

// deployment is an example that was applied for one test.
type deployment struct {
	env     *environment
	options *terraform.Options
	outputs outputs
	name    string // of the user pool
	prefix  string // of the domain

	way       way
	vars      map[string]any
	varFile   string   // of the example, relative to it
	files     []string // the files of the configuration to keep; nil keeps all
	waits     bool     // to be applied
	everyType bool     // a running provider gives the schema of all types
	poolStays bool     // because the configuration did not make it
	applied   bool
	settled   bool // a plan after the last apply was empty
}

// deploy applies an example from a temporary copy of what ships, and reads the outputs. When the test ends, it sees that
// a plan is empty, if the test has not done so itself, destroys the example and sees that nothing is left. One plan
// after the sign-ins says what two would say, one before and one after them: a sign-in takes no difference away.
//
// It sets, of the inputs name, domain_prefix, region and deletion_protection, those that the example has.
func deploy(t *testing.T, example string, options ...deployOption) *deployment {
	t.Helper()
	return deployFolder(t, "examples/"+example, options)
}

// deployFixture does the same with a folder of testdata, which is found in the copy where it is in the repository: the
// root module is "../../..".
func deployFixture(t *testing.T, fixture string, options ...deployOption) *deployment {
	t.Helper()
	return deployFolder(t, "test/testdata/"+fixture, options)
}

func deployFolder(t *testing.T, configuration string, options []deployOption) *deployment {
	t.Helper()
	unique := lowerCaseName(t)
	d := &deployment{
		name: "cognitokit-" + unique,
		// Not named after the project: Cognito reserves the words aws, amazon and cognito in a prefix.
		prefix: "signin-" + unique,
		vars:   map[string]any{},
	}
	for _, option := range options {
		option(d)
	}
	if d.env == nil {
		d.env = newEnvironment(t)
	}
	root := t.TempDir()
	folder := copyOf(t, configuration, root)
	d.keepFiles(t, folder)
	d.complete(t, declared(t, folder))

	typesOf := folder
	if d.everyType {
		typesOf = ""
	}
	env := d.env.commands(t, d.way, typesOf)
	env["GOGC"] = sparing // also in the ordinary way, where each provider reads its own schema at start
	d.options = terraform.WithDefaultRetryableErrors(t, &terraform.Options{
		TerraformBinary: theEngine(t).Path,
		TerraformDir:    folder,
		EnvVars:         env,
		NoColor:         true,
		Lock:            true,
		Logger:          logger.TestingT,
		VarFiles:        d.varFiles(t, configuration, root),
	})
	if d.way == shared {
		// The last plan was empty and has refreshed every resource. Destroy does not need to refresh again.
		d.options.ExtraArgs.Destroy = []string{"-refresh=false"}
	}
	// A retry would hide every fault of the rotation block: the provider reports them with this text.
	delete(d.options.RetryableTerraformErrors, ".*Provider produced inconsistent result after apply.*")
	if d.env.url != nil {
		theFront(t).belongs(unique, d.env.url)
	}

	d.init(t)
	t.Cleanup(func() {
		if d.applied {
			d.destroy(t)
		}
	})
	if d.waits {
		return d
	}
	d.applyOnce(t)
	d.env.pause(d.env.settling)
	return d
}

func (d *deployment) init(t *testing.T) {
	t.Helper()
	defer timed.spend(t, terraformTime)()
	terraform.InitContext(t, t.Context(), d.options)
}

// copyOf copies what ships to a folder, and a fixture into it, and returns where the configuration is then.
func copyOf(t testing.TB, configuration, root string) string {
	t.Helper()
	require.NoError(t, os.CopyFS(root, cognitokit.Terraform))
	folder := filepath.Join(root, filepath.FromSlash(configuration))
	if fixture, found := strings.CutPrefix(configuration, "test/"); found {
		require.NoError(t, os.CopyFS(folder, os.DirFS(filepath.FromSlash(fixture))))
	}
	return folder
}

// keepFiles removes the files of the configuration that the test does not use.
func (d *deployment) keepFiles(t testing.TB, folder string) {
	t.Helper()
	if d.files == nil {
		return
	}
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, entry := range entries {
		if !slices.Contains(d.files, entry.Name()) {
			require.NoError(t, os.RemoveAll(filepath.Join(folder, entry.Name())))
		}
	}
}

var variableBlock = regexp.MustCompile(`(?m)^variable "([^"]+)"`)

// declared returns the names of the inputs of a configuration.
func declared(t testing.TB, folder string) map[string]bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS(folder), "*.tf")
	require.NoError(t, err)
	require.NotEmpty(t, files, "there is no configuration in %s", folder)
	names := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(folder, file))
		require.NoError(t, err)
		for _, match := range variableBlock.FindAllSubmatch(text, -1) {
			names[string(match[1])] = true
		}
	}
	return names
}

// complete adds the inputs that every deployment has to those of the test.
func (d *deployment) complete(t testing.TB, declared map[string]bool) {
	t.Helper()
	for name := range d.vars {
		require.True(t, declared[name], "the configuration has no input %q", name) // of a file, Terraform says so in a warning only
	}
	all := map[string]any{
		"name":                d.name,
		"domain_prefix":       d.prefix,
		"region":              d.env.region,
		"deletion_protection": "INACTIVE",
	}
	maps.DeleteFunc(all, func(name string, _ any) bool { return !declared[name] })
	maps.Copy(all, d.vars)
	maps.DeleteFunc(all, func(_ string, value any) bool { return value == nil })
	d.vars = all
}

// varFiles stores the inputs in a file, which comes after the example's own: the log shows command lines, and an input
// may be a secret.
func (d *deployment) varFiles(t *testing.T, configuration, root string) []string {
	t.Helper()
	var files []string
	if d.varFile != "" {
		// Not embedded: it is nothing that a module or another configuration calls.
		text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(path.Join(configuration, d.varFile))))
		require.NoError(t, err)
		file := filepath.Join(root, path.Base(d.varFile))
		require.NoError(t, os.WriteFile(file, text, 0o600))
		files = append(files, file)
	}
	return append(files, writeVars(t, filepath.Join(root, "suite.tfvars.json"), d.vars))
}

func writeVars(t testing.TB, file string, vars map[string]any) string {
	t.Helper()
	if vars == nil {
		vars = map[string]any{} // and not the null of JSON
	}
	text, err := json.Marshal(vars)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

// apply applies the configuration, with inputs that stay changed for what follows, sees that a plan is empty then, and
// reads the outputs.
func (d *deployment) apply(t *testing.T, changes ...map[string]any) {
	t.Helper()
	for _, vars := range changes {
		maps.Copy(d.vars, vars)
	}
	writeVars(t, d.options.VarFiles[len(d.options.VarFiles)-1], d.vars)
	d.applyOnce(t)
	d.planIsEmpty(t)
}

// applyOnce applies the configuration and reads the outputs.
func (d *deployment) applyOnce(t *testing.T) {
	t.Helper()
	d.applied, d.settled = true, false
	applied := timed.spend(t, terraformTime)
	said := terraform.ApplyContext(t, t.Context(), d.options)
	applied()
	d.outputs = readOutputs(t, d.options)
	for key, secret := range d.outputs.ClientSecrets {
		if strings.Contains(said, secret) { // not assert.NotContains, which would print it
			t.Errorf("the output of apply shows the secret of client %q", key)
		}
	}
}

// planIsEmpty sees that neither the configuration nor anything that happened since the apply asks for a change.
func (d *deployment) planIsEmpty(t *testing.T) {
	t.Helper()
	d.planIsEmptyIn(t, t.Context())
}

func (d *deployment) planIsEmptyIn(t *testing.T, ctx context.Context) {
	t.Helper()
	d.settled = true // or the test has failed
	defer timed.spend(t, terraformTime)()
	code, err := terraform.PlanExitCodeContextE(t, ctx, d.options)
	// terraform plan -detailed-exitcode: 0 is an empty plan, 2 one with changes.
	if assert.NoError(t, err) {
		assert.Equal(t, 0, code, "the plan has changes")
	}
}

// plan plans the configuration with some inputs changed for this plan alone. It holds sensitive values in clear.
func (d *deployment) plan(t *testing.T, vars map[string]any) *tfjson.Plan {
	t.Helper()
	return planOf(t, d.with(t, vars))
}

// planOf plans with options of the caller's, which it changes.
func planOf(t *testing.T, options *terraform.Options) *tfjson.Plan {
	t.Helper()
	defer timed.spend(t, terraformTime)()
	options.PlanFilePath = filepath.Join(t.TempDir(), "plan")
	_, err := terraform.PlanContextE(t, t.Context(), options)
	require.NoError(t, err)
	options.Logger = logger.Discard
	text, err := terraform.ShowContextE(t, t.Context(), options)
	require.NoError(t, err)
	plan := &tfjson.Plan{}
	require.NoError(t, json.Unmarshal([]byte(text), plan))
	return plan
}

// planFails sees that there is no plan with some inputs changed, and returns what Terraform says, with single spaces for
// all that it puts between words.
func (d *deployment) planFails(t *testing.T, vars map[string]any) string {
	t.Helper()
	defer timed.spend(t, terraformTime)()
	said, err := terraform.PlanContextE(t, t.Context(), d.with(t, vars))
	require.Error(t, err, "there is a plan")
	_, said, found := strings.Cut(said, "Error: ")
	require.True(t, found, "terraform failed without an error")
	return strings.Join(strings.Fields(said), " ")
}

// with returns the options of a command that has some inputs changed.
func (d *deployment) with(t *testing.T, vars map[string]any) *terraform.Options {
	t.Helper()
	options, err := d.options.Clone()
	require.NoError(t, err)
	changed := writeVars(t, filepath.Join(t.TempDir(), "changed.tfvars.json"), vars)
	options.VarFiles = append(append([]string{}, d.options.VarFiles...), changed)
	return options
}

// destroy runs after the test's own context was cancelled, so it takes one of its own.
func (d *deployment) destroy(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 15*time.Minute)
	defer cancel()
	if !d.settled && !t.Failed() {
		d.planIsEmptyIn(t, ctx)
	}
	destroyed := timed.spend(t, terraformTime)
	_, err := terraform.DestroyContextE(t, ctx, d.options)
	destroyed()
	if !assert.NoError(t, err, "destroy failed, and may have left user pool %s behind", d.name) {
		return
	}
	if !d.poolStays {
		d.assertNothingLeft(t, ctx)
	}
	d.assertStateIsEmpty(t)
}

func (d *deployment) assertStateIsEmpty(t *testing.T) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.options.TerraformDir, "terraform.tfstate"))
	if !assert.NoError(t, err) {
		return
	}
	var state struct {
		Resources []struct {
			Module, Type, Name string
		} `json:"resources"`
	}
	assert.NoError(t, json.Unmarshal(raw, &state))
	assert.Empty(t, state.Resources, "the state still holds resources")
}

// lowerCaseName makes a name that no other run has: hexadecimal, so that it cannot spell a reserved word.
func lowerCaseName(t testing.TB) string {
	t.Helper()
	random := make([]byte, 5)
	_, err := rand.Read(random)
	require.NoError(t, err)
	return hex.EncodeToString(random)
}
