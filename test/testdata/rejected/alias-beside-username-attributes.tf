# Rejected: sign_in.alias_attributes: Cognito does not accept aliases ["email"] together with username_attributes
# ["email"]. Write username_attributes = [], or remove the aliases.

module "alias_beside_username_attributes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { alias_attributes = ["email"] }
}
