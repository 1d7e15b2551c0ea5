# Rejected: identity_providers.MyGoogle.name: a provider of type Google must have the name "Google". Rename it.

module "identity_provider_social_with_another_name" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_providers = {
    "MyGoogle" = {
      type             = "Google"
      client_id        = "orders"
      authorize_scopes = ["openid"]
    }
  }
  identity_provider_secrets = { "MyGoogle" = "not-a-real-secret" }
}
