# Refused: preferred_username is an alias in sign_in.alias_attributes and required in attributes; Cognito takes one of
# the two. Write required = false, or leave the alias out.

module "preferred_username_required_and_an_alias" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in    = { username_attributes = [], alias_attributes = ["preferred_username"] }
  attributes = { preferred_username = { required = true } }
}
