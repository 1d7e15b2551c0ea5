# Refused: Client "web": generate_secret is false, but a machine-to-machine client signs in with nothing but its
# secret. Leave generate_secret out.

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
