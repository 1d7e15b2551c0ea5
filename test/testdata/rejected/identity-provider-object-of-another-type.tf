# Rejected: identity_providers.Okta.saml: a provider of type OIDC does not accept it. Remove it, or change the type.

module "identity_provider_object_of_another_type" {
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
      saml             = { metadata_url = "https://login.example.com/metadata" }
    }
  }
  identity_provider_secrets = { "Okta" = "not-a-real-secret" }
}
