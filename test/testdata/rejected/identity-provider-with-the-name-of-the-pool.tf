# Rejected: identity_providers.COGNITO.name: Cognito reserves the name COGNITO. Use another name for a provider of
# type OIDC.

module "identity_provider_with_the_name_of_the_pool" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "COGNITO" = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = { "COGNITO" = "not-a-real-secret" }
}
