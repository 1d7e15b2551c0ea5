# Refused: Identity provider "corporate_login": the name is not one that Cognito takes: 3 to 32 characters, no space,
# and no underscore but as the second character. Write for example "Okta" or "corporate-login".

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
