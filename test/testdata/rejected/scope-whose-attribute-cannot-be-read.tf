# Rejected: clients.web.scopes: the client cannot read the attributes of email, so the scope has no effect. Add email
# to read_attributes, or remove the scope.

module "scope_whose_attribute_cannot_be_read" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls   = ["https://app.example.com/callback"]
      scopes          = ["openid", "email"]
      read_attributes = ["given_name"]
    }
  }
}
