# Refused: attributes has ["custom:tenant_id"], which begins with custom: or dev:, and Cognito adds the prefix itself.
# Write "tenant_id" for custom:tenant_id.

module "attribute_name_with_the_custom_prefix" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { "custom:tenant_id" = {} }
}
