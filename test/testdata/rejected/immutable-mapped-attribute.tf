# Rejected: identity_providers.Company.attribute_mapping: ["custom:team"] cannot change, so the second sign-in of each
# user fails. Remove it here, or for a new pool write mutable = true in attributes.

module "immutable_mapped_attribute" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  attributes = { team = { mutable = false } }
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
