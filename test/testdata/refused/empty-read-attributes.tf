# Refused: Client "web": read_attributes is empty, which Cognito reads as every attribute. Name at least one, for
# example ["email"], or leave it out for all.

module "empty_read_attributes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls   = ["https://app.example.com/callback"]
      scopes          = ["openid"]
      read_attributes = []
    }
  }
}
