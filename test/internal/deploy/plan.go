package deploy

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// AssertEmptyPlan sees that neither the configuration nor anything that happened since the apply asks for a change.
func (d *Deployment) AssertEmptyPlan(t *testing.T) {
	t.Helper()
	d.assertEmptyPlan(t, t.Context())
}

func (d *Deployment) assertEmptyPlan(t *testing.T, ctx context.Context) {
	t.Helper()
	d.planned = true // or the test has failed
	defer timing.Spend(t, timing.Terraform)()
	code, err := terraform.PlanExitCodeContextE(t, ctx, d.Options)
	// terraform plan -detailed-exitcode: 0 is an empty plan, 2 one with changes.
	if assert.NoError(t, err) {
		assert.Equal(t, 0, code, "the plan has changes")
	}
}

// Plan plans the configuration with some inputs changed for this plan alone. It holds sensitive values in clear.
func (d *Deployment) Plan(t *testing.T, vars map[string]any) *tfjson.Plan {
	t.Helper()
	return PlanWith(t, d.OptionsWith(t, vars))
}

// PlanWith plans with options of the caller's, which it changes.
func PlanWith(t *testing.T, options *terraform.Options) *tfjson.Plan {
	t.Helper()
	defer timing.Spend(t, timing.Terraform)()
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

// PlanError sees that there is no plan with some inputs changed, and returns what Terraform says, with single spaces for
// all that it puts between words.
func (d *Deployment) PlanError(t *testing.T, vars map[string]any) string {
	t.Helper()
	defer timing.Spend(t, timing.Terraform)()
	said, err := terraform.PlanContextE(t, t.Context(), d.OptionsWith(t, vars))
	require.Error(t, err, "there is a plan")
	_, said, found := strings.Cut(said, "Error: ")
	require.True(t, found, "terraform failed without an error")
	return strings.Join(strings.Fields(said), " ")
}

// OptionsWith returns the options of a command that has some inputs changed.
func (d *Deployment) OptionsWith(t *testing.T, vars map[string]any) *terraform.Options {
	t.Helper()
	options, err := d.Options.Clone()
	require.NoError(t, err)
	changed := writeVars(t, filepath.Join(t.TempDir(), "changed.tfvars.json"), vars)
	options.VarFiles = append(append([]string{}, d.Options.VarFiles...), changed)
	return options
}
