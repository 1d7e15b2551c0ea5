# Rejected: clients.web.read_attributes: "department" is not an attribute of a user. Write a standard attribute such
# as "given_name", or "custom:NAME" with a NAME of at most 20 characters.

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
