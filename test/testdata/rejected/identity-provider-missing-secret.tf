# Rejected: identity_providers.Okta.client_secret: the client secret is missing. Write it under this name in
# identity_provider_secrets of the root module, or as client_secret of this module.

module "identity_provider_missing_secret" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "Okta" = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = {}
}
