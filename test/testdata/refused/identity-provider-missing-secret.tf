# Refused: Identity provider "Okta": client_secret is missing. Give the client secret under this name in the map of
# secrets of the root module, or as client_secret of this module.

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
