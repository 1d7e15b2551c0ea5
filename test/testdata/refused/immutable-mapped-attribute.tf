# Refused: Identity providers are mapped to attributes that cannot change, so the second sign-in of each user would
# fail: {"Company":["custom:team"]}. Write mutable = true in attributes, which an existing pool does not take any
# more, or take it out of attribute_mapping.

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
