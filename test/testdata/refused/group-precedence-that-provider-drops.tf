# Refused: Group "administrators": precedence is 0. Write a whole number from 1, the highest rank, up to 2147483647;
# hashicorp/aws does not send a 0.

module "group_precedence_that_provider_drops" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  groups = { "administrators" = { precedence = 0 } }
}
