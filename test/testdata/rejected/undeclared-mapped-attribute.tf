# Rejected: identity_providers.Company.attribute_mapping: the pool has no attribute ["custom:team"]. Add it to
# attributes, without custom:, or remove it here.

module "undeclared_mapped_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    Company = {
      type              = "OIDC"
      client_id         = "orders"
      authorize_scopes  = ["openid"]
      oidc              = { issuer = "https://login.example.com" }
      attribute_mapping = { "custom:team" = "team" }
    }
  }
  identity_provider_secrets = { Company = "not-a-real-secret" }
}
