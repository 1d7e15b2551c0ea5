# Rejected: clients.web.scopes: no resource server declares ["https://orders.example.com/delete"]. Add it to
# resource_servers, as { "IDENTIFIER" = { scopes = { NAME = "description" } } }, or remove it here.

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
