# Rejected: identity_providers.Company.attribute_mapping: the pool requires ["given_name"], so sign-in through the
# provider fails. Add it to attribute_mapping, or write required = false in attributes.

module "required_attribute_that_no_provider_maps" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { given_name = { required = true } }
  identity_providers = {
    Company = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = { Company = "not-a-real-secret" }
}
