# Refused: attributes has the types {"birthdate":"DateTime"}, but a standard attribute has a type of its own: Number
# for updated_at, String for the others. Write that type, or another name.

module "standard_attribute_of_another_type" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { birthdate = { type = "DateTime" } }
}
