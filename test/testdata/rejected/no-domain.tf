# Rejected: domain_prefix: neither it nor custom_domain is set, so there is no login page. Write for example
# domain_prefix = "orders-login", or a custom_domain.

module "no_domain" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = null
}
