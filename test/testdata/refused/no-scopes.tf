# Refused: Client "web": scopes is empty, so the client could ask for nothing. Write for example ["openid", "email"].

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
