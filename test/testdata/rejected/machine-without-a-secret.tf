# Rejected: clients.web.generate_secret: a machine-to-machine client authenticates with its secret, and this one has
# none. Remove generate_secret.

module "machine_without_a_secret" {
  source = "../../.."

  name             = "orders"
  domain_prefix    = "orders-login"
  resource_servers = { "https://orders.example.com" = { scopes = { read = "Read orders" } } }

  clients = {
    web = {
      application_type = "machine-to-machine"
      scopes           = ["https://orders.example.com/read"]
      generate_secret  = false
    }
  }
}
