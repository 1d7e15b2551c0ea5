package lifecycle

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// replacing lists, by root and resource, the arguments that only a replacement can change.
var replacing = map[string]map[string][]string{
	"user-pool": {
		"aws_cognito_user_pool.alias": {"alias_attributes"},
		"aws_cognito_user_pool.email": {"username_attributes", "username_configuration.case_sensitive"},
		"aws_cognito_user_pool.this":  {"name"},
	},
	"user-pool-client": {
		"aws_cognito_resource_server.this":          {"identifier", "name", "user_pool_id"},
		"aws_cognito_user_pool_client.this":         {"generate_secret", "user_pool_id"},
		"aws_cognito_managed_user_pool_client.this": {"user_pool_id"},
	},
	"user": {
		"aws_cognito_user.ada":           {"username"},
		"aws_cognito_user.grace":         {"user_pool_id"},
		"aws_cognito_user_group.this":    {"name", "user_pool_id"},
		"aws_cognito_user_in_group.this": {"group_name", "user_pool_id", "username"},
	},
	"identity-provider": {
		"aws_cognito_identity_provider.google": {"user_pool_id"},
		"aws_cognito_identity_provider.oidc":   {"provider_name"},
		"aws_cognito_identity_provider.saml":   {"provider_type"},
	},
	"sign-in-pages": {
		"aws_cognito_risk_configuration.all":  {"user_pool_id"},
		"aws_cognito_risk_configuration.one":  {"client_id", "user_pool_id"},
		"aws_cognito_user_pool_domain.custom": {"domain"},
		"aws_cognito_user_pool_domain.prefix": {"domain", "user_pool_id"},
	},
}

// leftOut lists the arguments that no root sets, with the reason.
var leftOut = map[string]string{
	"aws_cognito_user_pool.tags_all": "computed: the tags and the default tags of the provider block",
}

// sameValue lists the arguments that a root sets and never changes, although a change would not replace the resource, with
// the reason.
var sameValue = map[string]string{
	"aws_cognito_user_pool.schema.developer_only_attribute":                      "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.schema.required":                                      "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.schema.number_attribute_constraints.max_value":        "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.schema.number_attribute_constraints.min_value":        "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.schema.string_attribute_constraints.max_length":       "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.schema.string_attribute_constraints.min_length":       "a schema attribute cannot change, the provider rejects it",
	"aws_cognito_user_pool.lambda_config.custom_email_sender.lambda_version":     "V1_0 is the only version",
	"aws_cognito_user_pool.lambda_config.custom_sms_sender.lambda_version":       "V1_0 is the only version",
	"aws_cognito_user_pool.sms_configuration.sns_region":                         "Cognito accepts the region of the pool only",
	"aws_cognito_user_pool.account_recovery_setting.recovery_mechanism.priority": "1 and 2 are the only values: the mechanisms change places",
	"aws_cognito_user_pool.email_configuration.email_sending_account":            "codes by email require the sender DEVELOPER",
	"aws_cognito_user_pool_client.allowed_oauth_flows_user_pool_client":          "without it Cognito rejects the OAuth arguments",
	"aws_cognito_managed_user_pool_client.allowed_oauth_flows_user_pool_client":  "without it Cognito rejects the OAuth arguments",
	"aws_cognito_user_pool_ui_customization.client_id":                           "the provider updates in place, and leaves the settings of the old client",
	"aws_cognito_user_pool_ui_customization.user_pool_id":                        "the provider updates in place, and leaves the settings of the old pool",
	"aws_cognito_user_pool.user_pool_tier":                                       "threat protection requires PLUS",
}

// Arguments asserts that the roots set and change every argument of their resources, except for leftOut and sameValue.
func Arguments(t *testing.T) {
	schemas := providerSchemas(t)
	set, altered := map[string]bool{}, map[string]bool{}
	kinds := map[string]bool{}
	for root, addresses := range replacing {
		first, second := argumentsOf(t, root, allArguments), argumentsOf(t, root, changed)
		for address, values := range first {
			kind, _, _ := strings.Cut(address, ".")
			kinds[kind] = true
			for path, text := range values {
				set[kind+"."+path] = true
				if second[address][path] != text {
					altered[kind+"."+path] = true
				}
			}
		}
		for address, paths := range addresses {
			kind, _, _ := strings.Cut(address, ".")
			for _, path := range paths {
				altered[kind+"."+path] = true // the step "replaced" changes it
			}
		}
	}
	known := map[string]bool{}
	for kind := range kinds {
		require.Contains(t, schemas, kind)
		for _, path := range settable(schemas[kind].Block, "") {
			known[kind+"."+path] = true
		}
	}
	for _, path := range slices.Sorted(maps.Keys(known)) {
		switch {
		case leftOut[path] != "":
			assert.False(t, set[path], "%s is in leftOut (%s), but a root sets it", path, leftOut[path])
		case !set[path]:
			if newerProvider(t) {
				t.Logf("the provider is newer than the roots and has %s", path)
				continue
			}
			assert.Failf(t, "left out", "no root sets %s: set it in %s, or give the reason in leftOut", path, allArguments)
		case sameValue[path] != "":
			assert.False(t, altered[path], "%s is in sameValue (%s), but a root changes it", path, sameValue[path])
		default:
			assert.True(t, altered[path], "no root changes %s: change it in %s, or give the reason in sameValue", path, changed)
		}
	}
	for _, reasons := range []map[string]string{leftOut, sameValue} {
		for path := range reasons {
			assert.True(t, known[path], "leftOut or sameValue lists %s, which is not an argument of the provider", path)
		}
	}
}

// providerSchemas reads the schemas of the provider's resources.
func providerSchemas(t *testing.T) map[string]*tfjson.Schema {
	t.Helper()
	d := deploy.Fixture(t, "lifecycle/user-pool", deploy.WithoutApply, deploy.WithAllTypes)
	options, err := d.Options.Clone()
	require.NoError(t, err)
	options.Logger = logger.Discard // the output has many megabytes
	done := timing.Spend(t, timing.Terraform)
	text, err := terraform.RunTerraformCommandAndGetStdoutContextE(t, t.Context(), options, "providers", "schema", "-json")
	done()
	require.NoError(t, err)
	var all tfjson.ProviderSchemas
	require.NoError(t, json.Unmarshal([]byte(text), &all))
	for _, provider := range all.Schemas {
		return provider.ResourceSchemas
	}
	require.Fail(t, "the command returned no provider")
	return nil
}

// settable returns the paths of the arguments that a configuration can set. A provider of SDKv2 accepts id, too, and
// ignores it.
func settable(block *tfjson.SchemaBlock, prefix string) []string {
	var paths []string
	for name, attribute := range block.Attributes {
		if (attribute.Required || attribute.Optional) && prefix+name != "id" {
			paths = append(paths, prefix+name)
		}
	}
	for name, nested := range block.NestedBlocks {
		paths = append(paths, settable(nested.Block, prefix+name+".")...)
	}
	return paths
}

// argumentsOf reads the arguments that a step of a root sets: by address and argument path, the text of the expression.
func argumentsOf(t *testing.T, root, step string) map[string]map[string]string {
	t.Helper()
	file := filepath.Join("testdata", "lifecycle", root, step, "resources.tf")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	parsed, diagnostics := hclparse.NewParser().ParseHCL(text, file)
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	found := map[string]map[string]string{}
	for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
		if block.Type == "resource" {
			values := map[string]string{}
			collect(block.Body, "", text, values)
			found[strings.Join(block.Labels, ".")] = values
		}
	}
	return found
}

// collect adds the arguments of a block and of its nested blocks.
func collect(body *hclsyntax.Body, prefix string, text []byte, into map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		into[prefix+name] += string(body.Attributes[name].Expr.Range().SliceBytes(text)) + "\n"
	}
	for _, block := range body.Blocks {
		if prefix != "" || block.Type != "lifecycle" {
			collect(block.Body, prefix+block.Type+".", text, into)
		}
	}
}
