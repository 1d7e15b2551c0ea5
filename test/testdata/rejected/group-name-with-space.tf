# Rejected: groups: "order managers" is not a group name. Use 1 to 128 letters, digits, symbols and punctuation marks
# without spaces, for example "administrators".

module "group_name_with_space" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  groups = { "order managers" = {} }
}
