# Rejected: attributes.tenant_id.required: Cognito can require only standard attributes, and this is a custom one.
# Write required = false, and check the attribute in a pre sign-up trigger.

module "required_custom_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { tenant_id = { required = true } }
}
