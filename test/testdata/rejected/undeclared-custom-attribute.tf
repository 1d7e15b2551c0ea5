# Rejected: clients.web: the pool has no attribute ["custom:team"]. Add it to attributes, without custom:, or remove
# it from read_attributes and write_attributes.

module "undeclared_custom_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls   = ["https://app.example.com/callback"]
      read_attributes = ["email", "custom:team"]
    }
  }
}
