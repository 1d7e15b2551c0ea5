# Rejected: attributes.preferred_username.required: Cognito does not accept a required attribute as an alias, and
# sign_in.alias_attributes has preferred_username. Write required = false, or remove the alias.

module "preferred_username_required_and_an_alias" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in    = { username_attributes = [], alias_attributes = ["preferred_username"] }
  attributes = { preferred_username = { required = true } }
}
