# Refused: Client "web": "department" is not an attribute of a user. Write a standard one such as "given_name", or
# "custom:NAME", 20 characters at most, for one of the pool's own.

module "unknown_readable_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls   = ["https://app.example.com/callback"]
      read_attributes = ["email", "department"]
    }
  }
}
