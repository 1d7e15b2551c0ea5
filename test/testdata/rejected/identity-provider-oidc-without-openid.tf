# Rejected: identity_providers.Okta.authorize_scopes: an OIDC provider returns no attributes of a user without the
# scope openid. Add "openid".

module "identity_provider_oidc_without_openid" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "Okta" = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["email", "profile"]
      oidc             = { issuer = "https://login.example.com" }
    }
  }
  identity_provider_secrets = { "Okta" = "not-a-real-secret" }
}
