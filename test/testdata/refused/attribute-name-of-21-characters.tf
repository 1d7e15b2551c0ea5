# Refused: attributes has ["organisation_identity"], which is no name that Cognito takes: 1 to 20 letters, digits and
# signs, without spaces. Write for example "tenant_id".

module "attribute_name_of_21_characters" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { organisation_identity = {} }
}
