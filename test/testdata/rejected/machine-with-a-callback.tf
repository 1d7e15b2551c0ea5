# Rejected: clients.web.callback_urls: a machine-to-machine client does not sign users in. Remove callback_urls, or
# write application_type = "web".

module "machine_with_a_callback" {
  source = "../../.."

  name             = "orders"
  domain_prefix    = "orders-login"
  resource_servers = { "https://orders.example.com" = { scopes = { read = "Read orders" } } }

  clients = {
    web = {
      application_type = "machine-to-machine"
      scopes           = ["https://orders.example.com/read"]
      callback_urls    = ["https://app.example.com/callback"]
    }
  }
}
