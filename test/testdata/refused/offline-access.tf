# Refused: Client "web": Cognito has no scope offline_access. Leave it out: the code grant always gives a refresh
# token.

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
