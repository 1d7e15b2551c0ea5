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

// replacing are the arguments of each root's resources that can only be changed by making the resource anew.
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

// leftOut are the arguments that no root sets, with the reason.
var leftOut = map[string]string{
	"aws_cognito_user_pool.tags_all": "the tags, and those that a provider block sets by default",
}

// sameValue are the arguments that a root sets but never changes, although that replaces nothing.
var sameValue = map[string]string{
	"aws_cognito_user_pool.schema.developer_only_attribute":                      "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.schema.required":                                      "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.schema.number_attribute_constraints.max_value":        "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.schema.number_attribute_constraints.min_value":        "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.schema.string_attribute_constraints.max_length":       "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.schema.string_attribute_constraints.min_length":       "an attribute never changes, the provider refuses it",
	"aws_cognito_user_pool.lambda_config.custom_email_sender.lambda_version":     "V1_0 is all there is",
	"aws_cognito_user_pool.lambda_config.custom_sms_sender.lambda_version":       "V1_0 is all there is",
	"aws_cognito_user_pool.sms_configuration.sns_region":                         "the pool's own region is the one that Cognito takes",
	"aws_cognito_user_pool.account_recovery_setting.recovery_mechanism.priority": "1 and 2 are all there is: the mechanisms change places",
	"aws_cognito_user_pool.email_configuration.email_sending_account":            "codes by email need a sender of one's own",
	"aws_cognito_user_pool_client.allowed_oauth_flows_user_pool_client":          "without it the arguments of OAuth are refused",
	"aws_cognito_managed_user_pool_client.allowed_oauth_flows_user_pool_client":  "without it the arguments of OAuth are refused",
	"aws_cognito_user_pool_ui_customization.client_id":                           "the provider takes another client for an update, and leaves the look of the old one",
	"aws_cognito_user_pool_ui_customization.user_pool_id":                        "the provider takes another pool for an update, and leaves the look of the old one",
	"aws_cognito_user_pool.user_pool_tier":                                       "threat protection is of PLUS alone",
}

// Arguments sees that the roots of the lifecycle tests set every argument of every resource that they
// have, and change it, or say why not.
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
				altered[kind+"."+path] = true // by being made anew
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
			assert.False(t, set[path], "%s is left out because %q, and set", path, leftOut[path])
		case !set[path]:
			if newerProvider(t) {
				t.Logf("a newer provider than the roots were written for has %s", path)
				continue
			}
			assert.Failf(t, "left out", "no root sets %s: set it in %s, or say in leftOut why not", path, allArguments)
		case sameValue[path] != "":
			assert.False(t, altered[path], "%s stays because %q, and is changed", path, sameValue[path])
		default:
			assert.True(t, altered[path], "no root changes %s: change it in %s, or say in sameValue why not", path, changed)
		}
	}
	for _, reasons := range []map[string]string{leftOut, sameValue} {
		for path := range reasons {
			assert.True(t, known[path], "there is a reason for %s, which the provider does not have", path)
		}
	}
}

// providerSchemas asks the provider what its resources take.
func providerSchemas(t *testing.T) map[string]*tfjson.Schema {
	t.Helper()
	d := deploy.Fixture(t, "lifecycle/user-pool", deploy.WithoutApply, deploy.WithAllTypes)
	options, err := d.Options.Clone()
	require.NoError(t, err)
	options.Logger = logger.Discard // many megabytes
	done := timing.Spend(t, timing.Terraform)
	text, err := terraform.RunTerraformCommandAndGetStdoutContextE(t, t.Context(), options, "providers", "schema", "-json")
	done()
	require.NoError(t, err)
	var all tfjson.ProviderSchemas
	require.NoError(t, json.Unmarshal([]byte(text), &all))
	for _, provider := range all.Schemas {
		return provider.ResourceSchemas
	}
	require.Fail(t, "there is no provider")
	return nil
}

// settable are the paths of what a configuration may set. The provider of SDKv2 lets it set the id, too, and takes no
// notice.
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

// argumentsOf reads what a step of a root sets: by the resource's address and the argument's path, the text of its
// expressions.
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
