# Refused: Neither domain_prefix nor custom_domain is set, and this module makes one domain. Write one of the two; a
# pool with both calls the module twice.

module "domain_neither_domain" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = null
}
