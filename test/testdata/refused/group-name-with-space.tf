# Refused: Group "order managers": the name is not one that Cognito takes: 1 to 128 letters, digits, signs and
# punctuation marks, no spaces. Write for example "administrators".

module "group_name_with_space" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  groups = { "order managers" = {} }
}
