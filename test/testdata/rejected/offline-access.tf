# Rejected: clients.web.scopes: Cognito has no scope offline_access. Remove it: the code grant always returns a
# refresh token.

module "offline_access" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = ["openid", "offline_access"]
    }
  }
}
