# Rejected: clients.web.supported_identity_providers: the list is empty, so no user can sign in. Write ["COGNITO"] for
# users of the pool, the names of other providers, or both.

module "no_identity_provider" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      supported_identity_providers = []
    }
  }
}
