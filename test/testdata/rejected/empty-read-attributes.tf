# Rejected: clients.web.read_attributes: the list is empty, and Cognito reads an empty list as every attribute. Write
# at least one, for example ["email"], or remove the list to allow every attribute.

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
