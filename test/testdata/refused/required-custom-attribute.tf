# Refused: attributes requires ["tenant_id"], a custom attribute; Cognito can require standard attributes only. Write
# required = false, and let a pre sign-up trigger ask for it.

module "required_custom_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { tenant_id = { required = true } }
}
