package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/hashicorp/go-version"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// newerProvider tells a provider that may have more arguments than that of the roots, which is the oldest that the
// modules take.
func newerProvider(t *testing.T) bool {
	t.Helper()
	v, err := version.NewVersion(provider.Engine(t).ProviderVersion())
	return err != nil || v.Segments()[0] > 5 // of a development override no version is known
}

// The steps of a resource's life, each a folder of its root.
const (
	minimal      = "1-minimal"
	allArguments = "2-every-argument"
	changed      = "3-changed"
	removed      = "4-removed"
	replaced     = "replaced"
)

// name is a root of plain resources, without a module, that a test leads through the steps of their life.
type lifecycle struct {
	*deploy.Deployment

	name     string // in testdata/lifecycle
	started  bool
	lastPlan *tfjson.Plan              // of the plan after the last step
	values   map[string]map[string]any // of the managed resources in the state, by address
}

// start prepares a root. It is destroyed when the test ends, and the user pools in it are gone then.
func start(t *testing.T, root string, options ...deploy.Option) *lifecycle {
	t.Helper()
	target.EmulatorOnly(t, "the roles, functions and certificates do not exist")
	l := &lifecycle{name: root, Deployment: deploy.Fixture(t, "lifecycle/"+root, append(options, deploy.WithoutApply)...)}
	t.Cleanup(func() { l.destroy(t) })
	return l
}

// step applies what the folder of a step holds, in place of the step before, and sees that the plan after it is empty.
func (l *lifecycle) step(t *testing.T, step string) {
	t.Helper()
	l.enter(t, step)
	l.started = true
	done := timing.Spend(t, timing.Terraform)
	_, err := terraform.ApplyContextE(t, t.Context(), l.Options)
	done()
	require.NoError(t, err, "%s cannot be applied", step)
	plan := l.Plan(t, nil)
	l.values = managed(plan.PriorState.Values.RootModule)
	for _, change := range plan.ResourceChanges {
		assert.True(t, change.Change.Actions.NoOp(), "after %s, %s would be changed: %s", step, change.Address, difference(change.Change))
	}
	l.lastPlan = plan
}

// id of a resource in the state.
func (l *lifecycle) id(address string) string {
	id, _ := l.values[address]["id"].(string)
	return id
}

// output is an object among the outputs.
func (l *lifecycle) output(t *testing.T, name string) map[string]any {
	t.Helper()
	require.Contains(t, l.lastPlan.PriorState.Values.Outputs, name)
	value, _ := l.lastPlan.PriorState.Values.Outputs[name].Value.(map[string]any)
	return value
}

// enter makes a step the configuration.
func (l *lifecycle) enter(t *testing.T, step string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(l.Options.TerraformDir, step, "resources.tf"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(l.Options.TerraformDir, "resources.tf"), text, 0o600))
}

// assertReplacements sees by a plan which arguments of which resources Cognito, and so the provider, cannot change.
func (l *lifecycle) assertReplacements(t *testing.T) {
	t.Helper()
	back, err := os.ReadFile(filepath.Join(l.Options.TerraformDir, "resources.tf"))
	require.NoError(t, err)
	l.enter(t, replaced)
	got := map[string][]string{}
	for _, change := range l.Plan(t, nil).ResourceChanges {
		for _, path := range change.Change.ReplacePaths {
			got[change.Address] = append(got[change.Address], attributePath(path))
		}
		slices.Sort(got[change.Address])
		got[change.Address] = slices.Compact(got[change.Address])
	}
	maps.DeleteFunc(got, func(_ string, paths []string) bool { return len(paths) == 0 })
	if newerProvider(t) { // which may do more in place, but must not replace what the oldest changes
		for address, paths := range got {
			assert.Subset(t, replacing[l.name][address], paths, address)
		}
	} else {
		assert.Equal(t, replacing[l.name], got)
	}
	require.NoError(t, os.WriteFile(filepath.Join(l.Options.TerraformDir, "resources.tf"), back, 0o600))
}

// attributePath is a path of a plan without the positions in lists.
func attributePath(path any) string {
	parts, _ := path.([]any)
	var names []string
	for _, part := range parts {
		if name, ok := part.(string); ok {
			names = append(names, name)
		}
	}
	return strings.Join(names, ".")
}

// assertImports plans the step's configuration over an empty state, with an import block for each resource. notRead names,
// by type or address, what the provider does not read back and its documentation or its own tests except.
func (l *lifecycle) assertImports(t *testing.T, notRead map[string][]string) {
	t.Helper()
	options, err := l.Options.Clone()
	require.NoError(t, err)
	options.TerraformDir = t.TempDir()
	require.NoError(t, os.CopyFS(options.TerraformDir, os.DirFS(l.Options.TerraformDir)))
	require.NoError(t, os.Remove(filepath.Join(options.TerraformDir, "terraform.tfstate")))
	blocks := &strings.Builder{}
	var noImport []string
	for address, values := range l.values {
		if strings.HasPrefix(address, "aws_cognito_user_in_group.") { // its documentation has no import section
			noImport = append(noImport, address)
			continue
		}
		fmt.Fprintf(blocks, "import {\n  to = %s\n  id = %q\n}\n\n", address, importID(t, address, values))
	}
	require.NoError(t, os.WriteFile(filepath.Join(options.TerraformDir, "import.tf"), []byte(blocks.String()), 0o600))

	imported := 0
	for _, change := range deploy.PlanWith(t, options).ResourceChanges {
		if change.Mode != tfjson.ManagedResourceMode || slices.Contains(noImport, change.Address) {
			continue
		}
		assert.NotNil(t, change.Change.Importing, "%s is not imported", change.Address)
		imported++
		got := slices.Sorted(maps.Keys(differences(change.Change)))
		want := slices.Concat(notRead[change.Type], notRead[change.Address])
		got = slices.DeleteFunc(got, func(name string) bool { return slices.Contains(want, name) })
		assert.Empty(t, got, "%s is not read back as it was made: %s", change.Address, difference(change.Change))
		assert.False(t, change.Change.Actions.Replace(), "%s would be replaced after its import: %v", change.Address, change.Change.ReplacePaths)
	}
	assert.Len(t, l.values, imported+len(noImport))
}

// importID is what the import section of a resource's documentation asks for.
func importID(t *testing.T, address string, values map[string]any) string {
	t.Helper()
	get := func(name string) string {
		text, _ := values[name].(string)
		return text
	}
	pool := get("user_pool_id")
	switch kind, _, _ := strings.Cut(address, "."); kind {
	case "aws_cognito_user_pool", "aws_cognito_user_pool_domain", "aws_cognito_risk_configuration":
		return get("id")
	case "aws_cognito_log_delivery_configuration":
		return pool
	case "aws_cognito_managed_login_branding":
		return pool + "," + get("managed_login_branding_id")
	case "aws_cognito_resource_server":
		return pool + "|" + get("identifier")
	case "aws_cognito_user_pool_client", "aws_cognito_managed_user_pool_client":
		return pool + "/" + get("id")
	case "aws_cognito_user":
		return pool + "/" + get("username")
	case "aws_cognito_user_group":
		return pool + "/" + get("name")
	case "aws_cognito_identity_provider":
		return pool + ":" + get("provider_name")
	case "aws_cognito_user_pool_ui_customization":
		return pool + "," + get("client_id")
	default:
		require.Failf(t, "no import", "no id is known for %s", address)
		return ""
	}
}

// destroy destroys what is left, and sees that it was all.
func (l *lifecycle) destroy(t *testing.T) {
	if !l.started {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 15*time.Minute)
	defer cancel()
	done := timing.Spend(t, timing.Terraform)
	_, err := terraform.DestroyContextE(t, ctx, l.Options)
	done()
	if !assert.NoError(t, err) {
		return
	}
	l.AssertNothingLeft(t, ctx)
	l.AssertEmptyState(t)
}

func managed(module *tfjson.StateModule) map[string]map[string]any {
	values := map[string]map[string]any{}
	for _, resource := range module.Resources {
		if resource.Mode == tfjson.ManagedResourceMode {
			values[resource.Address] = resource.AttributeValues
		}
	}
	return values
}

// differences are the attributes that a change would change, with what they are and would be.
func differences(change *tfjson.Change) map[string][2]any {
	before, _ := change.Before.(map[string]any)
	after, _ := change.After.(map[string]any)
	found := map[string][2]any{}
	for name := range after {
		if !assert.ObjectsAreEqual(before[name], after[name]) {
			found[name] = [2]any{before[name], after[name]}
		}
	}
	for name, value := range before {
		if _, ok := after[name]; !ok && value != nil {
			found[name] = [2]any{value, "(known after apply)"}
		}
	}
	return found
}

func difference(change *tfjson.Change) string {
	text, _ := json.Marshal(differences(change))
	return string(text)
}
