# Rejected: clients.web.scopes: Cognito accepts email only together with openid. Add "openid".

module "email_without_openid" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = ["email"]
    }
  }
}
