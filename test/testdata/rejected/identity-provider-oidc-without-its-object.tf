# Rejected: identity_providers.Okta.oidc: a provider of type OIDC requires this object. Write oidc = { issuer =
# "https://login.example.com" }.

module "identity_provider_oidc_without_its_object" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "Okta" = {
      type             = "OIDC"
      client_id        = "orders"
      authorize_scopes = ["openid"]
    }
  }
  identity_provider_secrets = { "Okta" = "not-a-real-secret" }
}
