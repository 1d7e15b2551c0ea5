# Refused: Clients ask for scopes that no resource server declares: {"web":["https://orders.example.com/delete"]}.
# Write each of them into resource_servers, as { "IDENTIFIER" = { scopes = { NAME = "description" } } }, or take it
# out of the client.

module "undeclared_scope" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = ["openid", "https://orders.example.com/delete"]
    }
  }
}
