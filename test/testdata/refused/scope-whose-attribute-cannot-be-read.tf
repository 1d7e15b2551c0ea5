# Refused: Client "web": scopes has email, but read_attributes does not have email, so that the scope would give
# nothing. Write the attribute as well, or leave the scope out.

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
