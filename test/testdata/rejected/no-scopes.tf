# Rejected: clients.web.scopes: the list is empty, so the client cannot request anything. Write for example ["openid",
# "email"].

module "no_scopes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = []
    }
  }
}
