package seed

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// extraArguments has the arguments of a seed file that are not in the API model.
var extraArguments = []string{"user attributes", "user password"}

// The error about a name of the provider that a seed file does not have suggests what to write
// instead.
func TestEveryNameOfTheProviderHasASuggestion(t *testing.T) {
	t.Parallel()
	for what, names := range providerSchema {
		for path := range strings.FieldsSeq(names) {
			block, name := what, strings.TrimSuffix(path, "{")
			model := apimodel.RequestShape("CreateUserPool")
			if i := slices.IndexFunc(resourceBlocks, func(k resourceBlock) bool { return k.block == what }); i >= 0 {
				model = apimodel.RequestShape(resourceBlocks[i].action)
			}
			ok := true
			for strings.Contains(name, ".") && ok {
				var outer string
				outer, name, _ = strings.Cut(name, ".")
				_, model, ok = lookup(model, outer)
				if ok && model.Type() == "list" {
					model = model.Element()
				}
				block = outer
			}
			if !ok || slices.Contains(extraArguments, block+" "+name) {
				continue // the error is about the surrounding block
			}
			if _, _, ok := lookup(model, name); !ok {
				assert.NotEmpty(t, suggestion(model, block, name), "%s: %s", what, path)
			}
		}
	}
}

// A seed file with the suggested name is valid.
func TestSuggestedNameIsAccepted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want, right string }{
		{"the authenticator app of a pool", "software_token_mfa_configuration {\n    enabled = true\n  }", "user_pool has no block software_token_mfa_configuration: it is in the block mfa: write mfa { software_token_mfa_configuration { ... } }", "mfa {\n    software_token_mfa_configuration { enabled = true }\n  }"},
		{"the email factor of a pool", "email_mfa_configuration {}", "user_pool has no block email_mfa_configuration: it is in the block mfa: write mfa { email_mfa_configuration { ... } }", "mfa {\n    email_mfa_configuration {}\n  }"},
		{"passkeys", "web_authn_configuration {}", "user_pool has no block web_authn_configuration: it is in the block mfa: write mfa { web_authn_configuration { ... } }", "mfa {\n    web_authn_configuration {}\n  }"},
		{"text messages in mfa", "mfa {\n    sms_configuration {}\n  }", "mfa has no block sms_configuration: write sms_mfa_configuration { sms_configuration { ... } }", "mfa {\n    sms_mfa_configuration {\n      sms_configuration {}\n    }\n  }"},
		{"tags", "tags = {}", "user_pool has no argument tags: write user_pool_tags = { ... }", "user_pool_tags = {}"},
		{"the name of a pool", "name = \"orders\"", "user_pool has no argument name: it is the label: write user_pool \"NAME\" { ... }", ""},
		{"the name of a client", "client \"web\" {\n    name = \"web\"\n  }", "client has no argument name: it is the label: write client \"NAME\" { ... }", "client \"web\" {}"},
		{"the name of a group", "group \"staff\" {\n    name = \"staff\"\n  }", "group has no argument name: it is the label: write group \"NAME\" { ... }", "group \"staff\" {}"},
		{"the pool of a client", "client \"web\" {\n    user_pool_id = \"x\"\n  }", "client has no argument user_pool_id: the block is in its user_pool, so leave it out", "client \"web\" {}"},
		{"the sender of messages", "email_configuration {\n    from_email_address = \"a@example.com\"\n  }", "email_configuration has no argument from_email_address: write from = \"...\"", "email_configuration {\n    from = \"a@example.com\"\n  }"},
		{"the certificate of a domain", "domain \"a.example.com\" {\n    certificate_arn = \"x\"\n  }", "domain has no argument certificate_arn: write custom_domain_config { certificate_arn = \"...\" }", "domain \"a.example.com\" {\n    custom_domain_config { certificate_arn = \"x\" }\n  }"},
		{"a domain as an argument", "domain = \"orders\"", "user_pool has no argument domain: it is a block: write domain \"PREFIX\" { ... }", "domain \"orders\" {}"},
		{"a resource as a block", "user_pool_client \"web\" {}", "user_pool has no block user_pool_client: write client \"NAME\" { ... } in a user_pool", "client \"web\" {}"},
		{"the groups of a user", "user \"jo\" {\n    group_name = \"staff\"\n  }", "user has no argument group_name: write groups = [...]", "user \"jo\" {\n    groups = [\"staff\"]\n  }"},
		{"a user that is disabled", "user \"jo\" {\n    enabled = false\n  }", "user has no argument enabled: every user of a seed file is enabled, so leave it out", "user \"jo\" {}"},
		{"read-only attribute", "arn = \"x\"", "user_pool has no argument arn: Cognito makes it, so leave it out", ""},
		{"the spelling of the API", "client \"web\" {\n    CallbackURLs = []\n  }", "client has no argument CallbackURLs: write callback_urls = ...", "client \"web\" {\n    callback_urls = []\n  }"},
		{"a block in the spelling of the API", "AccountRecoverySetting {}", "user_pool has no block AccountRecoverySetting: write account_recovery_setting { ... }", "account_recovery_setting {}"},
		{"the spelling of the AWS CLI", "client \"web\" {\n    callback-urls = []\n  }", "client has no argument callback-urls: write callback_urls = ...", "client \"web\" {\n    callback_urls = []\n  }"},
		{"name without a suggestion", "colour = 1", "user_pool has no argument colour", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("seed.hcl", []byte("user_pool \"orders\" {\n  "+tt.text+"\n}"))
			require.Error(t, err)
			_, message, _ := strings.Cut(strings.TrimPrefix(err.Error(), "seed.hcl:"), ": ")
			assert.Equal(t, tt.want, message)
			_, err = Parse("seed.hcl", []byte("user_pool \"orders\" {\n  "+tt.right+"\n}"))
			require.NoError(t, err)
		})
	}
}

// The unknown blocks are resources of Terraform, and blocks of a pool outside of a pool.
func TestUnknownTopLevelBlockHasASuggestion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`resource "aws_cognito_user_pool" "a" {}`:        `seed.hcl:1: a seed file has no block resource: write user_pool "NAME" { ... }`,
		`resource "aws_cognito_user_pool_client" "a" {}`: `seed.hcl:1: a seed file has no block resource: write client "NAME" { ... } in a user_pool`,
		`resource "aws_cognito_user_in_group" "a" {}`:    `seed.hcl:1: a seed file has no block resource: write groups = [...] in a user`,
		`user_pool_domain "a" {}`:                        `seed.hcl:1: a seed file has no block user_pool_domain: write domain "PREFIX" { ... } in a user_pool`,
		`client "a" {}`:                                  `seed.hcl:1: a seed file has no block client: it belongs in a user_pool`,
		`resource {}`:                                    `seed.hcl:1: a seed file has no block resource: it is made of user_pool blocks`,
		`resource "aws_s3_bucket" "a" {}`:                `seed.hcl:1: a seed file has no block resource: it is made of user_pool blocks`,
		`variable "a" {}`:                                `seed.hcl:1: a seed file has no block variable: it is made of user_pool blocks`,
	} {
		_, err := Parse("seed.hcl", []byte(text))
		assert.EqualError(t, err, want)
	}
}

// providerSchema has the arguments of Terraform's AWS provider 5.100 by the block of a seed file,
// from "terraform providers schema -json". The name of a block ends with a brace.
var providerSchema = map[string]string{
	"user_pool": `
		alias_attributes arn auto_verified_attributes creation_date custom_domain deletion_protection domain
		email_verification_message email_verification_subject endpoint estimated_number_of_users id last_modified_date
		mfa_configuration name sms_authentication_message sms_verification_message tags tags_all user_pool_tier
		username_attributes account_recovery_setting{ account_recovery_setting.recovery_mechanism{
		account_recovery_setting.recovery_mechanism.name account_recovery_setting.recovery_mechanism.priority
		admin_create_user_config{ admin_create_user_config.allow_admin_create_user_only
		admin_create_user_config.invite_message_template{
		admin_create_user_config.invite_message_template.email_message
		admin_create_user_config.invite_message_template.email_subject
		admin_create_user_config.invite_message_template.sms_message device_configuration{
		device_configuration.challenge_required_on_new_device
		device_configuration.device_only_remembered_on_user_prompt email_configuration{
		email_configuration.configuration_set email_configuration.email_sending_account
		email_configuration.from_email_address email_configuration.reply_to_email_address
		email_configuration.source_arn email_mfa_configuration{ email_mfa_configuration.message
		email_mfa_configuration.subject lambda_config{ lambda_config.create_auth_challenge
		lambda_config.custom_message lambda_config.define_auth_challenge lambda_config.kms_key_id
		lambda_config.post_authentication lambda_config.post_confirmation lambda_config.pre_authentication
		lambda_config.pre_sign_up lambda_config.pre_token_generation lambda_config.user_migration
		lambda_config.verify_auth_challenge_response lambda_config.custom_email_sender{
		lambda_config.custom_email_sender.lambda_arn lambda_config.custom_email_sender.lambda_version
		lambda_config.custom_sms_sender{ lambda_config.custom_sms_sender.lambda_arn
		lambda_config.custom_sms_sender.lambda_version lambda_config.pre_token_generation_config{
		lambda_config.pre_token_generation_config.lambda_arn lambda_config.pre_token_generation_config.lambda_version
		password_policy{ password_policy.minimum_length password_policy.password_history_size
		password_policy.require_lowercase password_policy.require_numbers password_policy.require_symbols
		password_policy.require_uppercase password_policy.temporary_password_validity_days schema{
		schema.attribute_data_type schema.developer_only_attribute schema.mutable schema.name schema.required
		schema.number_attribute_constraints{ schema.number_attribute_constraints.max_value
		schema.number_attribute_constraints.min_value schema.string_attribute_constraints{
		schema.string_attribute_constraints.max_length schema.string_attribute_constraints.min_length sign_in_policy{
		sign_in_policy.allowed_first_auth_factors sms_configuration{ sms_configuration.external_id
		sms_configuration.sns_caller_arn sms_configuration.sns_region software_token_mfa_configuration{
		software_token_mfa_configuration.enabled user_attribute_update_settings{
		user_attribute_update_settings.attributes_require_verification_before_update user_pool_add_ons{
		user_pool_add_ons.advanced_security_mode user_pool_add_ons.advanced_security_additional_flows{
		user_pool_add_ons.advanced_security_additional_flows.custom_auth_mode username_configuration{
		username_configuration.case_sensitive verification_message_template{
		verification_message_template.default_email_option verification_message_template.email_message
		verification_message_template.email_message_by_link verification_message_template.email_subject
		verification_message_template.email_subject_by_link verification_message_template.sms_message
		web_authn_configuration{ web_authn_configuration.relying_party_id web_authn_configuration.user_verification`,
	"client": `
		access_token_validity allowed_oauth_flows allowed_oauth_flows_user_pool_client allowed_oauth_scopes
		auth_session_validity callback_urls client_secret default_redirect_uri
		enable_propagate_additional_user_context_data enable_token_revocation explicit_auth_flows generate_secret id
		id_token_validity logout_urls name prevent_user_existence_errors read_attributes refresh_token_validity
		supported_identity_providers user_pool_id write_attributes analytics_configuration{
		analytics_configuration.application_arn analytics_configuration.application_id
		analytics_configuration.external_id analytics_configuration.role_arn analytics_configuration.user_data_shared
		refresh_token_rotation{ refresh_token_rotation.feature refresh_token_rotation.retry_grace_period_seconds
		token_validity_units{ token_validity_units.access_token token_validity_units.id_token
		token_validity_units.refresh_token`,
	// Of version 6, which added the resource.
	"managed_login_branding": `
		client_id id managed_login_branding_id settings settings_all use_cognito_provided_values user_pool_id asset{
		asset.bytes asset.category asset.color_mode asset.extension asset.resource_id`,
	"domain": `
		aws_account_id certificate_arn cloudfront_distribution cloudfront_distribution_arn
		cloudfront_distribution_zone_id domain id managed_login_version s3_bucket user_pool_id version`,
	"resource_server": `
		id identifier name scope_identifiers user_pool_id scope{ scope.scope_description scope.scope_name`,
	"user": `
		attributes client_metadata creation_date desired_delivery_mediums enabled force_alias_creation id
		last_modified_date message_action mfa_setting_list password preferred_mfa_setting status sub
		temporary_password user_pool_id username validation_data`,
	"group": `
		description id name precedence role_arn user_pool_id`,
	"identity_provider": `
		attribute_mapping id idp_identifiers provider_details provider_name provider_type user_pool_id`,
}
