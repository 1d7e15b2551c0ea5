# Rejected: attributes: "custom:tenant_id" has a prefix, which Cognito adds itself. Write "tenant_id" for
# custom:tenant_id.

module "attribute_name_with_the_custom_prefix" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { "custom:tenant_id" = {} }
}
