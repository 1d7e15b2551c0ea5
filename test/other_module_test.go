package test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// TestFromAnotherModule replaces another module by the configuration of docs/from-lgallard.md. The plan imports every
// resource and changes none.
func TestFromAnotherModule(t *testing.T) {
	t.Parallel()
	d := deploy.Fixture(t, "other-module")
	before := d.Outputs

	page, err := os.ReadFile("../docs/from-lgallard.md")
	require.NoError(t, err)
	values := strings.NewReplacer(
		"github.com/cognitokit/terraform-aws-cognito?ref=v0.1.0", "../../..",
		`"orders-login"`, `"`+d.Prefix+`"`, `name                = "orders"`, `name                = "`+d.Name+`"`,
		"us-east-1_AbCdEfGhI", before.UserPoolID, "1example23456789", before.ClientIDs["web"], "2example23456789", before.ClientIDs["spa"])
	blocks := regexp.MustCompile("(?ms)^```hcl (\\S+\\.tf)\n(.*?)^```$").FindAllStringSubmatch(string(page), -1)
	require.Len(t, blocks, 2)
	for _, b := range blocks { // main.tf replaces the call of the other module
		require.NoError(t, os.WriteFile(filepath.Join(d.Options.TerraformDir, b[1]), []byte(values.Replace(b[2])), 0o600))
	}
	done := timing.Spend(t, timing.Terraform)
	terraform.InitContext(t, t.Context(), d.Options)
	done()

	plan := d.Plan(t, nil)
	imported, forgotten := 0, 0
	for _, change := range plan.ResourceChanges {
		switch {
		case change.Change.Actions.Forget():
			forgotten++
		case assert.True(t, change.Change.Actions.NoOp(), "%s has the actions %v: from %v to %v", change.Address, change.Change.Actions, change.Change.Before, change.Change.After):
			assert.NotNil(t, change.Change.Importing, "%s is not imported", change.Address)
			imported++
		}
	}
	assert.Equal(t, 6, imported)
	assert.Equal(t, 6, forgotten)

	d.Apply(t) // asserts an empty plan
	assert.Equal(t, before.UserPoolID, d.Outputs.UserPoolID)
	assert.Equal(t, before.ClientIDs, d.Outputs.ClientIDs)
	assert.NotEmpty(t, d.Outputs.ClientSecrets["web"])
}
