# Refused: Identity provider "Okta": the scope openid is missing from ["email","profile"], and an OIDC provider says
# nothing about a user without it. Add "openid".

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
