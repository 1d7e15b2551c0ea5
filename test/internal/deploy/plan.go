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

// AssertEmptyPlan asserts that a plan has no changes: neither the configuration nor the sign-ins since the apply caused
// a difference.
func (d *Deployment) AssertEmptyPlan(t *testing.T) {
	t.Helper()
	d.assertEmptyPlan(t, t.Context())
}

func (d *Deployment) assertEmptyPlan(t *testing.T, ctx context.Context) {
	t.Helper()
	d.planned = true // the assertion below reports a difference
	defer timing.Spend(t, timing.Terraform)()
	code, err := terraform.PlanExitCodeContextE(t, ctx, d.Options)
	// terraform plan -detailed-exitcode returns 0 for an empty plan and 2 for a plan with changes.
	if assert.NoError(t, err) {
		assert.Equal(t, 0, code, "the plan has changes")
	}
}

// Plan plans the configuration with some inputs changed for this plan. The result contains sensitive values in plain text.
func (d *Deployment) Plan(t *testing.T, vars map[string]any) *tfjson.Plan {
	t.Helper()
	return PlanWith(t, d.OptionsWith(t, vars))
}

// PlanWith plans with the given options, and changes them.
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

// PlanError asserts that a plan with some inputs changed fails. It returns the error message with single spaces between
// words.
func (d *Deployment) PlanError(t *testing.T, vars map[string]any) string {
	t.Helper()
	defer timing.Spend(t, timing.Terraform)()
	output, err := terraform.PlanContextE(t, t.Context(), d.OptionsWith(t, vars))
	require.Error(t, err, "the plan succeeded")
	_, message, found := strings.Cut(output, "Error: ")
	require.True(t, found, "the output contains no error")
	return strings.Join(strings.Fields(message), " ")
}

// OptionsWith returns the options of a command with some inputs changed.
func (d *Deployment) OptionsWith(t *testing.T, vars map[string]any) *terraform.Options {
	t.Helper()
	options, err := d.Options.Clone()
	require.NoError(t, err)
	changed := writeVars(t, filepath.Join(t.TempDir(), "changed.tfvars.json"), vars)
	options.VarFiles = append(append([]string{}, d.Options.VarFiles...), changed)
	return options
}
