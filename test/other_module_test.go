package test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/terraform"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// TestFromAnotherModule replaces another module by the configuration of docs/from-lgallard.md, once with its import blocks
// and once with its moved blocks. Each plan keeps every resource and changes none.
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
	files := map[string]string{}
	for _, b := range regexp.MustCompile("(?ms)^```hcl (\\S+\\.tf)\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		files[b[1]] = values.Replace(b[2])
	}
	folder := d.Options.TerraformDir
	write := func(t *testing.T, name string) {
		t.Helper()
		require.Contains(t, files, name)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(files[name]), 0o600))
	}
	write(t, "main.tf") // replaces the call of the other module
	done := timing.Spend(t, timing.Terraform)
	terraform.InitContext(t, t.Context(), d.Options)
	done()

	t.Run("import blocks", func(t *testing.T) {
		if provider.Engine(t).OpenTofu {
			t.Skip("OpenTofu 1.9 has no lifecycle in a removed block, and forgets the resources without it")
		}
		write(t, "import.tf")
		imported, forgotten := 0, 0
		for _, change := range d.Plan(t, nil).ResourceChanges {
			if change.Change.Actions.Forget() {
				forgotten++
				continue
			}
			assertUnchanged(t, change)
			assert.NotNil(t, change.Change.Importing, "%s is not imported", change.Address)
			imported++
		}
		assert.Equal(t, 6, imported)
		assert.Equal(t, 6, forgotten)
		require.NoError(t, os.Remove(filepath.Join(folder, "import.tf")))
	})

	t.Run("moved blocks", func(t *testing.T) {
		write(t, "moved.tf")
		moved := 0
		for _, change := range d.Plan(t, nil).ResourceChanges {
			assertUnchanged(t, change)
			assert.NotEmpty(t, change.PreviousAddress, "%s is not moved", change.Address)
			moved++
		}
		assert.Equal(t, 6, moved)

		d.Apply(t) // asserts an empty plan
		assert.Equal(t, before.UserPoolID, d.Outputs.UserPoolID)
		assert.Equal(t, before.ClientIDs, d.Outputs.ClientIDs)
		assert.NotEmpty(t, d.Outputs.ClientSecrets["web"])
	})
}

func assertUnchanged(t *testing.T, change *tfjson.ResourceChange) {
	t.Helper()
	assert.True(t, change.Change.Actions.NoOp(), "%s has the actions %v", change.Address, change.Change.Actions)
}
