# Rejected: attributes: "organisation_identity" is not an attribute name. Use 1 to 20 letters, digits and symbols
# without spaces, for example "tenant_id".

module "attribute_name_of_21_characters" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { organisation_identity = {} }
}
