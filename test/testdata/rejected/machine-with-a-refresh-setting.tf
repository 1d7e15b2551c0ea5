# Rejected: clients.web.refresh.rotation: a machine-to-machine client gets no refresh token. Remove refresh: the
# client requests a new access token instead.

module "machine_with_a_refresh_setting" {
  source = "../../.."

  name             = "orders"
  domain_prefix    = "orders-login"
  resource_servers = { "https://orders.example.com" = { scopes = { read = "Read orders" } } }

  clients = {
    web = {
      application_type = "machine-to-machine"
      scopes           = ["https://orders.example.com/read"]
      refresh          = { rotation = true }
    }
  }
}
