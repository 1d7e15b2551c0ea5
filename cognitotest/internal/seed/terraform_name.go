package seed

import (
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// The hints for names of Terraform's AWS provider that a seed file does not have.
const (
	toMFA    = "it is in the block mfa: write mfa { %s { ... } }"
	readOnly = "Cognito makes it, so leave it out"
	around   = "the block is in its user_pool, so leave it out"
)

// terraformNames has the arguments and blocks of Terraform's AWS provider that have another name or
// place in a seed file, by the block of the seed file. %s stands for the name. All others have the
// same name in both. TestEveryNameOfTheProviderHasASuggestion checks the whole schema of the
// provider.
var terraformNames = map[string]map[string]string{
	"user_pool": {
		"name": `it is the label: write user_pool "NAME" { ... }`,
		"tags": "write user_pool_tags = { ... }", "tags_all": "write user_pool_tags = { ... }",
		"email_mfa_configuration": toMFA, "sms_mfa_configuration": toMFA,
		"software_token_mfa_configuration": toMFA, "web_authn_configuration": toMFA,
		"domain": `it is a block: write domain "PREFIX" { ... }`, "custom_domain": `it is a block: write domain "HOST" { ... }`,
		"arn": readOnly, "creation_date": readOnly, "endpoint": readOnly, "estimated_number_of_users": readOnly,
		"id": readOnly, "last_modified_date": readOnly, "user_pool_id": readOnly,
		"recovery_mechanism": "it is in a block: write account_recovery_setting { recovery_mechanism { ... } }",
	},
	"email_configuration": {"from_email_address": `write from = "..."`},
	"client": {
		"name": `it is the label: write client "NAME" { ... }`,
		"id":   readOnly, "user_pool_id": around,
	},
	"managed_login_branding": {
		"managed_login_branding_id": readOnly, "settings_all": readOnly, "id": readOnly, "user_pool_id": around,
	},
	"domain": {
		"certificate_arn": `write custom_domain_config { certificate_arn = "..." }`,
		"aws_account_id":  readOnly, "cloudfront_distribution": readOnly, "cloudfront_distribution_arn": readOnly,
		"cloudfront_distribution_zone_id": readOnly, "s3_bucket": readOnly, "version": readOnly, "id": readOnly, "user_pool_id": around,
	},
	"resource_server": {"scope_identifiers": readOnly, "id": readOnly, "user_pool_id": around},
	"user": {
		"enabled": "every user of a seed file is enabled, so leave it out", "group_name": "write groups = [...]",
		"creation_date": readOnly, "last_modified_date": readOnly, "mfa_setting_list": readOnly, "preferred_mfa_setting": readOnly,
		"status": readOnly, "sub": readOnly, "id": readOnly, "user_pool_id": around,
	},
	"group": {
		"name": `it is the label: write group "NAME" { ... }`, "username": "a user names its groups: write groups = [...] in the block user",
		"id": readOnly, "user_pool_id": around,
	},
	"identity_provider": {"id": readOnly, "user_pool_id": around},
	"mfa": {
		"sms_configuration":          "write sms_mfa_configuration { sms_configuration { ... } }",
		"sms_authentication_message": `write sms_mfa_configuration { sms_authentication_message = "..." }`,
		"user_pool_id":               around,
	},
}

// resources maps the resource types of Terraform's AWS provider to blocks of a seed file.
var resources = map[string]string{
	"aws_cognito_user_pool":                `user_pool "NAME" { ... }`,
	"aws_cognito_user_pool_client":         `client "NAME" { ... } in a user_pool`,
	"aws_cognito_managed_login_branding":   `managed_login_branding "CLIENT" { ... } in a user_pool`,
	"aws_cognito_user_pool_domain":         `domain "PREFIX" { ... } in a user_pool`,
	"aws_cognito_resource_server":          `resource_server "IDENTIFIER" { ... } in a user_pool`,
	"aws_cognito_user":                     `user "USERNAME" { ... } in a user_pool`,
	"aws_cognito_user_group":               `group "NAME" { ... } in a user_pool`,
	"aws_cognito_user_in_group":            `groups = [...] in a user`,
	"aws_cognito_identity_provider":        `identity_provider "NAME" { ... } in a user_pool`,
	"aws_cognito_managed_user_pool_client": `client "NAME" { ... } in a user_pool`,
}

// suggestion returns the end of an error about an unknown argument or block: ": " and what to write
// instead, or "".
func suggestion(model apimodel.Shape, what, name string) string {
	if hint, ok := terraformNames[what][name]; ok {
		return ": " + strings.ReplaceAll(hint, "%s", name)
	}
	for _, resource := range []string{name, "aws_cognito_" + name} {
		if block, ok := resources[resource]; ok {
			return ": write " + block
		}
	}
	// The spelling of the API, the spelling of the AWS CLI, and a plural for a singular.
	snaked := strings.ReplaceAll(snake(name), "-", "_")
	for _, other := range []string{snaked, snaked + "s", strings.TrimSuffix(snaked, "s")} {
		if hint, ok := terraformNames[what][other]; ok && other == snaked {
			return ": " + strings.ReplaceAll(hint, "%s", other)
		}
		if _, argument, ok := lookup(model, other); ok && other != name {
			if isBlock(argument) {
				return ": write " + other + " { ... }"
			}
			return ": write " + other + " = ..."
		}
		for _, k := range resourceBlocks {
			if what == "user_pool" && k.block == other && other != name {
				return ": write " + strings.TrimSuffix(resources[k.resource], " in a user_pool")
			}
		}
	}
	return ""
}
