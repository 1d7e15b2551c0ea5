# Rejected: groups.administrators.precedence: 0 is not a whole number from 1 to 2147483647. Write 1 for the highest
# rank: hashicorp/aws does not send a 0.

module "group_precedence_that_the_provider_omits" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  groups = { "administrators" = { precedence = 0 } }
}
