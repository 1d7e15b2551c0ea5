# Refused: sign_in has username_attributes ["email"] and alias_attributes ["email"]; Cognito takes one of the two.
# Write username_attributes = [] beside the aliases, or leave the aliases out.

module "alias_beside_username_attributes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { alias_attributes = ["email"] }
}
