# Rejected: clients.web.supported_identity_providers: the pool has no identity provider ["Google"]. Add it to
# identity_providers, or write COGNITO for the users of the pool.

module "undeclared_identity_provider" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls                = ["https://app.example.com/callback"]
      supported_identity_providers = ["COGNITO", "Google"]
    }
  }
}
