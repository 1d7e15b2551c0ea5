# Rejected: identity_providers.corporate_login.name: "corporate_login" is not a provider name. Use 3 to 32 characters
# without spaces, an underscore only as the second, for example "corporate-login".

module "identity_provider_name_with_underscore" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "corporate_login" = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = { "corporate_login" = "not-a-real-secret" }
}
