# Rejected: attributes.birthdate.type: the standard attribute birthdate has a type of its own, and not DateTime. Write
# type = "String", or use another name.

module "standard_attribute_of_another_type" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { birthdate = { type = "DateTime" } }
}
