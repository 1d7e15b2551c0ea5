# Rejected: identity_provider_secrets: "Google" is not a key of identity_providers. Write the same key in both.

module "identity_provider_secret_without_a_provider" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  identity_provider_secrets = { Google = "secret" }
}
