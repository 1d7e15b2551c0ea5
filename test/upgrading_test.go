package test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// TestUpgrading checks the promises of docs/upgrading.md: a state of an older version still works, and existing
// resources can be imported.
func TestUpgrading(t *testing.T) {
	t.Parallel()
	const api = "https://orders.example.com"
	d := deploy.Environment(t,
		object{
			"web": deploy.Client(object{"scopes": []string{"openid", api + "/read"}, "logout_urls": []string{deploy.LogoutURL}}),
			"spa": deploy.Client(object{"application_type": "single-page"}),
		},
		object{
			"resource_servers": object{api: object{"scopes": object{"read": "Read orders"}}},
			"attributes":       object{"team": object{"max_length": 64}},
			"groups":           object{"support": object{"description": "Sees all orders"}},
			"identity_providers": object{"Company": object{
				"type": "OIDC", "client_id": "orders", "authorize_scopes": []string{"openid"},
				"oidc": object{"issuer": "https://login.company.example"}, "attribute_mapping": object{"email": "email"},
			}},
			"identity_provider_secrets": object{"Company": "not-a-real-secret"},
		})
	state := func(t *testing.T, arguments ...string) {
		t.Helper()
		done := timing.Spend(t, timing.Terraform)
		_, err := terraform.RunTerraformCommandContextE(t, t.Context(), d.Options, append([]string{"state"}, arguments...)...)
		done()
		require.NoError(t, err)
	}

	t.Run("a domain without a key is moved to its key", func(t *testing.T) {
		state(t, "mv", `module.cognito.module.user_pool_domain["prefix"]`, "module.cognito.module.user_pool_domain")
		plan := d.Plan(t, nil)
		moved := ""
		for _, change := range plan.ResourceChanges {
			assert.True(t, change.Change.Actions.NoOp(), "%s is moved and also changed: %v", change.Address, change.Change.Actions)
			if change.PreviousAddress != "" {
				moved = change.PreviousAddress + " to " + change.Address
			}
		}
		assert.Equal(t, `module.cognito.module.user_pool_domain.aws_cognito_user_pool_domain.this to module.cognito.module.user_pool_domain["prefix"].aws_cognito_user_pool_domain.this`, moved)
		d.Apply(t)
	})

	t.Run("existing resources are imported without a change", func(t *testing.T) {
		before := d.Outputs
		imports := ""
		for address, id := range map[string]string{
			"user_pool.aws_cognito_user_pool.this":                            before.UserPoolID,
			`user_pool_domain["prefix"].aws_cognito_user_pool_domain.this`:    d.Prefix,
			`resource_server["` + api + `"].aws_cognito_resource_server.this`: before.UserPoolID + "|" + api,
			`user_pool_client["web"].aws_cognito_user_pool_client.this`:       before.UserPoolID + "/" + before.ClientIDs["web"],
			`identity_provider["Company"].aws_cognito_identity_provider.this`: before.UserPoolID + ":Company",
			`user_group["support"].aws_cognito_user_group.this`:               before.UserPoolID + "/support",
			`user_pool_client["spa"].aws_cognito_user_pool_client.this`:       before.UserPoolID + "/" + before.ClientIDs["spa"],
		} {
			imports += fmt.Sprintf("import {\n  to = module.cognito.module.%s\n  id = %q\n}\n\n", address, id)
		}
		state(t, "rm", "module.cognito")
		require.NoError(t, os.WriteFile(filepath.Join(d.Options.TerraformDir, "import.tf"), []byte(imports), 0o600))
		d.Apply(t) // asserts an empty plan
		assert.Equal(t, before.EnvironmentOutput, d.Outputs.EnvironmentOutput)
		if before.ClientSecrets["web"] != d.Outputs.ClientSecrets["web"] { // assert.Equal would print the secrets
			t.Error("the client has another secret")
		}
	})

	t.Run("an import that also changes a client with a secret makes the change", func(t *testing.T) {
		state(t, "rm", `module.cognito.module.user_pool_client["web"]`)
		d.SetVars(t, object{"clients": object{
			"web": deploy.Client(object{"scopes": []string{"openid", api + "/read"}}), // without its logout_urls
			"spa": deploy.Client(object{"application_type": "single-page"}),
		}})
		_, err := terraform.ApplyContextE(t, t.Context(), d.Options)
		if err != nil { // a later version of the provider may read generate_secret
			require.ErrorContains(t, err, ".generate_secret: was null, but now cty.True")
		}
		assert.Empty(t, d.DescribeClient(t, "web").LogoutURLs)
		d.AssertEmptyPlan(t)
	})
}
