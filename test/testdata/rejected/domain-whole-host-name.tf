# Rejected: domain_prefix: "login.example.com" is not a prefix. Use 1 to 63 lower-case letters, digits and hyphens,
# without a hyphen at either end, for example "orders-login".

module "domain_whole_host_name" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = "login.example.com"
}
