# Refused: Client "web": scopes has email without openid; Cognito gives email, phone and profile together with openid
# only. Write "openid" as well.

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
