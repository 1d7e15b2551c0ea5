# Rejected: clients.web.scopes: openid requires a user, and a machine-to-machine client has none. Write only scopes of
# resource servers, for example "https://orders.example.com/read".

module "machine_with_a_scope_of_users" {
  source = "../../.."

  name             = "orders"
  domain_prefix    = "orders-login"
  resource_servers = { "https://orders.example.com" = { scopes = { read = "Read orders" } } }

  clients = {
    web = {
      application_type = "machine-to-machine"
      scopes           = ["openid", "https://orders.example.com/read"]
    }
  }
}
