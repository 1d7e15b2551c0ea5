# Rejected: identity_providers.Okta.attribute_mapping: "sub" is not an attribute that Cognito can write. Use username,
# a standard attribute such as email, or custom:NAME with a NAME of at most 20 characters.

module "identity_provider_mapping_to_sub" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "Okta" = {
      type              = "OIDC"
      client_id         = "orders"
      authorize_scopes  = ["openid"]
      oidc              = { issuer = "https://login.example.com" }
      attribute_mapping = { sub = "sub" }
    }
  }
  identity_provider_secrets = { "Okta" = "not-a-real-secret" }
}
