# Refused: Identity providers are mapped to custom attributes that the pool does not have:
# {"Company":["custom:team"]}. Write each of them into attributes, there without custom:, or take it out of
# attribute_mapping.

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
